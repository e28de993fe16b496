import { listElements } from '../model/header-list.ts';
import { code, type Prose, prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { allowsOnly, theResponse } from './phrases.ts';

export const methodNotAllowed = defineCause({
  id: 'method-not-allowed',
  title: 'The server does not allow the method',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSMethodNotFound',
  explain: (finding) => {
    const { method, received, unseen } = finding.evidence;
    if (unseen) {
      return prose`The page wants to send ${shown(method)}, but ${theResponse(finding)} does not list
        it in ${code('Access-Control-Allow-Methods')}.`;
    }
    return prose`The page wants to send ${shown(method)}, but ${theResponse(finding)}
      ${allowsOnly('Access-Control-Allow-Methods', received)}`;
  },
  why: ({ evidence: { method, received } }) => why(method, listElements(received ?? '')),
});

function why(method: string, allowed: readonly string[]): Prose {
  if (allowed.includes('*')) {
    return prose`List ${shown(method)} in the server’s settings. When a request has credentials,
      ${code('*')} is just a method of that name, not “every method”.`;
  }
  const upper = method.toUpperCase();
  if (allowed.some((one) => one.toUpperCase() === upper)) {
    return prose`Write ${shown(upper)} in the page and in the server’s list: methods are compared
      letter by letter. The browser changes only DELETE, GET, HEAD, OPTIONS, POST and PUT to upper
      case.`;
  }
  return prose`Only GET, HEAD and POST need no permission. The server must list every other method,
    in the page’s spelling.`;
}
