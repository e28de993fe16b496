import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
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
      say`Vercel’s Deployment Protection sets the cookie ${code('_vercel_sso_nonce')}.`
        .fr`Vercel Deployment Protection définit le cookie ${code('_vercel_sso_nonce')}.`,
    ),
    headerSignal(
      0.95,
      'Location',
      LOGIN,
      () => say`Vercel redirects to its login.`.fr`Vercel redirige vers sa page de connexion.`,
    ),
    {
      weight: 0.85,
      seen: isLoginPage,
      evidence: () =>
        say`Vercel itself answered 401 with an HTML page that no other site may show.`
          .fr`Vercel lui-même a répondu 401 avec une page HTML qu’aucun autre site ne peut
          afficher.`,
    },
    urlSignal(
      0.95,
      LOGIN,
      say`Vercel’s login has such addresses.`
        .fr`La page de connexion de Vercel utilise de telles adresses.`,
    ),
  ],
  instead: [
    {
      id: 'vercel-protection-preflight',
      explainsStatus: true,
      fits: ({ finding }) => finding.phase === 'preflight' && finding.hop === 0,
      words: () =>
        say`In the Vercel project, open ${code('Settings')} and ${code('Deployment Protection')}.
          Turn on ${code('OPTIONS Allowlist')} and add the path. Deployment Protection refused the
          preflight request, because browsers send no login with it.`
          .fr`Dans le projet Vercel, ouvrez ${code('Settings')} puis
          ${code('Deployment Protection')}. Activez ${code('OPTIONS Allowlist')} et ajoutez-y le
          chemin. Deployment Protection a refusé la requête préliminaire, car les navigateurs n’y
          joignent pas d’informations d’identification.`,
    },
    {
      id: 'vercel-protection-login',
      explainsStatus: true,
      fits: ({ finding }) => finding.phase === 'actual' && finding.hop === 0,
      words: () =>
        say`Request the production domain, which is not protected by default. Or turn off
          ${code('Deployment Protection')} in the project’s settings. Vercel asked for a login, and
          your code never got the request.`
          .fr`Envoyez la requête au domaine de production, qui n’est pas protégé par défaut. Ou
          désactivez ${code('Deployment Protection')} dans les paramètres du projet. Vercel a
          demandé de se connecter, et votre code n’a jamais reçu la requête.`,
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
