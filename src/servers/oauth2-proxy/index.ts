import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { cookieSignal, headerSignal, pathSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** oauth2-proxy before a server. Only its own answers count. */
export const oauth2Proxy = adviceStack({
  id: 'oauth2-proxy',
  label: phrase`oauth2-proxy · login`.fr`oauth2-proxy · connexion`,
  kind: 'in-front',
  docs: 'https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview',
  marks: [
    cookieSignal(
      0.9,
      /^_oauth2_proxy/,
      say`oauth2-proxy sets the cookie ${code('_oauth2_proxy')}.`
        .fr`oauth2-proxy définit le cookie ${code('_oauth2_proxy')}.`,
    ),
    headerSignal(
      0.8,
      'Location',
      /\/oauth2\/(?:start|sign_in)\?rd=/,
      (line) => say`oauth2-proxy sends ${line}.`.fr`oauth2-proxy envoie ${line}.`,
    ),
    pathSignal(
      0.7,
      /^\/oauth2\/(?:start|sign_in|callback|auth)$/,
      say`oauth2-proxy has such addresses.`.fr`oauth2-proxy utilise de telles adresses.`,
    ),
  ],
  instead: [
    {
      id: 'oauth2-proxy-preflight',
      explainsStatus: true,
      fits: ({ finding }) => finding.phase === 'preflight' && finding.hop === 0,
      words: () =>
        say`Start oauth2-proxy with ${code('--skip-auth-preflight=true')}
          (${code('OAUTH2_PROXY_SKIP_AUTH_PREFLIGHT')}). It refused the preflight request, because
          browsers send no cookie with it. Your server then answers the preflight request.`
          .fr`Démarrez oauth2-proxy avec ${code('--skip-auth-preflight=true')}
          (${code('OAUTH2_PROXY_SKIP_AUTH_PREFLIGHT')}). Il a refusé la requête préliminaire, car
          les navigateurs n’y joignent pas de cookie. Votre serveur répond alors à la requête
          préliminaire.`,
    },
    {
      id: 'oauth2-proxy-login',
      explainsStatus: true,
      fits: ({ finding }) => finding.phase === 'actual' && finding.hop === 0,
      words: () =>
        say`Sign in to the server’s address in a tab, and send the cookie with
          ${code("credentials: 'include'")}. Start oauth2-proxy with ${code('--api-route')} for this
          path: then it answers 401 instead of its login page.`
          .fr`Connectez-vous à l’adresse du serveur dans un onglet, et envoyez le cookie avec
          ${code("credentials: 'include'")}. Démarrez oauth2-proxy avec ${code('--api-route')} pour
          ce chemin : il répond alors 401 au lieu de sa page de connexion.`,
    },
  ],
});
