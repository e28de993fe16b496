import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { DemoFailure } from './failure.ts';

type Headers = Readonly<Record<string, string | readonly string[]>>;

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** Failures of plain Node servers, whose responses copy those of real servers. */
export const nodeFailures: readonly DemoFailure[] = [
  {
    id: 'bad-gateway',
    pain: 1,
    sentence: 'It worked all morning, now every request is a CORS error. I changed nothing.',
    truth: 'The app behind the proxy is down; the proxy’s own 502 page has no CORS headers.',
    server: node(() => (_, response) => {
      const page = '<html><head><title>502 Bad Gateway</title></head></html>';
      reply(response, 502, { Server: 'nginx/1.24.0', 'Content-Type': 'text/html' }, page);
    }),
    action: (api) => ({ kind: 'fetch', url: `${api}/api/orders` }),
    expected: { verdict: 'blocked', cause: 'missing-allow-origin' },
  },
  {
    id: 'login-required-for-options',
    pain: 2,
    sentence: 'I do send the token, and still the preflight says 401.',
    truth: 'Authentication answers OPTIONS too, and a preflight never carries a token.',
    server: node((page) => (request, response) => {
      const cors = allow(page, { headers: 'authorization', methods: 'GET, POST' });
      if (request.headers.authorization !== undefined) return reply(response, 200, cors);
      const challenge = { ...cors, 'WWW-Authenticate': 'Bearer' };
      reply(response, 401, challenge, '{"detail":"Authentication required"}');
    }),
    action: (api) => ({
      kind: 'fetch',
      url: `${api}/api/profile`,
      init: { headers: { authorization: 'Bearer demo' } },
    }),
    expected: { verdict: 'blocked', cause: 'preflight-status' },
  },
  {
    id: 'slash-redirect',
    pain: 3,
    sentence: 'GET works, POST says ‘Redirect is not allowed for a preflight request’.',
    truth: 'The route is /api/orders/; without the slash even OPTIONS is redirected.',
    server: node((page) => (request, response) => {
      const cors = allow(page, { headers: 'content-type', methods: 'GET, POST' });
      if (request.url?.endsWith('/')) return reply(response, 200, cors);
      reply(response, 308, { ...cors, Location: `${request.url}/` });
    }),
    action: (api) => ({
      kind: 'fetch',
      url: `${api}/api/orders`,
      init: { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
    }),
    expected: { verdict: 'blocked', cause: 'preflight-redirect' },
  },
  {
    id: 'login-redirect',
    pain: 3,
    sentence: 'After an hour the API calls fail with CORS until I log in again.',
    truth: 'The session is over; the API redirects a script to the login page of another host.',
    server: node((page) => (request, response) => {
      if (request.url?.startsWith('/login')) {
        return reply(response, 200, { 'Content-Type': 'text/html' }, '<h1>Log in</h1>');
      }
      // The same server by its other name: another origin for the browser.
      const login = `http://localhost:${request.socket.localPort}/login?next=/api/me`;
      reply(response, 302, { ...allow(page), Location: login });
    }),
    action: (api) => ({ kind: 'fetch', url: `${api}/api/me` }),
    expected: { verdict: 'blocked', cause: 'missing-allow-origin' },
  },
  {
    id: 'slash-in-origin',
    pain: 4,
    sentence: 'I allowed exactly my site, copied from the address bar!',
    truth: 'An origin has no slash at its end.',
    server: node((page) => (_, response) => reply(response, 200, allow(`${page}/`))),
    action: (api) => ({ kind: 'fetch', url: `${api}/api/products` }),
    expected: { verdict: 'blocked', cause: 'allow-origin-mismatch' },
  },
  {
    id: 'two-layers',
    pain: 5,
    sentence: 'Without the proxy there was one header too few, with it there is one too many.',
    truth: 'The app and the proxy before it both add Access-Control-Allow-Origin.',
    server: node((page) => (_, response) => {
      const both = { ...JSON_TYPE, 'Access-Control-Allow-Origin': ['*', page] };
      reply(response, 200, { Server: 'nginx/1.24.0', ...both });
    }),
    action: (api) => ({ kind: 'fetch', url: `${api}/api/prices` }),
    expected: { verdict: 'blocked', cause: 'multiple-allow-origin-values' },
  },
  {
    id: 'font-from-static-host',
    pain: 6,
    sentence: 'The API is fine, but my icons are empty boxes.',
    truth: 'Fonts come from a static host that the API’s CORS settings never reach.',
    server: node(() => (_, response) => {
      reply(response, 200, { Server: 'nginx/1.24.0', 'Content-Type': 'font/woff2' }, 'wOF2');
    }),
    action: (api) => ({ kind: 'font', url: `${api}/static/fonts/icons.woff2` }),
    expected: { verdict: 'blocked', cause: 'missing-allow-origin' },
  },
  {
    id: 'module-from-static-host',
    pain: 6,
    sentence: 'As a plain script it loads, with type="module" it does not.',
    truth: 'Module scripts are always fetched with CORS, and the static host does not answer it.',
    server: node(() => (_, response) => {
      const type = { Server: 'nginx/1.24.0', 'Content-Type': 'text/javascript' };
      reply(response, 200, type, 'export const loaded = true;');
    }),
    action: (api) => ({ kind: 'module', url: `${api}/static/app.js` }),
    expected: { verdict: 'blocked', cause: 'missing-allow-origin' },
  },
  {
    id: 'wildcard-with-cookies',
    pain: 7,
    sentence: 'I allow everybody, how can it be forbidden?',
    truth: 'A request with cookies needs its origin by name; * does not count.',
    server: node(() => (_, response) => reply(response, 200, allow('*'))),
    action: (api) => ({
      kind: 'fetch',
      url: `${api}/api/cart`,
      init: { credentials: 'include' },
    }),
    expected: { verdict: 'blocked', cause: 'wildcard-with-credentials' },
  },
  {
    id: 'tracing-headers',
    pain: 8,
    sentence: 'We only added error tracking, and now the API is blocked.',
    truth: 'The tracing SDK adds request headers that the API does not list.',
    server: node((page) => (_, response) => {
      const headers = 'content-type, authorization';
      reply(response, 200, allow(page, { headers, methods: 'GET, POST, PUT' }));
    }),
    action: (api) => ({
      kind: 'fetch',
      url: `${api}/api/search`,
      init: {
        headers: {
          traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
          'sentry-trace': '771a43a4192642f0b136d5159a501700-7d9a1d1f2a3b4c5d-1',
          baggage: 'sentry-environment=demo',
        },
      },
    }),
    expected: { verdict: 'blocked', cause: 'header-not-allowed' },
  },
  {
    id: 'response-header-in-request',
    pain: 8,
    sentence: 'I added Access-Control-Allow-Origin to my fetch and it got worse.',
    truth: 'It is a response header: sent with a request, it is one more header to be allowed.',
    server: node((page) => (_, response) => {
      reply(response, 200, allow(page, { headers: 'content-type', methods: 'GET' }));
    }),
    action: (api) => ({
      kind: 'fetch',
      url: `${api}/api/news`,
      init: { headers: { 'Access-Control-Allow-Origin': '*' } },
    }),
    expected: { verdict: 'blocked', cause: 'header-not-allowed' },
  },
  {
    id: 'lower-case-patch',
    pain: 10,
    sentence: 'PATCH is in the list, and it says ‘Method patch is not allowed’?',
    truth: 'Methods are case-sensitive, and fetch turns put into PUT but leaves patch alone.',
    server: node((page) => (_, response) => {
      reply(response, 200, allow(page, { methods: 'GET, POST, PUT, PATCH, DELETE' }));
    }),
    action: (api) => ({ kind: 'fetch', url: `${api}/api/users/7`, init: { method: 'patch' } }),
    expected: { verdict: 'blocked', cause: 'method-not-allowed' },
  },
  {
    id: 'cached-without-vary',
    pain: 13,
    sentence: 'The picture fails now and then; with ‘Disable cache’ it never does.',
    truth:
      'Cached for an <img> without CORS headers, then used again for a fetch: Vary is missing.',
    server: node((page) => (request, response) => {
      const lasting = { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'max-age=600' };
      const cors = request.headers.origin === page ? { 'Access-Control-Allow-Origin': page } : {};
      const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';
      reply(response, 200, { ...lasting, ...cors }, picture);
    }),
    action: (api) => ({ kind: 'image-then-fetch', url: `${api}/media/avatar.svg` }),
    expected: { verdict: 'blocked', cause: 'missing-allow-origin' },
  },
  {
    id: 'header-not-exposed',
    pain: 14,
    sentence: 'No error at all, but the X-Total-Count header is null.',
    truth: 'A page may read only a few response headers unless the server exposes others.',
    server: node((page) => (_, response) => {
      reply(response, 200, { ...allow(page), 'X-Total-Count': '42' });
    }),
    action: (api) => ({ kind: 'read-header', url: `${api}/api/items`, header: 'x-total-count' }),
    expected: { verdict: 'allowed' },
  },
  {
    id: 'connection-refused',
    pain: 16,
    sentence: 'Firefox says ‘CORS request did not succeed’, status (null).',
    truth: 'Nothing listens there: the API is not running. No header can help.',
    server: { kind: 'nobody' },
    action: (api) => ({ kind: 'fetch', url: `${api}/api/health` }),
    expected: { verdict: 'failed', failure: 'connection-refused' },
  },
  {
    id: 'https-on-http-port',
    pain: 16,
    sentence: 'I switched the front end to https like the guide says.',
    truth: 'The API’s port speaks plain http.',
    server: node((page) => (_, response) => reply(response, 200, allow(page))),
    action: (api) => ({ kind: 'fetch', url: `${api.replace('http:', 'https:')}/api/health` }),
    expected: { verdict: 'failed', failure: 'tls' },
  },
  {
    id: 'sandboxed-frame',
    pain: 17,
    sentence: 'In the preview frame my widget cannot reach its own API.',
    truth: 'A sandboxed frame has the origin null, which nobody should allow.',
    server: node((page) => (_, response) => reply(response, 200, allow(page))),
    action: (api) => ({ kind: 'sandboxed-fetch', url: `${api}/api/widget` }),
    expected: { verdict: 'blocked', cause: 'allow-origin-mismatch' },
  },
];

function node(listen: (page: string) => RequestListener): DemoFailure['server'] {
  return { kind: 'node', listen };
}

/** The headers of an API that means to allow `origin`. */
function allow(origin: string, lists: { methods?: string; headers?: string } = {}): Headers {
  return {
    ...JSON_TYPE,
    'Access-Control-Allow-Origin': origin,
    ...(origin === '*' ? {} : { Vary: 'Origin' }),
    ...(lists.methods === undefined ? {} : { 'Access-Control-Allow-Methods': lists.methods }),
    ...(lists.headers === undefined ? {} : { 'Access-Control-Allow-Headers': lists.headers }),
  };
}

function reply(
  response: ServerResponse<IncomingMessage>,
  status: number,
  headers: Headers,
  body = '{}',
): void {
  response.writeHead(status, headers as Record<string, string | string[]>);
  response.end(body);
}
