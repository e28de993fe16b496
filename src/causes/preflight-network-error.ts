import type { Prose } from '../model/prose.ts';
import { phrase, say } from '../model/say.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { afterRedirect } from './phrases.ts';

export const preflightNetworkError = defineCause({
  id: 'preflight-network-error',
  title: phrase`The preflight request got no answer`.fr`La requête préliminaire n’a reçu aucune
    réponse`,
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain: ({ hop, evidence: { error } }) =>
    say`The preflight request${afterRedirect(hop)} got no answer${reported(error)}.`.fr`La requête
      préliminaire${afterRedirect(hop)} n’a reçu aucune réponse${reported(error)}.`,
  why: () =>
    say`Start the server, or check the connection. Without an answer to the preflight request, the
      browser never sends the request itself, and no header can help.`.fr`Démarrez le serveur, ou
      vérifiez la connexion. Sans réponse à la requête préliminaire, le navigateur n’envoie jamais
      la requête elle-même, et aucun en-tête n’aide.`,
});

const reported = (error: string): Prose =>
  error.trim() === ''
    ? []
    : say`: the browser reports ${shown(error)}`.fr` : le navigateur signale ${shown(error)}`;
