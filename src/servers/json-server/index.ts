import { refusesCookies } from '../../evidence/refused.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { headerOf, lineOf } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/**
 * The package json-server. It has no list of origins: every page may read its data, or none.
 * As measured on 0.17 and 1.0.
 */
export const jsonServer = adviceStack({
  id: 'json-server',
  label: phrase`json-server · npm package`.fr`json-server · paquet npm`,
  kind: 'product',
  docs: 'https://github.com/typicode/json-server/tree/v0#cli-usage',
  marks: [
    {
      weight: 0.8,
      seen: (one) =>
        headerOf(one, 'x-powered-by') === 'tinyhttp' &&
        headerOf(one, 'access-control-allow-methods') === 'GET, HEAD, PUT, PATCH, POST, DELETE',
      evidence: (one) =>
        say`json-server sends ${lineOf(one, 'X-Powered-By')}.`
          .fr`json-server envoie ${lineOf(one, 'X-Powered-By')}.`,
    },
    {
      weight: 0.9,
      seen: (one) =>
        headerOf(one, 'x-powered-by') === 'Express' &&
        headerOf(one, 'cache-control') === 'no-cache' &&
        headerOf(one, 'pragma') === 'no-cache' &&
        headerOf(one, 'expires') === '-1',
      evidence: (one) =>
        say`json-server sends ${lineOf(one, 'Expires')} with every response.`
          .fr`json-server envoie ${lineOf(one, 'Expires')} avec chaque réponse.`,
    },
  ],
  instead: [
    {
      id: 'json-server-cookies',
      fits: refusesCookies,
      words: () =>
        say`Leave out ${code("credentials: 'include'")} (Axios: ${code('withCredentials')}).
          json-server 1 answers every page with ${code('*')}, and has no setting for it.`
          .fr`Retirez ${code("credentials: 'include'")} (Axios : ${code('withCredentials')}).
          json-server 1 répond ${code('*')} à toutes les pages, et n’a pas de réglage pour cela.`,
    },
    {
      id: 'json-server-no-cors',
      fits: ({ finding }) => finding.cause === 'missing-allow-origin',
      words: () =>
        say`Remove ${code('--no-cors')} (${code('--nc')}) from the command that starts json-server. In
          a program, pass ${code('jsonServer.defaults()')} to ${code('server.use(…)')} before the
          router. Then every page may read its data, so keep only test data there.`
          .fr`Retirez ${code('--no-cors')} (${code('--nc')}) de la commande qui démarre json-server.
          Dans un programme, passez ${code('jsonServer.defaults()')} à ${code('server.use(…)')} avant
          le routeur. Toutes les pages peuvent alors lire ses données : n’y gardez que des données de
          test.`,
    },
  ],
});
