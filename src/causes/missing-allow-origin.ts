import { code, type Prose } from '../model/prose.ts';
import { phrase, say } from '../model/say.ts';
import type { FindingOf } from '../policy/finding.ts';
import { defineCause } from './cause.ts';
import { thePage, theResponse } from './phrases.ts';

export const missingAllowOrigin = defineCause({
  id: 'missing-allow-origin',
  title: phrase`The server does not allow this page`.fr`Le serveur n’autorise pas cette page`,
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowOrigin',
  explain: (finding) => {
    const { origin, status } = finding.evidence;
    return say`${thePage(origin)}, but ${theResponse(finding)} (status ${code(String(status))}) has
      no ${code('Access-Control-Allow-Origin')} header.`.fr`${thePage(origin)}, mais
      ${theResponse(finding)} (statut ${code(String(status))}) n’a pas d’en-tête
      ${code('Access-Control-Allow-Origin')}.`;
  },
  why,
});

function why({ phase, evidence: { status } }: FindingOf<'missing-allow-origin'>): Prose {
  if (phase === 'preflight') return whyPreflight(status);
  if (status >= 400) {
    return say`Fix the error first (status ${code(String(status))}). Many servers create error
      responses outside the code that adds the CORS headers.`.fr`Corrigez d’abord l’erreur (statut
      ${code(String(status))}). Beaucoup de serveurs créent les réponses d’erreur hors du code qui
      ajoute les en-têtes CORS.`;
  }
  if (status >= 300 && status !== 304) {
    return say`The browser checks the redirect’s own response before it follows it. Perhaps the
      page uses an address that has moved.`.fr`Le navigateur vérifie la réponse de la redirection
      elle-même avant de la suivre. La page utilise peut-être une adresse qui a changé.`;
  }
  return say`A page may read a response from another origin only if this header has the page’s
    origin. For a request without credentials, ${code('*')} works too.`.fr`Une page ne peut lire une
    réponse d’une autre origine que si cet en-tête contient l’origine de la page. Pour une requête
    sans informations d’identification, ${code('*')} convient aussi.`;
}

function whyPreflight(status: number): Prose {
  if (status === 401 || status === 403) {
    return say`The browser sends the preflight request without cookies and without
      ${code('Authorization')}. A server that requires a login refuses it like this, and so does one
      that refuses the page’s origin.`.fr`Le navigateur envoie la requête préliminaire sans cookies
      et sans ${code('Authorization')}. Un serveur qui exige une connexion la refuse ainsi, et un
      serveur qui refuse l’origine de la page aussi.`;
  }
  if (status === 404 || status === 405) {
    return say`Nothing on the server answers OPTIONS at this address. Its CORS support is missing,
      or does not cover this URL.`.fr`Rien sur le serveur ne répond à OPTIONS à cette adresse. Son
      code CORS manque, ou ne couvre pas cette URL.`;
  }
  if (status === 400) {
    return say`The server refused the preflight request. FastAPI and Starlette answer like this to an
      origin, a method or a request header that they do not allow. Other servers do so when they expect
      what OPTIONS does not have, such as a body.`.fr`Le serveur a refusé la requête préliminaire.
      FastAPI et Starlette répondent ainsi à une origine, une méthode ou un en-tête de requête qu’ils
      n’autorisent pas. D’autres serveurs le font quand ils attendent ce qu’OPTIONS n’a pas, par
      exemple un corps.`;
  }
  if (status >= 400) {
    return say`Fix the error first (status ${code(String(status))}). The server failed before its
      CORS code could answer.`.fr`Corrigez d’abord l’erreur (statut ${code(String(status))}). Le
      serveur a échoué avant que son code CORS puisse répondre.`;
  }
  return say`The server has no CORS support at this address, or does not allow the page’s origin.
    Some servers also leave this header out when they refuse only the method or a request header.`
    .fr`Le serveur n’a pas de code CORS à cette adresse, ou n’autorise pas l’origine de la page.
    Certains serveurs omettent aussi cet en-tête quand ils refusent seulement la méthode ou un
    en-tête de requête.`;
}
