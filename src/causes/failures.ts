import { originOf, parseUrl } from '../model/origin.ts';
import { code, type Prose, type Span } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import type { Failure } from '../policy/finding.ts';

/** What is known of a request that failed without CORS having a say. */
export type FailedRequest = {
  readonly url: string;
  /** The origin of the page. */
  readonly origin: string;
  /** The browser's own words; null when it gave none. */
  readonly error: string | null;
};

/** The words of one way to fail that is not CORS. */
export type FailureWords = {
  /** A few words for a list row. */
  readonly title: string;
  /** One sentence that names the address and the browser's error. */
  readonly explain: (request: FailedRequest) => Prose;
  /** That it is not CORS, and what to do instead. */
  readonly why: (request: FailedRequest) => Prose;
  readonly docs: `https://${string}`;
};

const NOT_CORS = 'This is not a CORS problem, even if the browser’s console says so: ';
const DID_NOT_SUCCEED =
  'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed';

/** Words for every failure. Total: a failure without words does not compile. */
export const failures: { readonly [Id in Failure]: FailureWords } = {
  'connection-refused': {
    title: 'Nothing answers at this address',
    explain: (request) => [
      'Nothing answers at ',
      server(request.url),
      ': the server is not running, or listens on another port',
      ...reported(request),
    ],
    why: () => [
      `${NOT_CORS}no header can help before something answers; start the server (its own log shows whether it came up, and on which port).`,
    ],
    docs: DID_NOT_SUCCEED,
  },
  dns: {
    title: 'The host name is unknown',
    explain: (request) => [
      'No address is known for the host ',
      host(request.url),
      ...reported(request),
    ],
    why: () => [
      `${NOT_CORS}check the spelling of the host name, the connection, a VPN, and the hosts file.`,
    ],
    docs: DID_NOT_SUCCEED,
  },
  tls: {
    title: 'No secure connection to the server',
    explain: (request) => [
      'The browser could not set up a secure connection to ',
      server(request.url),
      ...reported(request),
    ],
    why: ({ url }) => [
      `${NOT_CORS}open `,
      server(url),
      ' in a tab of its own to see what the browser says of its certificate; a self-signed one has to be trusted, and a server that speaks only http has to be asked with ',
      code('http://'),
      '.',
    ],
    docs: DID_NOT_SUCCEED,
  },
  timeout: {
    title: 'The server did not answer in time',
    explain: (request) => [
      'No answer came from ',
      server(request.url),
      ' in time',
      ...reported(request),
    ],
    why: () => [
      `${NOT_CORS}the server is too slow or stuck, or a firewall swallows the request; look at the server’s log for this request.`,
    ],
    docs: DID_NOT_SUCCEED,
  },
  reset: {
    title: 'The connection broke off',
    explain: (request) => [
      'The connection to ',
      server(request.url),
      ' broke off before a whole answer had come',
      ...reported(request),
    ],
    why: () => [
      `${NOT_CORS}the server crashed, closed the connection, or does not speak http on this port; its log says more.`,
    ],
    docs: DID_NOT_SUCCEED,
  },
  aborted: {
    title: 'The page gave the request up',
    explain: (request) => [
      'The request to ',
      shown(request.url),
      ' was given up',
      ...reported(request),
    ],
    why: () => [
      'This is not a CORS problem: the page called it off (',
      code('abort()'),
      ', a time limit of its own, a reload or a navigation), or forbids where it was redirected to (',
      code("redirect: 'error'"),
      ', or its ',
      code('Content-Security-Policy'),
      ').',
    ],
    docs: 'https://developer.mozilla.org/docs/Web/API/AbortController',
  },
  'mixed-content': {
    title: 'An https page may not ask for http',
    explain: (request) => [
      'The page ',
      shown(request.origin),
      ' is secure, so the browser does not let it ask for ',
      shown(request.url),
      ' over plain http',
      ...reported(request),
    ],
    why: () => [`${NOT_CORS}serve the API over https and ask for it with `, code('https://'), '.'],
    docs: 'https://developer.mozilla.org/docs/Web/Security/Defenses/Mixed_content',
  },
  file: {
    title: 'A page of the web may not read files',
    explain: (request) => [
      'The page ',
      shown(request.origin),
      ' asked for ',
      shown(request.url),
      ', and no page of the web may read files of this computer',
      ...reported(request),
    ],
    why: () => [`${NOT_CORS}let a server serve the file, and ask that for it.`],
    docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSRequestNotHttp',
  },
  'unsafe-port': {
    title: 'The browser forbids this port',
    explain: (request) => [
      'The browser sends nothing to ',
      server(request.url),
      ', because the port is kept for another service than the web',
      ...reported(request),
    ],
    why: () => [`${NOT_CORS}let the server listen on another port, such as `, code('8080'), '.'],
    docs: 'https://fetch.spec.whatwg.org/#port-blocking',
  },
  'web-socket': {
    title: 'The WebSocket was not opened',
    explain: (request) => [
      'The WebSocket to ',
      shown(request.url),
      ' was not opened: the server refused it, or none answers there',
      ...reported(request),
    ],
    why: (request) => [
      'This is not a CORS problem, for WebSockets know no CORS: the server decides by itself, mostly by the path and by ',
      code(`Origin: ${request.origin}`),
      '; its log says more.',
    ],
    docs: 'https://developer.mozilla.org/docs/Web/API/WebSockets_API',
  },
  csp: {
    title: 'The page’s own policy forbids the request',
    explain: (request) => [
      'The ',
      code('Content-Security-Policy'),
      ' of the page ',
      shown(request.origin),
      ' does not allow a request to ',
      server(request.url),
      ...reported(request),
    ],
    why: ({ url }) => [
      `${NOT_CORS}the policy comes with the page, not with the API; add `,
      server(url),
      ' to its ',
      code('connect-src'),
      ' (for scripts, images or fonts to the directive of that name).',
    ],
    docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP',
  },
  'blocked-by-client': {
    title: 'An extension blocked the request',
    explain: (request) => [
      'An extension, mostly an ad blocker, stopped the request to ',
      shown(request.url),
      ...reported(request),
    ],
    why: () => [
      `${NOT_CORS}allow the page in the blocker, or give the address a name that its lists do not match.`,
    ],
    docs: DID_NOT_SUCCEED,
  },
  orb: {
    title: 'The answer is of the wrong kind',
    explain: (request) => [
      'The browser withheld the answer of ',
      shown(request.url),
      ', because it does not look like what the page loads it as',
      ...reported(request),
    ],
    why: () => [
      `${NOT_CORS}mostly an error page or JSON came where an image, a script or a style was asked for; see what the address really returns, and its `,
      code('Content-Type'),
      '.',
    ],
    docs: 'https://github.com/annevk/orb',
  },
  corp: {
    title: 'The server keeps its answer to its own site',
    explain: (request) => [
      'The server ',
      server(request.url),
      ' does not let the page ',
      shown(request.origin),
      ' embed ',
      shown(request.url),
      ...reported(request),
    ],
    why: () => [
      'This is not decided by the CORS headers: ',
      code('Cross-Origin-Resource-Policy'),
      ' on the answer (or ',
      code('Cross-Origin-Embedder-Policy'),
      ' on the page, which asks for it) keeps other sites out; ',
      code('cross-origin'),
      ' lets them in.',
    ],
    docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/Cross-Origin_Resource_Policy',
  },
  'unsafe-redirect': {
    title: 'The redirect leads to a forbidden kind of address',
    explain: (request) => [
      'The server redirected ',
      shown(request.url),
      ' to an address that a page may not be redirected to, such as a ',
      code('data:'),
      ' or ',
      code('file:'),
      ' one',
      ...reported(request),
    ],
    why: () => [`${NOT_CORS}mend the `, code('Location'), ' header that the server sends.'],
    docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/Redirections',
  },
  'too-many-redirects': {
    title: 'The server redirects in circles',
    explain: (request) => [
      'The server redirects ',
      shown(request.url),
      ' on and on, and the browser gave up',
      ...reported(request),
    ],
    why: () => [
      `${NOT_CORS}two rules of the server redirect to each other, mostly one for https behind a proxy that already speaks https, or one for the slash at the end.`,
    ],
    docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/Redirections',
  },
  'http-cache-miss': {
    title: 'The browser only looked into its cache',
    explain: (request) => [
      'The browser looked for ',
      shown(request.url),
      ' in its cache only and did not find it',
      ...reported(request),
    ],
    why: () => [
      'This is not a CORS problem, nor a problem at all when the browser itself looked: it does so before it loads fonts and asks the server next; a page does it with ',
      code("cache: 'only-if-cached'"),
      '.',
    ],
    docs: 'https://developer.mozilla.org/docs/Web/API/Request/cache',
  },
  other: {
    title: 'The request failed in the network',
    explain: (request) => ['The request to ', shown(request.url), ' failed', ...reported(request)],
    why: () => [`${NOT_CORS}the request failed before any of the headers were looked at.`],
    docs: DID_NOT_SUCCEED,
  },
};

/** ` (net::ERR_…).`, or the full stop alone when the browser gave no reason. */
function reported({ error }: FailedRequest): Prose {
  return error === null || error.trim() === '' ? ['.'] : [' (', shown(error), ').'];
}

/** Scheme, host and port; the text itself where it has none. */
function server(url: string): Span {
  const origin = originOf(url);
  return shown(origin === 'null' ? url : origin);
}

function host(url: string): Span {
  return shown(parseUrl(url)?.hostname || url);
}
