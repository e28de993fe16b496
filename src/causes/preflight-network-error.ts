import { type Prose, prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { afterRedirect } from './phrases.ts';

export const preflightNetworkError = defineCause({
  id: 'preflight-network-error',
  title: 'The preflight request got no answer',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain: ({ hop, evidence: { error } }) =>
    prose`The preflight request${afterRedirect(hop)} got no answer${reported(error)}.`,
  why: () =>
    prose`Start the server, or check the connection. Without an answer to the preflight request, the
      browser never sends the request itself, and no header can help.`,
});

const reported = (error: string): Prose =>
  error.trim() === '' ? [] : prose`: the browser reports ${shown(error)}`;
