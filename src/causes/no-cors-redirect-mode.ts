import { code } from '../model/prose.ts';
import { phrase, say } from '../model/say.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';

export const noCorsRedirectMode = defineCause({
  id: 'no-cors-redirect-mode',
  title: phrase`no-cors cannot be combined with this redirect mode`.fr`no-cors ne va pas avec ce
    mode de redirection`,
  spec: 'https://fetch.spec.whatwg.org/#concept-main-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/API/Request/redirect',
  explain: ({ evidence: { url } }) =>
    say`The page requests ${shown(url)} with ${code("mode: 'no-cors'")} and a ${code('redirect')}
      other than ${code("'follow'")}. The browser does not allow both together.`.fr`La page demande
      ${shown(url)} avec ${code("mode: 'no-cors'")} et une option ${code('redirect')} autre que
      ${code("'follow'")}. Le navigateur ne permet pas les deux ensemble.`,
  why: () =>
    say`Remove ${code("mode: 'no-cors'")}, and let the server allow the page’s origin. A request
      with ${code('no-cors')} gives the page no response to read.`.fr`Retirez
      ${code("mode: 'no-cors'")}, et laissez le serveur autoriser l’origine de la page. Avec
      ${code('no-cors')}, une requête ne donne à la page aucune réponse à lire.`,
});
