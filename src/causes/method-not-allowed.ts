import { listElements } from '../model/header-list.ts';
import { code, type Prose } from '../model/prose.ts';
import { phrase, say } from '../model/say.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { allowsOnly, theResponse } from './phrases.ts';

export const methodNotAllowed = defineCause({
  id: 'method-not-allowed',
  title: phrase`The server does not allow the method`.fr`Le serveur n’autorise pas la méthode`,
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSMethodNotFound',
  explain: (finding) => {
    const { method, received, unseen } = finding.evidence;
    if (unseen) {
      return say`The page wants to send ${shown(method)}, but ${theResponse(finding)} does not list
        it in ${code('Access-Control-Allow-Methods')}.`.fr`La page veut envoyer ${shown(method)},
        mais ${theResponse(finding)} ne nomme pas cette méthode dans
        ${code('Access-Control-Allow-Methods')}.`;
    }
    return say`The page wants to send ${shown(method)}, but ${theResponse(finding)}
      ${allowsOnly('Access-Control-Allow-Methods', received)}`.fr`La page veut envoyer
      ${shown(method)}, mais ${theResponse(finding)}
      ${allowsOnly('Access-Control-Allow-Methods', received)}`;
  },
  why: ({ evidence: { method, received } }) => why(method, listElements(received ?? '')),
});

function why(method: string, allowed: readonly string[]): Prose {
  if (allowed.includes('*')) {
    return say`List ${shown(method)} in the server’s settings. When a request has credentials,
      ${code('*')} is just a method of that name, not “every method”.`.fr`Nommez la méthode
      ${shown(method)} dans les réglages du serveur. Quand une requête a des informations
      d’identification, ${code('*')} n’est qu’une méthode de ce nom, et non « toutes les
      méthodes ».`;
  }
  const upper = method.toUpperCase();
  if (allowed.some((one) => one.toUpperCase() === upper)) {
    return say`Write ${shown(upper)} in the page and in the server’s list: methods are compared
      letter by letter. The browser changes only DELETE, GET, HEAD, OPTIONS, POST and PUT to upper
      case.`.fr`Écrivez ${shown(upper)} dans la page et dans la liste du serveur : les méthodes sont
      comparées lettre par lettre. Le navigateur ne met en majuscules que DELETE, GET, HEAD,
      OPTIONS, POST et PUT.`;
  }
  return say`Only GET, HEAD and POST need no permission. The server must list every other method,
    in the page’s spelling.`.fr`Seules GET, HEAD et POST se passent d’autorisation. Le serveur doit
    nommer toute autre méthode, comme la page l’écrit.`;
}
