import { listElements } from '../model/header-list.ts';
import { code, type Prose, prose } from '../model/prose.ts';
import { phrase, say } from '../model/say.ts';
import { shownList } from '../model/shown.ts';
import type { FindingOf } from '../policy/finding.ts';
import { defineCause } from './cause.ts';
import { allowsOnly, theResponse } from './phrases.ts';

export const headerNotAllowed = defineCause({
  id: 'header-not-allowed',
  title: phrase`The server does not allow a request header`.fr`Le serveur n’autorise pas un en-tête
    de requête`,
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowHeaderFromPreflight',
  explain: (finding) => {
    const { headers, received, unseen } = finding.evidence;
    if (unseen) {
      return say`The page wants to send the request header ${shownList(headers)}, but
        ${theResponse(finding)} does not list it in ${code('Access-Control-Allow-Headers')}.`
        .fr`La page veut envoyer l’en-tête de requête ${shownList(headers)}, mais
        ${theResponse(finding)} ne le nomme pas dans ${code('Access-Control-Allow-Headers')}.`;
    }
    const answer = prose`${theResponse(finding)}
      ${allowsOnly('Access-Control-Allow-Headers', received)}`;
    return headers.length > 1
      ? say`The page wants to send the request headers ${shownList(headers)}, but ${answer}`
          .fr`La page veut envoyer les en-têtes de requête ${shownList(headers)}, mais ${answer}`
      : say`The page wants to send the request header ${shownList(headers)}, but ${answer}`
          .fr`La page veut envoyer l’en-tête de requête ${shownList(headers)}, mais ${answer}`;
  },
  why,
});

function why({ evidence: { headers, received } }: FindingOf<'header-not-allowed'>): Prose {
  if (!listElements(received ?? '').includes('*')) {
    return say`The server must list every header that the page adds, such as
      ${code('authorization')} or ${code('content-type: application/json')}. Until then the browser
      does not send it to another origin.${orLeaveOut(headers)}`.fr`Le serveur doit nommer chaque
      en-tête que la page ajoute, comme ${code('authorization')} ou
      ${code('content-type: application/json')}. D’ici là, le navigateur ne l’envoie pas à une autre
      origine.${orLeaveOut(headers)}`;
  }
  return headers.includes('authorization')
    ? say`List the names in the server’s settings. ${code('*')} never covers
      ${code('authorization')}, and covers no header at all when the request has credentials.`
        .fr`Nommez les en-têtes dans les réglages du serveur. ${code('*')} ne couvre jamais
        ${code('authorization')}, et ne couvre aucun en-tête quand la requête a des informations
        d’identification.`
    : say`List the names in the server’s settings. When a request has credentials, ${code('*')} is
      just a header of that name, not “every header”.`.fr`Nommez les en-têtes dans les réglages du
      serveur. Quand une requête a des informations d’identification, ${code('*')} n’est qu’un
      en-tête de ce nom, et non « tous les en-têtes ».`;
}

/** What requests hardly need to carry; the other two often do. */
function orLeaveOut(headers: readonly string[]): Prose {
  const own = headers.filter((name) => name !== 'authorization' && name !== 'content-type');
  if (own.length === 0) return [];
  const names = shownList(own);
  return own.length > 1
    ? say` Or do not send ${names}, if the page works without them.`
        .fr` Ou n’envoyez pas ${names}, si la page marche sans ces en-têtes.`
    : say` Or do not send ${names}, if the page works without it.`
        .fr` Ou n’envoyez pas ${names}, si la page marche sans cet en-tête.`;
}
