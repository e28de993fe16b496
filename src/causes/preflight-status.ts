import { code, type Prose, prose } from '../model/prose.ts';
import { defineCause } from './cause.ts';
import { afterRedirect } from './phrases.ts';

export const preflightStatus = defineCause({
  id: 'preflight-status',
  title: 'The server answers OPTIONS with an error',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSPreflightDidNotSucceed',
  explain: ({ hop, evidence: { status } }) =>
    prose`The server answered the preflight request${afterRedirect(hop)} with status
      ${code(String(status))}. The browser needs one from 200 to 299.`,
  why: ({ evidence: { status } }) => why(status),
});

function why(status: number): Prose {
  if (status === 401 || status === 403) {
    return prose`Let the server answer OPTIONS before it asks for a login. The browser never sends
      cookies or ${code('Authorization')} with a preflight request.`;
  }
  if (status === 404 || status === 405 || status === 501) {
    return prose`The preflight request is an OPTIONS request, and no code on the server answers
      OPTIONS at this address.`;
  }
  if (status === 400) {
    return prose`Read the body of the response: it may say what is wrong. Some servers send
      ${code('400')} when they refuse the origin, the method or a header, others when they do not
      know the host name.`;
  }
  if (status >= 500) {
    return prose`Check the server’s log, and the log of a proxy in front of it: one of them failed.
      No CORS setting helps until this error is fixed.`;
  }
  if (status >= 300 && status < 400) {
    return prose`The status means a redirect, but no ${code('Location')} header says where to.
      Browsers never follow a redirect of a preflight request anyway.`;
  }
  return prose`The browser sends a preflight request first. It sends the request itself only after a
    response that allows it.`;
}
