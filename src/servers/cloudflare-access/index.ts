import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { cookieSignal, headerSignal, hostSignal, pathSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

const TEAM = /^https:\/\/[a-z0-9-]+\.cloudflareaccess\.com\//;

/**
 * The login of Cloudflare Access before a server. Only its own answers count. A redirect to the login
 * is explained like every such redirect.
 */
export const cloudflareAccess = adviceStack({
  id: 'cloudflare-access',
  label: phrase`Cloudflare Access · login`.fr`Cloudflare Access · connexion`,
  kind: 'in-front',
  docs: 'https://developers.cloudflare.com/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/cors/',
  marks: [
    headerSignal(
      0.95,
      'Location',
      TEAM,
      () =>
        say`Cloudflare Access redirects to its login.`
          .fr`Cloudflare Access redirige vers sa page de connexion.`,
    ),
    headerSignal(
      0.95,
      'CF-Access-Domain',
      /./,
      (line) => say`Cloudflare Access sends ${line}.`.fr`Cloudflare Access envoie ${line}.`,
    ),
    hostSignal(
      0.95,
      /\.cloudflareaccess\.com$/,
      say`Cloudflare Access has the hosts below ${code('cloudflareaccess.com')}.`
        .fr`Les hôtes sous ${code('cloudflareaccess.com')} appartiennent à Cloudflare Access.`,
    ),
    pathSignal(
      0.9,
      /^\/cdn-cgi\/access\//,
      say`Cloudflare Access has such addresses.`.fr`Cloudflare Access utilise de telles adresses.`,
    ),
    cookieSignal(
      0.7,
      /^CF_AppSession=/,
      say`Cloudflare Access sets the cookie ${code('CF_AppSession')}.`
        .fr`Cloudflare Access définit le cookie ${code('CF_AppSession')}.`,
    ),
  ],
  instead: [
    {
      id: 'cloudflare-access-preflight',
      explainsStatus: true,
      fits: ({ finding }) => finding.phase === 'preflight' && finding.hop === 0,
      words: () =>
        say`In Cloudflare One, open this application and its advanced settings. Under
          ${code('CORS settings')}, turn on ${code('Bypass OPTIONS requests to origin')}. Cloudflare
          Access refused the preflight request, because browsers send no login with it.`
          .fr`Dans Cloudflare One, ouvrez cette application et ses paramètres avancés. Sous
          ${code('CORS settings')}, activez ${code('Bypass OPTIONS requests to origin')}. Cloudflare
          Access a refusé la requête préliminaire, car les navigateurs n’envoient aucune information
          de connexion avec elle.`,
    },
  ],
});
