import type { CredentialsMode } from '../model/exchange.ts';
import { code, type Prose, prose } from '../model/prose.ts';
import type { UnknownCredentials } from '../policy/finding.ts';

const PAGE_CODE = prose`Look for ${code('credentials')} (fetch) or ${code('withCredentials')}
  (XMLHttpRequest) in the page’s own code.`;

/** Why we could not see whether a request sends cookies. Total: a reason without words does not compile. */
export const unknownCredentials: { readonly [Id in UnknownCredentials]: Prose } = {
  'not-checked': prose`The browser made no CORS check, so nothing shows it.`,
  'request-unseen': prose`${PAGE_CODE} A preflight request has no sign of it, and the request itself was
    not seen.`,
  'no-sign': prose`${PAGE_CODE} The request has no cookie, but perhaps there is none for this server.`,
};

const INCLUDE = code("credentials: 'include'");

/** The condition of a reading that assumes one credentials mode. */
export const ifCredentials = (mode: CredentialsMode): Prose =>
  mode === 'include'
    ? prose`If the request sends cookies (${INCLUDE}):`
    : prose`If the request sends no cookies (no ${INCLUDE}):`;
