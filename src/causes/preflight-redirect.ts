import { code, prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { afterRedirect } from './phrases.ts';

export const preflightRedirect = defineCause({
  id: 'preflight-redirect',
  title: 'The server redirects the preflight request',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSExternalRedirectNotAllowed',
  explain: ({ hop, evidence: { status, location } }) =>
    prose`The server redirected the preflight request${afterRedirect(hop)} (status
      ${code(String(status))}) to ${shown(location)}. Browsers never follow a redirect of a preflight
      request.`,
  why: () =>
    prose`The usual reasons are a missing slash at the end of the address, http instead of https, or
      a login page.`,
});
