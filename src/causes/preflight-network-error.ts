import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { afterRedirect } from './phrases.ts';

export const preflightNetworkError = defineCause({
  id: 'preflight-network-error',
  title: 'The OPTIONS preflight got no answer',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain: ({ hop, evidence: { error } }) => [
    `The OPTIONS preflight${afterRedirect(hop)} got no answer`,
    ...(error.trim() === '' ? [] : [': the browser reports ', shown(error)]),
    '.',
  ],
  why: () => [
    'The browser asks first with an OPTIONS request (the preflight) and, without an answer to it, never sends the request itself; no header can help as long as nothing answers.',
  ],
});
