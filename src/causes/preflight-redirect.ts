import { code } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { afterRedirect } from './phrases.ts';

export const preflightRedirect = defineCause({
  id: 'preflight-redirect',
  title: 'The server redirects the OPTIONS preflight',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSExternalRedirectNotAllowed',
  explain: ({ hop, evidence: { status, location } }) => [
    `The server redirected the OPTIONS preflight${afterRedirect(hop)} (status `,
    code(String(status)),
    ') to ',
    shown(location),
    ', and the browser never follows a redirect there.',
  ],
  why: () => [
    'The browser asks first with an OPTIONS request (the preflight), which must be answered at once; what leads here is mostly a missing slash at the end of the address, http instead of https, or a login page.',
  ],
});
