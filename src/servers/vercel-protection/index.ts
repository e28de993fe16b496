import { code, prose } from '../../model/prose.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { cookieSignal, headerOf, headerSignal, urlSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

const LOGIN = /^https:\/\/vercel\.com\/sso-api\?/;

/** The Deployment Protection of Vercel before a project. Only its own answers count. */
export const vercelProtection = adviceStack({
  id: 'vercel-protection',
  label: 'Vercel · Deployment Protection',
  kind: 'in-front',
  docs: 'https://vercel.com/docs/deployment-protection/methods-to-bypass-deployment-protection/options-allowlist',
  marks: [
    cookieSignal(
      0.95,
      /^_vercel_sso_nonce=/,
      prose`Vercel’s Deployment Protection sets the cookie ${code('_vercel_sso_nonce')}.`,
    ),
    headerSignal(0.95, 'Location', LOGIN, () => prose`Vercel redirects to its login.`),
    {
      weight: 0.85,
      seen: isLoginPage,
      evidence: () =>
        prose`Vercel itself answered 401 with an HTML page that no other site may show.`,
    },
    urlSignal(0.95, LOGIN, prose`Vercel’s login has such addresses.`),
  ],
  instead: [
    {
      id: 'vercel-protection-preflight',
      explainsStatus: true,
      fits: ({ finding }) => finding.phase === 'preflight' && finding.hop === 0,
      words: () =>
        prose`In the Vercel project, open ${code('Settings')} and ${code('Deployment Protection')}. Turn on
          ${code('OPTIONS Allowlist')} and add the path. Deployment Protection refused the preflight request,
          because browsers send no login with it.`,
    },
    {
      id: 'vercel-protection-login',
      explainsStatus: true,
      fits: ({ finding }) => finding.phase === 'actual' && finding.hop === 0,
      words: () =>
        prose`Request the production domain, which is not protected by default. Or turn off
          ${code('Deployment Protection')} in the project’s settings. Vercel asked for a login, and your code
          never got the request.`,
    },
  ],
});

/** Saved files have no cookies: then Vercel's own page shows it. */
function isLoginPage(one: SeenAnswer): boolean {
  return (
    one.status === 401 &&
    headerOf(one, 'server') === 'Vercel' &&
    /^text\/html\b/.test(headerOf(one, 'content-type')) &&
    headerOf(one, 'x-robots-tag') === 'noindex' &&
    headerOf(one, 'x-frame-options') === 'DENY' &&
    headerOf(one, 'x-matched-path') === ''
  );
}
