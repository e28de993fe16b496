import { code, type Prose } from '../model/prose.ts';
import { phrase, say } from '../model/say.ts';
import { defineCause } from './cause.ts';
import { afterRedirect } from './phrases.ts';

export const preflightStatus = defineCause({
  id: 'preflight-status',
  title: phrase`The server answers OPTIONS with an error`.fr`Le serveur répond à OPTIONS par une
    erreur`,
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSPreflightDidNotSucceed',
  explain: ({ hop, evidence: { status } }) =>
    say`The server answered the preflight request${afterRedirect(hop)} with status
      ${code(String(status))}. The browser needs one from 200 to 299.`.fr`Le serveur a répondu à la
      requête préliminaire${afterRedirect(hop)} avec le statut ${code(String(status))}. Le
      navigateur exige un statut de 200 à 299.`,
  why: ({ evidence: { status } }) => why(status),
});

function why(status: number): Prose {
  if (status === 401 || status === 403) {
    return say`Let the server answer OPTIONS before it asks for a login. The browser never sends
      cookies or ${code('Authorization')} with a preflight request.`.fr`Laissez le serveur répondre
      à OPTIONS avant d’exiger une connexion. Le navigateur n’envoie jamais de cookies ni
      ${code('Authorization')} avec une requête préliminaire.`;
  }
  if (status === 404 || status === 405 || status === 501) {
    return say`The preflight request is an OPTIONS request, and no code on the server answers
      OPTIONS at this address.`.fr`La requête préliminaire est une requête OPTIONS, et aucun code
      sur le serveur ne répond à OPTIONS à cette adresse.`;
  }
  if (status === 400) {
    return say`Read the body of the response: it may say what is wrong. Some servers send
      ${code('400')} when they refuse the origin, the method or a header, others when they do not
      know the host name.`.fr`Lisez le corps de la réponse : il dit peut-être ce qui ne va pas.
      Certains serveurs envoient ${code('400')} quand ils refusent l’origine, la méthode ou un
      en-tête, d’autres quand ils ne connaissent pas le nom d’hôte.`;
  }
  if (status >= 500) {
    return say`Check the server’s log, and the log of a proxy in front of it: one of them failed.
      No CORS setting helps until this error is fixed.`.fr`Vérifiez le journal du serveur, et le
      journal d’un proxy placé devant lui : l’un d’eux a échoué. Aucun réglage CORS n’aide tant que
      cette erreur n’est pas corrigée.`;
  }
  if (status >= 300 && status < 400) {
    return say`The status means a redirect, but no ${code('Location')} header says where to.
      Browsers never follow a redirect of a preflight request anyway.`.fr`Le statut signifie une
      redirection, mais aucun en-tête ${code('Location')} ne dit vers où. De toute façon, les
      navigateurs ne suivent jamais une redirection d’une requête préliminaire.`;
  }
  return say`The browser sends a preflight request first. It sends the request itself only after a
    response that allows it.`.fr`Le navigateur envoie d’abord une requête préliminaire. Il n’envoie
    la requête elle-même qu’après une réponse qui l’autorise.`;
}
