import { originOf, parseUrl } from '../model/origin.ts';
import { code, type Prose, prose, type Span } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import type { Failure } from '../policy/finding.ts';

/** What is known of a request that failed for another reason than CORS. */
export type FailedRequest = {
  readonly url: string;
  /** The origin of the page. */
  readonly origin: string;
  /** The browser's own words; null if there are none. */
  readonly error: string | null;
};

/** The words of one failure that is not CORS. */
export type FailureWords = {
  /** A few words for a list row. */
  readonly title: string;
  /** What to do first, in a few words. */
  readonly todo: string;
  /** What happened, with the address and the browser's error. */
  readonly explain: (request: FailedRequest) => Prose;
  /** The usual reason or what helps, and that it is not CORS. */
  readonly why: (request: FailedRequest) => Prose;
  readonly docs: `https://${string}`;
};

const NOT_CORS = 'This is not a CORS problem, even if the browser’s console says so.';
const DID_NOT_SUCCEED =
  'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed';

/** Words for every failure. Total: a failure without words does not compile. */
export const failures: { readonly [Id in Failure]: FailureWords } = {
  'connection-refused': {
    title: 'Nothing answers at this address',
    todo: 'Start the server',
    explain: ({ url, error }) =>
      prose`Nothing answers at ${server(url)}. The server is not running, or uses another
        port${reported(error)}`,
    why: () => prose`The server’s log shows whether it started, and on which port. ${NOT_CORS}`,
    docs: DID_NOT_SUCCEED,
  },
  dns: {
    title: 'The host name is unknown',
    todo: 'Check the host name',
    explain: ({ url, error }) => prose`The host name ${host(url)} has no address${reported(error)}`,
    why: () =>
      prose`The reason may be a spelling mistake, the connection, a VPN, or the hosts file.
        ${NOT_CORS}`,
    docs: DID_NOT_SUCCEED,
  },
  tls: {
    title: 'No secure connection to the server',
    todo: 'Check the server’s certificate',
    explain: ({ url, error }) =>
      prose`The browser could not make a secure connection to ${server(url)}${reported(error)}`,
    why: ({ url }) =>
      prose`Open ${server(url)} in a tab to see what is wrong with its certificate. Trust a
        self-signed one. If the server has no https, use ${code('http://')}. ${NOT_CORS}`,
    docs: DID_NOT_SUCCEED,
  },
  timeout: {
    title: 'The server did not answer in time',
    todo: 'Check the server’s log',
    explain: ({ url, error }) =>
      prose`No answer came from ${server(url)} in time${reported(error)}`,
    why: () => prose`The server is too slow or hangs, or a firewall drops the request. ${NOT_CORS}`,
    docs: DID_NOT_SUCCEED,
  },
  reset: {
    title: 'The connection broke off',
    todo: 'Check the server’s log',
    explain: ({ url, error }) =>
      prose`The connection to ${server(url)} broke off before the whole response
        arrived${reported(error)}`,
    why: () =>
      prose`The server crashed, closed the connection, or does not use http on this port.
        ${NOT_CORS}`,
    docs: DID_NOT_SUCCEED,
  },
  aborted: {
    title: 'The page canceled the request',
    todo: 'Check the page’s own code',
    explain: ({ url, error }) => prose`The request to ${shown(url)} was canceled${reported(error)}`,
    why: () =>
      prose`This is not a CORS problem. The page canceled the request (${code('abort()')}, its own
        time limit, a reload or a navigation). Or it forbids the redirect
        (${code("redirect: 'error'")} or its ${code('Content-Security-Policy')}).`,
    docs: 'https://developer.mozilla.org/docs/Web/API/AbortController',
  },
  'mixed-content': {
    title: 'An https page may not request http',
    todo: 'Serve the API over https',
    explain: ({ url, origin, error }) =>
      prose`The page ${shown(origin)} is secure, so the browser does not let it request ${shown(url)}
        over plain http${reported(error)}`,
    why: () => prose`Then the page must request it with ${code('https://')}. ${NOT_CORS}`,
    docs: 'https://developer.mozilla.org/docs/Web/Security/Defenses/Mixed_content',
  },
  file: {
    title: 'A web page may not read files',
    todo: 'Put the file on a server',
    explain: ({ url, origin, error }) =>
      prose`The page ${shown(origin)} requested ${shown(url)}. No web page may read files of this
        computer${reported(error)}`,
    why: () => prose`The page must request it from there. ${NOT_CORS}`,
    docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSRequestNotHttp',
  },
  'unsafe-port': {
    title: 'The browser forbids this port',
    todo: 'Run the server on another port',
    explain: ({ url, error }) =>
      prose`The browser sends nothing to ${server(url)}, because this port belongs to another kind of
        service${reported(error)}`,
    why: () => prose`A port such as ${code('8080')} works. ${NOT_CORS}`,
    docs: 'https://fetch.spec.whatwg.org/#port-blocking',
  },
  'web-socket': {
    title: 'The WebSocket was not opened',
    todo: 'Check the server’s log',
    explain: ({ url, error }) =>
      prose`The WebSocket to ${shown(url)} was not opened: the server refused it, or none answers
        there${reported(error)}`,
    why: ({ origin }) =>
      prose`The server decides alone, usually by the path and by
        ${code(`Origin: ${origin}`)}. This is not a CORS problem: WebSockets do not use CORS.`,
    docs: 'https://developer.mozilla.org/docs/Web/API/WebSockets_API',
  },
  csp: {
    title: 'The page’s own policy forbids the request',
    todo: 'Change the page’s Content-Security-Policy',
    explain: ({ url, origin, error }) =>
      prose`The ${code('Content-Security-Policy')} of the page ${shown(origin)} does not allow a
        request to ${server(url)}${reported(error)}`,
    why: ({ url }) =>
      prose`Add ${server(url)} to ${code('connect-src')} in the policy, which comes with the page and
        not with the API. Scripts, images and fonts have a directive of their own. ${NOT_CORS}`,
    docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP',
  },
  'blocked-by-client': {
    title: 'An extension blocked the request',
    todo: 'Allow the page in that extension',
    explain: ({ url, error }) =>
      prose`An extension, usually an ad blocker, stopped the request to
        ${shown(url)}${reported(error)}`,
    why: () =>
      prose`Allow the page in the blocker, or give the address a name that its lists do not match.
        ${NOT_CORS}`,
    docs: DID_NOT_SUCCEED,
  },
  orb: {
    title: 'The response is of the wrong kind',
    todo: 'Check what the address returns',
    explain: ({ url, error }) =>
      prose`The browser withheld the response of ${shown(url)}, because it does not look like what the
        page loads it as${reported(error)}`,
    why: () =>
      prose`Usually an error page or JSON came in place of an image, a script or a style sheet. The
        ${code('Content-Type')} may be wrong too. ${NOT_CORS}`,
    docs: 'https://github.com/annevk/orb',
  },
  corp: {
    title: 'The server allows only its own site',
    todo: 'Let the server allow other sites',
    explain: ({ url, origin, error }) =>
      prose`The server ${server(url)} does not let the page ${shown(origin)} embed
        ${shown(url)}${reported(error)}`,
    why: () =>
      prose`Send ${code('Cross-Origin-Resource-Policy: cross-origin')} with the response to allow other
        sites. This is not decided by the CORS headers. Perhaps the page requires that header with its
        ${code('Cross-Origin-Embedder-Policy')}.`,
    docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/Cross-Origin_Resource_Policy',
  },
  'unsafe-redirect': {
    title: 'The redirect leads to a forbidden address',
    todo: 'Fix the redirect',
    explain: ({ url, error }) =>
      prose`The server redirected ${shown(url)} to an address that a page may not be redirected to,
        such as a ${code('data:')} or ${code('file:')} one${reported(error)}`,
    why: () => prose`Fix the ${code('Location')} header that the server sends. ${NOT_CORS}`,
    docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/Redirections',
  },
  'too-many-redirects': {
    title: 'The server redirects in circles',
    todo: 'Fix the server’s redirects',
    explain: ({ url, error }) =>
      prose`The server redirects ${shown(url)} again and again, and the browser gave
        up${reported(error)}`,
    why: () =>
      prose`Two rules of the server redirect to each other. Usually one enforces https behind a proxy
        that already uses https, or one adds a slash at the end. ${NOT_CORS}`,
    docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/Redirections',
  },
  'http-cache-miss': {
    title: 'The browser checked only its cache',
    todo: 'Change the page’s cache mode',
    explain: ({ url, error }) =>
      prose`The browser looked for ${shown(url)} only in its cache and did not find
        it${reported(error)}`,
    why: () =>
      prose`Harmless if the browser did this itself: it checks its cache before it requests a font. A
        page does it with ${code("cache: 'only-if-cached'")}. This is not a CORS problem.`,
    docs: 'https://developer.mozilla.org/docs/Web/API/Request/cache',
  },
  other: {
    title: 'The request failed in the network',
    todo: 'Check the connection and the server’s log',
    explain: ({ url, error }) => prose`The request to ${shown(url)} failed${reported(error)}`,
    why: () => prose`The request failed before the browser looked at any header. ${NOT_CORS}`,
    docs: DID_NOT_SUCCEED,
  },
};

/** ` (net::ERR_…).`, or only the full stop if the browser gave no reason. */
const reported = (error: FailedRequest['error']): Prose =>
  error === null || error.trim() === '' ? prose`.` : prose` (${shown(error)}).`;

/** Scheme, host and port; the text itself if it has none. */
function server(url: string): Span {
  const origin = originOf(url);
  return shown(origin === 'null' ? url : origin);
}

const host = (url: string): Span => shown(parseUrl(url)?.hostname || url);
