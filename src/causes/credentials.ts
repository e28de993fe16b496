import type { CredentialsMode } from '../model/exchange.ts';
import { code, type Prose } from '../model/prose.ts';
import { say } from '../model/say.ts';
import type { UnknownCredentials } from '../policy/finding.ts';

const PAGE_CODE = say`Look for ${code('credentials')} (fetch) or ${code('withCredentials')}
  (XMLHttpRequest) in the page’s own code.`.fr`Cherchez ${code('credentials')} (fetch) ou
  ${code('withCredentials')} (XMLHttpRequest) dans le code de la page.`;

/** Why we could not see whether a request sends cookies. Total: a reason without words does not compile. */
export const unknownCredentials: { readonly [Id in UnknownCredentials]: Prose } = {
  'not-checked': say`The browser made no CORS check, so nothing shows it.`.fr`Le navigateur n’a fait
    aucune vérification CORS : rien ne le montre.`,
  'request-unseen': say`${PAGE_CODE} A preflight request has no sign of it, and the request itself was
    not seen.`.fr`${PAGE_CODE} Une requête préliminaire n’en montre rien, et la requête elle-même
    n’a pas été vue.`,
  'no-sign': say`${PAGE_CODE} The request has no cookie, but perhaps there is none for this server.`
    .fr`${PAGE_CODE} La requête n’a pas de cookie, mais il n’y en a peut-être pas pour ce serveur.`,
};

const INCLUDE = code("credentials: 'include'");

/** The condition of a reading that assumes one credentials mode. */
export const ifCredentials = (mode: CredentialsMode): Prose =>
  mode === 'include'
    ? say`If the request sends cookies (${INCLUDE}):`.fr`Si la requête envoie des cookies
      (${INCLUDE}) :`
    : say`If the request sends no cookies (no ${INCLUDE}):`.fr`Si la requête n’envoie pas de cookies
      (sans ${INCLUDE}) :`;
