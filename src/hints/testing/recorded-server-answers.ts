import type { HintContext } from '../../evidence/hint.ts';
import {
  API,
  CHROMIUM_BLOCKED,
  exchange,
  FIREFOX_BLOCKED,
  headers,
  hop,
  PAGE,
} from '../../model/testing/sample-exchange.ts';
import {
  ALLOWED,
  allowedBefore,
  allowedElsewhere,
  contextOf,
  DJANGO,
  earlier,
  HTML,
  LISTS,
  later,
  passed,
  passedPut,
  type Row,
  readInVain,
  refusedAfterPreflight,
  refusedGet,
  refusedPut,
  SECURITY,
  STORAGE_ACCESS,
  VARY,
} from './sample-context.ts';

/** The time of the builders’ answers. */
const NOW = 'Thu, 01 Jan 1970 00:00:00 GMT';

/** Other servers, proxies, caches, pages and browsers. */
/** A refusal that allows no origin, beside an answer of the same server that allows this. */
const allowing = (allowed: string, page: string = PAGE): HintContext =>
  contextOf(refusedGet(200, VARY, { page }), {
    others: [passed({ 'Access-Control-Allow-Origin': allowed }, { id: '0', page })],
  });

export const SERVER_ROWS: readonly Row[] = [
  [
    'a preflight that fails where other requests pass',
    contextOf(refusedPut(500), { others: [allowedBefore] }),
    ['error-without-cors-headers'],
  ],
  [
    'a refused method, with two answers to compare',
    contextOf(refusedPut(204), { others: [allowedElsewhere, allowedBefore] }),
    ['method-or-header-disguised'],
  ],
  [
    'a refused header alone',
    contextOf(refusedPut(403, {}, { method: 'POST', preflight: { asksHeaders: 'x-a,x-b' } }), {
      others: [allowedBefore],
    }),
    ['method-or-header-disguised'],
  ],
  [
    'https required for an origin that is not listed',
    contextOf(refusedGet(301, { ...SECURITY, ...VARY, Location: 'https://127.0.0.1:8000/items' })),
    ['https-redirect', 'middleware-refused-origin'],
  ],
  [
    'the same refusal of a preflight half a minute later',
    contextOf(later(refusedPut(405), 30_000), { others: [refusedPut(405, {}, { id: '0' })] }),
    ['restart-forgotten'],
  ],

  [
    'a server that stopped because of its settings',
    contextOf(exchange({ response: null, error: 'net::ERR_CONNECTION_REFUSED' }), {
      others: [passed({ ...DJANGO, ...ALLOWED })],
    }),
    ['server-stopped'],
  ],
  [
    'a server that stopped',
    contextOf(exchange({ response: null, error: 'net::ERR_CONNECTION_REFUSED' }), {
      others: [allowedBefore],
    }),
    ['server-stopped'],
  ],
  [
    'an https redirect to a server without https',
    contextOf(
      exchange({
        error: 'net::ERR_SSL_PROTOCOL_ERROR',
        hops: [
          hop({
            response: { status: 301, headers: { ...SECURITY, ...ALLOWED } },
            redirectedTo: 'https://127.0.0.1:8000/items',
          }),
          hop({ url: 'https://127.0.0.1:8000/items', response: null }),
        ],
      }),
    ),
    ['https-redirect'],
  ],
  [
    'an https redirect of a proxy',
    contextOf(refusedGet(301, { Server: 'nginx', Location: 'https://127.0.0.1/items' })),
    ['https-redirect'],
  ],
  ['a 404 without CORS headers', contextOf(refusedGet(404)), ['error-without-cors-headers']],
  [
    'a refusal by nginx, which adds headers to successful answers only',
    contextOf(refusedGet(418, { Server: 'nginx' }), { others: [allowedBefore] }),
    ['error-without-cors-headers', 'nginx-without-always'],
  ],
  [
    'hand-written code without a framework',
    contextOf(refusedPut(204, { 'Access-Control-Allow-Origin': '*' })),
    ['hand-written-middleware'],
  ],
  [
    'nginx that adds the header to OPTIONS only',
    contextOf(refusedAfterPreflight(200, { Server: 'nginx' }, { ...ALLOWED, ...LISTS })),
    ['preflight-only'],
  ],
  [
    'another port with a path',
    allowing(`${PAGE}/app`),
    ['middleware-refused-origin', 'origin-near-miss'],
  ],
  [
    'an origin in upper case',
    allowing(PAGE.toUpperCase()),
    ['middleware-refused-origin', 'origin-near-miss'],
  ],
  [
    'an origin without scheme',
    allowing('localhost:3000'),
    ['middleware-refused-origin', 'origin-near-miss'],
  ],
  [
    'an origin with a user name',
    allowing('http://u@localhost:3000'),
    ['middleware-refused-origin', 'origin-near-miss'],
  ],
  [
    'an origin with an invisible character',
    allowing(`${PAGE}\u200b`),
    ['middleware-refused-origin', 'origin-near-miss'],
  ],
  [
    'a default port written out',
    allowing('https://app.test:443', 'https://app.test'),
    ['middleware-refused-origin', 'origin-near-miss'],
  ],
  [
    'https allowed for http',
    allowing('https://localhost:3000'),
    ['middleware-refused-origin', 'origin-near-miss'],
  ],
  [
    'a wildcard for methods, with cookies',
    contextOf(
      refusedPut(200, {
        ...ALLOWED,
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': '*',
        'access-control-allow-headers': 'content-type',
      }),
    ),
    ['wildcard-headers-with-credentials'],
  ],
  [
    'a wildcard for headers in Django, with cookies',
    contextOf(
      refusedPut(200, {
        ...ALLOWED,
        ...LISTS,
        'access-control-allow-credentials': 'true',
        'access-control-allow-headers': '*',
      }),
      { others: [passed({ ...DJANGO, ...ALLOWED })] },
    ),
    ['wildcard-headers-with-credentials'],
  ],
  [
    'one header of a tracing library',
    contextOf(
      refusedPut(200, { ...ALLOWED, ...LISTS }, { preflight: { asksHeaders: 'x-datadog-origin' } }),
    ),
    ['tracing-header'],
  ],
  [
    'two answer headers in the request',
    contextOf(
      refusedPut(
        200,
        { ...ALLOWED, ...LISTS },
        { preflight: { asksHeaders: 'access-control-allow-headers,access-control-allow-origin' } },
      ),
    ),
    ['response-header-sent-as-request-header'],
  ],
  [
    'a server that allows even null with credentials',
    contextOf(
      exchange({
        page: 'data:,x',
        origin: 'null',
        response: {
          headers: {
            ...DJANGO,
            'Access-Control-Allow-Origin': 'null',
            'Access-Control-Allow-Credentials': 'true',
          },
        },
      }),
    ),
    ['allow-all-with-credentials-reflects'],
  ],
  [
    'a server that allows two origins with credentials',
    contextOf(passed({ ...ALLOWED, 'Access-Control-Allow-Credentials': 'true' }), {
      others: [
        passed(
          {
            'Access-Control-Allow-Origin': 'https://a.test',
            'Access-Control-Allow-Credentials': 'true',
          },
          { id: 'a', page: 'https://a.test' },
        ),
      ],
    }),
    ['allow-all-with-credentials-reflects'],
  ],
  [
    'an extension of Firefox',
    contextOf(
      refusedGet(200, {}, { page: 'moz-extension://1234', origin: 'moz-extension://1234' }),
    ),
    ['app-origin'],
  ],
  [
    'a file in a bucket of Google',
    contextOf(refusedGet(200, { 'x-goog-generation': '1' }, { url: `${API}/a.json` })),
    ['static-file-outside-framework'],
  ],
  [
    'a session cookie from the other name of this machine',
    contextOf(
      passed(
        { ...ALLOWED, 'Access-Control-Allow-Credentials': 'true', 'Set-Cookie': 'sid=[redacted]' },
        { requestHeaders: STORAGE_ACCESS },
      ),
    ),
    ['samesite-cookie'],
  ],
  [
    'an old answer of a delivery network, by its age',
    contextOf(refusedGet(200, { Age: '60' })),
    ['cached-without-vary'],
  ],
  [
    'an answer for another page',
    contextOf(
      refusedGet(200, {
        Date: 'Fri, 20 Nov 2026 05:00:00 GMT',
        'Access-Control-Allow-Origin': 'https://b.test',
      }),
      {
        others: [
          earlier(
            passed({ Date: 'Fri, 20 Nov 2026 05:00:00 GMT' }, { id: '0', page: 'https://b.test' }),
          ),
        ],
      },
    ),
    ['cached-without-vary'],
  ],

  [
    'rs/cors that refuses a method',
    contextOf(refusedPut(204, { Vary: 'Origin, Access-Control-Request-Method' }), {
      others: [allowedBefore],
    }),
    ['method-or-header-disguised'],
  ],
  [
    'Tomcat that refuses a method',
    contextOf(refusedPut(403, { 'Content-Type': 'text/plain' }), { others: [allowedBefore] }),
    ['method-or-header-disguised'],
  ],
  [
    'a server that allows the origin on another path',
    contextOf(refusedPut(200), {
      others: [passed({ 'Access-Control-Allow-Origin': '*' }, { url: `${API}/other` })],
    }),
    ['method-or-header-disguised'],
  ],
  [
    'Spring that refuses the origin',
    contextOf(refusedPut(403, HTML)),
    ['options-needs-authentication'],
  ],
  [
    'nginx in front of an application that answers itself',
    contextOf(
      refusedGet(200, [
        ['Server', 'nginx/1.22'],
        ['Access-Control-Allow-Origin', PAGE],
        ['Access-Control-Allow-Origin', '*'],
      ]),
    ),
    ['two-layers'],
  ],
  [
    'two layers, joined by Firefox',
    contextOf(
      refusedGet(200, { 'Access-Control-Allow-Origin': '*, *' }, { error: FIREFOX_BLOCKED }),
      { browser: 'firefox' },
    ),
    ['two-layers'],
  ],
  [
    'a doubled flag',
    contextOf(
      refusedGet(
        200,
        { ...ALLOWED, 'Access-Control-Allow-Credentials': 'true, true' },
        { requestHeaders: STORAGE_ACCESS },
      ),
    ),
    ['two-layers'],
  ],
  [
    '127.0.0.1 allowed before, localhost refused now',
    contextOf(refusedGet(200, VARY), {
      others: [
        passed(
          { 'Access-Control-Allow-Origin': 'http://127.0.0.1:3000' },
          { id: '0', page: 'http://127.0.0.1:3000' },
        ),
      ],
    }),
    ['localhost-vs-loopback', 'middleware-refused-origin'],
  ],
  [
    'a slash at the end of the origin',
    allowing(`${PAGE}/`),
    ['middleware-refused-origin', 'origin-near-miss'],
  ],
  [
    'an old port',
    contextOf(refusedGet(200, VARY), {
      others: [
        passed(
          { 'Access-Control-Allow-Origin': 'http://localhost:5173' },
          { id: '0', page: 'http://localhost:5173' },
        ),
      ],
    }),
    ['middleware-refused-origin', 'origin-near-miss'],
  ],
  [
    'a gateway without its application',
    contextOf(refusedGet(502, { Server: 'nginx' })),
    ['error-without-cors-headers'],
  ],
  [
    'a body that is too large',
    contextOf(refusedAfterPreflight(413, {}, { ...ALLOWED, ...LISTS })),
    ['error-without-cors-headers'],
  ],
  ['a rate limit on the preflight', contextOf(refusedPut(429)), ['error-without-cors-headers']],
  [
    'FastAPI that fails',
    contextOf(refusedGet(500), { others: [allowedBefore] }),
    ['error-without-cors-headers'],
  ],
  [
    'a login page on another server, not followed',
    contextOf(refusedGet(302, { Location: 'https://sso.test/authorize?redirect_uri=x' })),
    ['login-or-locale-redirect'],
  ],
  [
    'a login page on another server, which refuses',
    contextOf(
      exchange({
        error: CHROMIUM_BLOCKED,
        hops: [
          hop({
            response: { status: 302, headers: ALLOWED },
            redirectedTo: 'https://sso.test/login',
          }),
          hop({ url: 'https://sso.test/login', origin: 'null' }),
        ],
      }),
    ),
    ['redirect-target-refuses', 'login-or-locale-redirect'],
  ],
  [
    'a language in front of the path',
    contextOf(refusedGet(302, { Location: '/en/items' })),
    ['login-or-locale-redirect'],
  ],
  [
    'https from the browser’s own cache',
    contextOf(
      refusedPut(307, {
        Location: 'https://127.0.0.1:8000/items',
        'Non-Authoritative-Reason': 'HSTS',
      }),
    ),
    ['https-redirect'],
  ],
  [
    'headers of Sentry',
    contextOf(
      refusedPut(
        200,
        { ...ALLOWED, ...LISTS },
        { preflight: { asksHeaders: 'baggage,sentry-trace,x-token' } },
      ),
    ),
    ['tracing-header'],
  ],
  [
    'a presigned upload to a bucket without rules',
    contextOf(
      refusedPut(
        403,
        { 'content-type': 'application/xml' },
        {
          url: 'https://s3.eu-central-1.amazonaws.com/faces/7.jpeg?X-Amz-SignedHeaders=host%3Bx-amz-acl&X-Amz-Signature=0',
        },
      ),
    ),
    ['presigned-url'],
  ],
  [
    'headers of a Supabase client',
    contextOf(
      refusedPut(
        200,
        { ...ALLOWED, ...LISTS },
        { preflight: { asksHeaders: 'apikey,x-client-info,content-type' } },
      ),
    ),
    ['library-header'],
  ],
  [
    'an answer header in the request',
    contextOf(
      refusedPut(
        200,
        { ...ALLOWED, ...LISTS },
        { preflight: { asksHeaders: 'access-control-allow-origin' } },
      ),
    ),
    ['response-header-sent-as-request-header'],
  ],
  [
    'an answer from the browser’s cache',
    contextOf(refusedGet(200, {}, { response: { fromCache: true } })),
    ['cached-without-vary'],
  ],
  [
    'an answer from a delivery network',
    contextOf(
      refusedGet(200, {
        'Access-Control-Allow-Origin': 'https://b.test',
        'CF-Cache-Status': 'HIT',
      }),
    ),
    ['cached-without-vary'],
  ],
  [
    'an image that was loaded without crossorigin before',
    contextOf(refusedGet(200, { Date: 'Fri, 20 Nov 2026 05:00:00 GMT' }, { url: `${API}/a.bin` }), {
      others: [
        earlier(
          passed(
            { Date: 'Fri, 20 Nov 2026 05:00:00 GMT' },
            { id: '0', url: `${API}/a.bin`, origin: null },
          ),
        ),
      ],
    }),
    ['cached-without-vary'],
  ],
  [
    'another extension that adds a second value',
    contextOf(
      refusedGet(200, ALLOWED, {
        response: {
          headers: ALLOWED,
          modifiedHeaders: [...headers(ALLOWED), ['Access-Control-Allow-Origin', '*']],
        },
      }),
    ),
    ['other-extension-changed-headers'],
  ],
  [
    'another extension that changes two headers of the preflight',
    contextOf(
      refusedPut(
        405,
        {},
        {
          preflight: {
            modifiedHeaders: {
              'Access-Control-Allow-Origin': '*',
              'Access-Control-Allow-Methods': '*',
            },
          },
        },
      ),
    ),
    ['other-extension-changed-headers'],
  ],
  [
    'another extension that lets it pass',
    contextOf(
      passed({}, { response: { modifiedHeaders: { 'Access-Control-Allow-Origin': '*' } } }),
    ),
    ['other-extension-changed-headers'],
  ],
  [
    'an origin lost in redirects',
    contextOf(
      exchange({
        error: CHROMIUM_BLOCKED,
        hops: [
          hop({ response: { status: 302, headers: ALLOWED }, redirectedTo: 'http://c.test/x' }),
          hop({ url: 'http://c.test/x', origin: 'null', response: { headers: ALLOWED } }),
        ],
      }),
    ),
    ['redirect-target-refuses'],
  ],
  [
    'a router that answers OPTIONS alone',
    contextOf(refusedPut(204, { Allow: 'GET, PUT, OPTIONS' })),
    ['router-answered-options'],
  ],
  [
    'axum with the CORS layer before the routes',
    contextOf(refusedPut(405, { allow: 'PUT', 'content-length': '0' })),
    ['router-answered-options'],
  ],
  [
    'the port of a web console instead of the API’s',
    contextOf(refusedPut(200, { 'Content-Type': 'text/html', 'Content-Length': '1310' })),
    ['page-answered-options'],
  ],
  [
    'a service worker',
    contextOf({ ...refusedGet(200), tabId: -1, documentId: null }),
    ['service-worker-answering'],
  ],
  [
    'the same refusal half a minute later',
    contextOf(later(refusedGet(200, VARY), 30_000), {
      others: [refusedGet(200, VARY, { id: '0' })],
    }),
    ['middleware-refused-origin', 'restart-forgotten'],
  ],
  [
    'a server that echoes any origin',
    contextOf(passed({ ...ALLOWED, 'Access-Control-Allow-Credentials': 'true' }), {
      others: ['https://a.test', 'https://b.test'].map((origin) =>
        passed(
          { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' },
          { id: origin, page: origin },
        ),
      ),
    }),
    ['allow-all-with-credentials-reflects'],
  ],
  [
    'Express with cors() after the routes',
    contextOf(refusedAfterPreflight(200, { 'X-Powered-By': 'Express' }, { ...ALLOWED, ...LISTS })),
    ['preflight-only'],
  ],
  [
    'a Capacitor app',
    contextOf(
      refusedGet(200, {}, { page: 'capacitor://localhost', origin: 'capacitor://localhost' }),
    ),
    ['app-origin'],
  ],
  [
    'an address in the local network, while the browser asks',
    contextOf(exchange({ response: null, ending: { kind: 'pending' }, page: 'https://app.test' })),
    ['local-network-permission'],
  ],
  [
    'http in a secure page',
    contextOf(
      exchange({
        page: 'https://shop.example',
        url: 'http://api.example/items',
        unsent: true,
        response: null,
        error: CHROMIUM_BLOCKED,
      }),
    ),
    ['mixed-content'],
  ],
  [
    'a proxy that answers OPTIONS before uvicorn gets it',
    contextOf(refusedPut(200, { Date: 'x' }), {
      others: [refusedGet(200, { Server: 'uvicorn' }, { id: '0' })],
    }),
    ['outer-layer-answers-options'],
  ],
  [
    'nginx that writes the host without its port into Origin',
    contextOf(
      refusedPut(204, { Server: 'nginx', 'Access-Control-Allow-Origin': 'http://localhost' }),
    ),
    ['proxy-changed-origin'],
  ],
  [
    'a file in a bucket',
    contextOf(
      refusedGet(200, { Server: 'AmazonS3', 'x-amz-request-id': '1' }, { url: `${API}/a.json` }),
    ),
    ['static-file-outside-framework'],
  ],
  [
    'a file of the web server beside an API with CORS headers',
    contextOf(refusedGet(200, { Server: 'nginx' }, { url: `${API}/logo.svg` }), {
      others: [allowedBefore],
    }),
    ['static-file-outside-framework'],
  ],

  [
    'a header that the page’s code cannot read',
    contextOf(
      passed({ ...ALLOWED, 'X-Total': '7', ETag: '"a"' }, { declared: readInVain('x-total') }),
    ),
    ['missing-expose-headers'],
  ],
  [
    'a header that the page cannot read, beside an exposed one',
    contextOf(
      passed(
        { ...ALLOWED, 'X-Total': '7', ETag: '"a"', 'Access-Control-Expose-Headers': 'ETag' },
        { declared: readInVain('etag', 'x-total', 'x-none') },
      ),
    ),
    ['missing-expose-headers'],
  ],
  [
    'a header that the page cannot read with a wildcard, with cookies',
    contextOf(
      passed(
        {
          ...ALLOWED,
          'X-Total': '7',
          'Access-Control-Allow-Credentials': 'true',
          'Access-Control-Expose-Headers': '*',
        },
        { requestHeaders: STORAGE_ACCESS, declared: readInVain('x-total') },
      ),
    ),
    ['missing-expose-headers'],
  ],
  [
    'an address with the same part twice',
    contextOf(refusedPut(404, {}, { url: `${API}/api/api/items` })),
    ['address-mistake'],
  ],
  [
    'the page of a tool that can ask in another way',
    contextOf(refusedGet(200, {}, { page: 'https://hoppscotch.io' })),
    ['tool-page'],
  ],
  [
    'Apollo Studio with cookies, and a server that allows every page',
    contextOf(
      refusedGet(
        200,
        { 'Access-Control-Allow-Origin': '*' },
        { page: 'https://studio.apollographql.com', requestHeaders: STORAGE_ACCESS },
      ),
    ),
    ['tool-page'],
  ],
  [
    'an answer for another page, kept inside the server',
    contextOf(
      refusedGet(
        200,
        { ...VARY, 'Access-Control-Allow-Origin': 'https://other.example' },
        {
          page: 'https://shop.example',
        },
      ),
    ),
    ['kept-for-another-origin'],
  ],
  [
    'a page in development that asks a server on the internet',
    contextOf(refusedGet(200, {}, { page: 'http://localhost:5173', url: 'https://games.io/all' })),
    ['perhaps-not-yours'],
  ],
  [
    'a page that asks a container by its name',
    contextOf(
      exchange({
        page: 'http://localhost:3000',
        error: 'net::ERR_NAME_NOT_RESOLVED',
        url: 'http://kong:8000/rest/v1/',
      }),
    ),
    ['container-name'],
  ],
  [
    'the same in a secure page',
    contextOf(
      exchange({
        page: 'https://shop.example',
        error: 'net::ERR_FAILED',
        url: 'http://kong:8000/rest/v1/',
        response: null,
      }),
    ),
    ['container-name', 'mixed-content'],
  ],
  [
    'a login whose cookie does not come back',
    contextOf(
      exchange({ response: { status: 401, headers: { 'Access-Control-Allow-Origin': PAGE } } }),
      {
        others: [
          passed(
            {
              'Access-Control-Allow-Origin': PAGE,
              'Set-Cookie': 'sid=a; HttpOnly; Secure; SameSite=None',
            },
            { id: '0' },
          ),
        ],
      },
    ),
    ['cookie-not-sent'],
  ],
  [
    'an application behind a proxy that redirects to its own address',
    contextOf(
      exchange({
        page: 'http://novels.example',
        error: 'net::ERR_CONNECTION_REFUSED',
        hops: [
          hop({
            url: 'http://novels.example/api/list',
            response: { status: 307, headers: {} },
            redirectedTo: 'http://127.0.0.1:8005/api/list/',
          }),
          hop({ url: 'http://127.0.0.1:8005/api/list/', response: null }),
        ],
      }),
    ),
    ['inner-address'],
  ],
  [
    'a public page that asks an address of one local network',
    contextOf(
      exchange({
        page: 'https://films.example',
        url: 'http://192.168.1.10:7878/api/movie',
        response: null,
        error: 'net::ERR_CONNECTION_TIMED_OUT',
      }),
    ),
    ['private-address'],
  ],
  [
    'an address with a variable that had no value',
    contextOf(refusedGet(404, {}, { url: `${API}/users/undefined` })),
    ['address-mistake', 'error-without-cors-headers'],
  ],
  [
    'an MCP server whose session id the page could not read',
    contextOf(
      exchange({
        url: `${API}/mcp`,
        method: 'POST',
        response: { status: 400, headers: ALLOWED },
        requestHeaders: { 'Mcp-Protocol-Version': '2025-06-18' },
      }),
      {
        others: [
          exchange({
            url: `${API}/mcp`,
            method: 'POST',
            response: { status: 200, headers: { ...ALLOWED, 'Mcp-Session-Id': 'a' } },
          }),
        ],
      },
    ),
    ['session-not-exposed'],
  ],
  [
    'Entra ID that refuses a token to a page registered as a web server',
    contextOf(
      exchange({
        url: 'https://login.microsoftonline.com/fox/oauth2/v2.0/token',
        method: 'POST',
        response: { status: 400, headers: { 'access-control-allow-origin': '*' } },
      }),
    ),
    ['not-a-single-page-app'],
  ],
  [
    'a layer that sends its lists to an origin that it does not allow',
    contextOf(
      refusedPut(200, {
        'Access-Control-Allow-Methods': 'GET,PUT',
        'Access-Control-Max-Age': '100',
      }),
    ),
    ['middleware-refused-origin'],
  ],
  [
    'a count in a header, on a page that is not observed',
    contextOf(passed({ ...ALLOWED, 'X-Total-Count': '7' })),
    ['missing-expose-headers'],
  ],

  [
    'a permanent redirect that the browser has kept',
    contextOf(
      refusedGet(
        301,
        {
          Location: '/new',
          Date: 'Wed, 31 Dec 1969 22:00:00 GMT',
        },
        { at: 0 },
      ),
    ),
    ['cached-redirect'],
  ],
  [
    'nginx that adds headers to successful answers only',
    contextOf(refusedGet(500, { Server: 'nginx' }), { others: [allowedBefore] }),
    ['error-without-cors-headers', 'nginx-without-always'],
  ],
  [
    'Apache that adds headers to successful answers only',
    contextOf(refusedGet(404, { Server: 'Apache/2.4.57 (Debian)' }), { others: [allowedBefore] }),
    ['error-without-cors-headers', 'apache-header-tables'],
  ],
  [
    'Apache with both of its header tables',
    contextOf(
      refusedGet(200, [
        ['Server', 'Apache/2.4.57 (Debian)'],
        ['Access-Control-Allow-Origin', '*'],
        ['Access-Control-Allow-Origin', '*'],
      ]),
    ),
    ['two-layers', 'apache-header-tables'],
  ],
  [
    'API Gateway that requires a key for OPTIONS',
    contextOf(refusedPut(403, { 'x-amzn-ErrorType': 'MissingAuthenticationTokenException' })),
    ['cdn-or-gateway-answering'],
  ],
  [
    'CloudFront that does not accept the method',
    contextOf(refusedPut(403, { Server: 'CloudFront', 'X-Cache': 'Error from cloudfront' })),
    // Its room says what to do, so nothing about a login is guessed.
    ['cdn-or-gateway-answering'],
  ],
  [
    'a challenge of Cloudflare',
    contextOf(refusedGet(403, { Server: 'cloudflare', 'cf-mitigated': 'challenge' })),
    ['cdn-or-gateway-answering'],
  ],
  [
    'a rule of Akamai',
    contextOf(refusedGet(403, { Server: 'AkamaiGHost' })),
    ['cdn-or-gateway-answering', 'error-without-cors-headers'],
  ],
  [
    'FastAPI with a wildcard and credentials, before there is a cookie',
    contextOf(
      refusedAfterPreflight(
        200,
        {
          server: 'uvicorn',
          'access-control-allow-origin': '*',
          'access-control-allow-credentials': 'true',
        },
        { ...ALLOWED, ...LISTS, 'access-control-allow-credentials': 'true' },
      ),
    ),
    ['starlette-without-cookie'],
  ],
  [
    'a header that an earlier preflight did not need',
    contextOf(
      later(refusedPut(204, { ...ALLOWED, 'Access-Control-Allow-Methods': 'PUT' }), 9_000),
      {
        others: [
          passedPut({
            ...ALLOWED,
            'Access-Control-Allow-Methods': 'PUT',
            'Access-Control-Max-Age': '600',
          }),
        ],
      },
    ),
    ['preflight-not-stale'],
  ],
  [
    'a fetch with no-cors',
    contextOf(
      passed(
        {},
        {
          declared: { ...readInVain(), mode: 'no-cors' },
          requestHeaders: { 'Sec-Fetch-Mode': 'no-cors' },
        },
      ),
    ),
    ['no-cors-hides-answer'],
  ],
  [
    'a refusal after an attempt with no-cors',
    contextOf(refusedGet(200), {
      others: [
        passed(
          {},
          { id: '0', requestHeaders: { 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'empty' } },
        ),
      ],
    }),
    ['no-cors-hides-answer'],
  ],
  [
    'a missing slash in a POST, with DEBUG on',
    contextOf(
      exchange({
        method: 'POST',
        response: { status: 500, headers: { ...SECURITY, ...HTML, ...ALLOWED } },
      }),
    ),
    ['append-slash-error'],
  ],
  [
    'a missing comma between two origins',
    contextOf(refusedGet(200, { 'Access-Control-Allow-Origin': `https://a.test${PAGE}` })),
    ['missing-comma'],
  ],
  [
    'a bucket that refuses a preflight',
    contextOf(refusedPut(403, { Server: 'AmazonS3', 'x-amz-request-id': '1' })),
    ['static-file-outside-framework', 'options-needs-authentication'],
  ],
  [
    'nginx before an application that does not know the origin',
    contextOf(refusedGet(200, { Server: 'nginx', ...VARY })),
    ['middleware-refused-origin'],
  ],
  [
    'a permanent redirect with the date of an earlier one',
    contextOf(later(refusedGet(308, { Location: '/new', Date: NOW }), 5_000), {
      others: [refusedGet(308, { Location: '/new', Date: NOW }, { id: '0' })],
    }),
    ['cached-redirect', 'restart-forgotten'],
  ],
  [
    'a temporary redirect with the date of an earlier one',
    contextOf(later(refusedGet(302, { Location: '/new', Date: NOW }), 5_000), {
      others: [refusedGet(302, { Location: '/new', Date: NOW }, { id: '0' })],
    }),
    ['restart-forgotten'],
  ],
  [
    'an MCP client that asks for a token',
    contextOf(
      refusedPut(
        204,
        {},
        {
          url: `${API}/token`,
          method: 'POST',
          preflight: { asksHeaders: 'content-type,mcp-protocol-version' },
        },
      ),
    ),
    ['mcp-sign-in'],
  ],
  [
    'an image behind Helmet',
    contextOf(
      exchange({
        resourceType: 'image',
        origin: null,
        requestHeaders: { 'Sec-Fetch-Mode': 'no-cors' },
        response: {
          headers: {
            'Cross-Origin-Resource-Policy': 'same-origin',
            'Origin-Agent-Cluster': '?1',
            'X-DNS-Prefetch-Control': 'off',
            'X-Download-Options': 'noopen',
          },
        },
        error: 'net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin',
      }),
    ),
    ['helmet-resource-policy'],
  ],
  [
    'a sign-in server that nothing names',
    contextOf(refusedGet(200, {}, { url: `${API}/.well-known/openid-configuration` })),
    ['sign-in-server'],
  ],
  [
    'the page’s own port under another name of this machine',
    contextOf(refusedGet(200, {}, { page: 'http://localhost:8000' })),
    ['localhost-vs-loopback'],
  ],
];
