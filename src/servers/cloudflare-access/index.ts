import { code, prose } from '../../model/prose.ts';
import { cookieSignal, headerSignal, hostSignal, pathSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

const TEAM = /^https:\/\/[a-z0-9-]+\.cloudflareaccess\.com\//;

/**
 * The login of Cloudflare Access before a server. Only its own answers count. A redirect to the login
 * is explained like every such redirect.
 */
export const cloudflareAccess = adviceStack({
  id: 'cloudflare-access',
  label: 'Cloudflare Access · login',
  kind: 'in-front',
  docs: 'https://developers.cloudflare.com/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/cors/',
  marks: [
    headerSignal(0.95, 'Location', TEAM, () => prose`Cloudflare Access redirects to its login.`),
    hostSignal(
      0.95,
      /\.cloudflareaccess\.com$/,
      prose`Cloudflare Access has the hosts below ${code('cloudflareaccess.com')}.`,
    ),
    pathSignal(0.9, /^\/cdn-cgi\/access\//, prose`Cloudflare Access has such addresses.`),
    cookieSignal(
      0.7,
      /^CF_AppSession=/,
      prose`Cloudflare Access sets the cookie ${code('CF_AppSession')}.`,
    ),
  ],
  instead: [
    {
      id: 'cloudflare-access-preflight',
      explainsStatus: true,
      fits: ({ finding }) => finding.phase === 'preflight' && finding.hop === 0,
      words: () =>
        prose`In Cloudflare One, open this application and its advanced settings. Under
          ${code('CORS settings')}, turn on ${code('Bypass OPTIONS requests to origin')}. Cloudflare Access
          refused the preflight request, because browsers send no login with it.`,
    },
  ],
});
