import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import {
  API,
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
  FIREFOX_BLOCKED,
  type HeaderInput,
  headers,
  hop,
  PAGE,
} from '../model/exchange-builder.ts';
import type { HeaderList } from '../model/header-list.ts';
import { plainText } from '../model/prose.ts';
import type { Finding } from '../policy/finding.ts';
import { contextOf } from './context-builder.ts';
import type { HintContext } from './hint.ts';
import { detectHints, hints } from './index.ts';

const URL_ = `${API}/items`;

// What Django's own middleware adds (5.2), and what django-cors-headers answers.
const SECURITY = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
};
const HTML = { 'Content-Type': 'text/html; charset=utf-8' };
const DJANGO = { ...SECURITY, 'X-Frame-Options': 'DENY', ...HTML };
const DRF = {
  ...DJANGO,
  Allow: 'GET, PUT, HEAD, OPTIONS',
  Vary: 'Accept',
  'Content-Type': 'application/json',
};
const VARY = { vary: 'origin' };
const ALLOWED = { 'access-control-allow-origin': PAGE, ...VARY };
const LISTS = {
  'access-control-allow-headers':
    'accept, authorization, content-type, user-agent, x-csrftoken, x-requested-with',
  'access-control-allow-methods': 'DELETE, GET, OPTIONS, PATCH, POST, PUT',
  'access-control-max-age': '86400',
};
const STORAGE_ACCESS = { 'Sec-Fetch-Storage-Access': 'active' };

/** A GET that the browser refused after its answer. */
const refusedGet = (status: number, answer: HeaderInput = {}, more: ExchangeInput = {}): Exchange =>
  exchange({ response: { status, headers: answer }, error: CHROMIUM_BLOCKED, ...more });

/** A PUT with JSON that its preflight refused. */
const refusedPut = (status: number, answer: HeaderInput = {}, more: ExchangeInput = {}): Exchange =>
  exchange({
    method: 'PUT',
    unsent: true,
    error: CHROMIUM_BLOCKED,
    ...more,
    preflight: { status, headers: answer, asksHeaders: 'content-type', ...more.preflight },
  });

/** A request that came through, with these headers on its answer. */
const passed = (answer: HeaderInput, more: ExchangeInput = {}): Exchange =>
  exchange({ response: { headers: answer }, ...more });

/** A PUT whose preflight passed and whose own answer the browser refused. */
const refusedAfterPreflight = (
  status: number,
  answer: HeaderInput,
  preflight: HeaderInput,
): Exchange =>
  exchange({
    method: 'PUT',
    error: CHROMIUM_BLOCKED,
    preflight: { status: 200, headers: preflight, asksHeaders: 'content-type' },
    response: { status, headers: answer },
  });

const allowedBefore = passed({ 'Access-Control-Allow-Origin': PAGE }, { id: '0' });
const allowedElsewhere = passed(ALLOWED, { id: '0', url: `${API}/api/list` });

type Row = readonly [what: string, context: HintContext, expected: readonly string[]];

const SILENT: readonly Row[] = [
  [
    'a page without origin that is refused without a word',
    contextOf(refusedGet(404, { Vary: 'Origin' }, { page: 'data:,x', origin: 'null' })),
    ['opaque-origin', 'error-without-cors-headers'],
  ],
  [
    'two fresh answers within one second',
    contextOf(refusedGet(200, { Date: 'Fri, 20 Nov 2026 05:00:00 GMT' }, { url: `${API}/a.bin` }), {
      others: [
        passed(
          { Date: 'Fri, 20 Nov 2026 05:00:00 GMT' },
          { id: '0', url: `${API}/a.bin`, origin: null },
        ),
      ],
    }),
    [],
  ],
  [
    'a cached answer that names Origin in Vary',
    contextOf(refusedGet(200, { Vary: 'Origin', Age: '60' }), { others: [allowedBefore] }),
    [],
  ],
  [
    'Django on a path that the middleware covers, answered by something else',
    contextOf(refusedGet(200, DJANGO), { others: [passed(ALLOWED, { id: '0' })] }),
    [],
  ],
  [
    'a server that was never there',
    contextOf(exchange({ response: null, error: 'net::ERR_CONNECTION_REFUSED' })),
    [],
  ],
  [
    'a see-other after a POST, as it should be',
    contextOf(
      exchange({
        hops: [
          hop({
            method: 'POST',
            response: { status: 303, headers: ALLOWED },
            redirectedTo: `${URL_}/1`,
          }),
          hop({ url: `${URL_}/1`, response: { headers: ALLOWED }, started: true }),
        ],
      }),
    ),
    [],
  ],
  [
    'a redirect that Django’s https rule did not make',
    contextOf(refusedGet(301, { Location: 'https://elsewhere.test/items' })),
    [],
  ],
  [
    'a cookie of a neighbour in one site',
    contextOf(
      passed(
        {
          'Access-Control-Allow-Origin': 'https://app.example.com',
          'Set-Cookie': 'a=[redacted]; SameSite=Lax',
        },
        { page: 'https://app.example.com', url: 'https://api.example.com/x' },
      ),
    ),
    [],
  ],
  [
    'a request that is known to go without cookies',
    contextOf(
      passed(
        { ...ALLOWED, 'Set-Cookie': 'a=[redacted]' },
        { requestHeaders: { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'cors' } },
      ),
    ),
    [],
  ],
  [
    'a public page that waits for a public server',
    contextOf(
      exchange({
        url: 'https://api.test/',
        response: null,
        ending: { kind: 'pending' },
        page: 'https://app.test',
      }),
    ),
    [],
  ],
  [
    'a local page that waits for a local server',
    contextOf(exchange({ response: null, ending: { kind: 'pending' } })),
    [],
  ],
  [
    'an extension that changed something else',
    contextOf(
      passed(ALLOWED, {
        response: { headers: ALLOWED, modifiedHeaders: { ...ALLOWED, 'X-Other': '1' } },
      }),
    ),
    [],
  ],

  ['a request that came through', contextOf(passed(ALLOWED)), []],
  ['an origin that is not allowed, no more known', contextOf(refusedGet(200)), []],
  [
    'quite another origin',
    contextOf(refusedGet(200, { 'Access-Control-Allow-Origin': 'https://b.test' })),
    [],
  ],
  [
    'two origins that somebody wrote into one header',
    contextOf(refusedGet(200, { 'Access-Control-Allow-Origin': `${PAGE}, https://b.test` })),
    [],
  ],
  ['OPTIONS not served', contextOf(refusedPut(405)), []],
  [
    'a header that is not listed',
    contextOf(refusedPut(200, { ...ALLOWED, ...LISTS }, { preflight: { asksHeaders: 'x-token' } })),
    [],
  ],
  [
    'a view that fails, readable',
    contextOf(
      passed(
        { ...DJANGO, ...ALLOWED },
        { response: { status: 500, headers: { ...DJANGO, ...ALLOWED } } },
      ),
    ),
    [],
  ],
  [
    'a GET without permission, readable',
    contextOf(exchange({ response: { status: 403, headers: { ...DJANGO, ...ALLOWED } } })),
    [],
  ],
  [
    'a preflight still on its way',
    contextOf(
      exchange({
        method: 'PUT',
        unsent: true,
        preflight: { status: null },
        ending: { kind: 'pending' },
      }),
    ),
    [],
  ],
  [
    'nothing that answers',
    contextOf(exchange({ response: null, error: 'net::ERR_CONNECTION_REFUSED' })),
    [],
  ],
  [
    'helmet’s headers, which are not Django’s',
    contextOf(
      refusedGet(200, {
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
        'X-Frame-Options': 'SAMEORIGIN',
      }),
    ),
    [],
  ],
  [
    'a JSON 400 of a view',
    contextOf(
      exchange({
        method: 'POST',
        response: {
          status: 400,
          headers: { ...DJANGO, ...ALLOWED, 'Content-Type': 'application/json' },
        },
      }),
    ),
    [],
  ],
  [
    'a proper preflight of which only the credentials flag is missing',
    contextOf(refusedGet(200, ALLOWED, { requestHeaders: STORAGE_ACCESS })),
    [],
  ],
  [
    'a session cookie within one site',
    contextOf(
      passed(
        { ...ALLOWED, 'Set-Cookie': 'sessionid=[redacted]; SameSite=Lax' },
        { url: 'http://localhost:8000/items' },
      ),
    ),
    [],
  ],
  [
    'a cookie that may cross sites',
    contextOf(
      passed(
        {
          ...ALLOWED,
          'Access-Control-Allow-Credentials': 'true',
          'Set-Cookie': 'a=[redacted]; SameSite=None; Secure',
        },
        { requestHeaders: STORAGE_ACCESS },
      ),
    ),
    [],
  ],
  [
    'one origin with credentials',
    contextOf(passed({ ...ALLOWED, 'Access-Control-Allow-Credentials': 'true' })),
    [],
  ],
  [
    'the same refusal, but at once again',
    contextOf(refusedGet(200), { others: [refusedGet(200, {}, { id: '0' })] }),
    [],
  ],
];

const DJANGO_ROWS: readonly Row[] = [
  ['Django without the middleware', contextOf(refusedGet(200, DJANGO)), ['middleware-did-not-run']],
  [
    'Django without the middleware, preflight',
    contextOf(refusedPut(405, DJANGO)),
    ['middleware-did-not-run'],
  ],
  [
    'REST framework without the middleware',
    contextOf(refusedPut(200, DRF)),
    ['middleware-did-not-run'],
  ],
  [
    'REST framework with a login, without the middleware',
    contextOf(refusedPut(403, DRF)),
    ['options-needs-authentication', 'middleware-did-not-run'],
  ],
  [
    'CORS_URLS_REGEX that leaves the path out',
    contextOf(refusedGet(200, DJANGO), { others: [allowedElsewhere] }),
    ['middleware-did-not-run'],
  ],
  ['an origin that is not listed', contextOf(refusedPut(200, VARY)), ['middleware-refused-origin']],
  [
    'an origin that is not listed, GET',
    contextOf(refusedGet(200, { ...DJANGO, ...VARY })),
    ['middleware-refused-origin'],
  ],
  [
    'an origin that is not listed, before 4.3',
    contextOf(refusedPut(200, { Vary: 'Origin', 'Access-Control-Allow-Credentials': 'true' })),
    ['middleware-refused-origin'],
  ],
  [
    'a slash forgotten, no middleware',
    contextOf(refusedGet(301, { ...SECURITY, Location: '/items/' })),
    ['append-slash-redirect', 'middleware-below-common'],
  ],
  [
    'a slash forgotten, preflight below CommonMiddleware (3.2)',
    contextOf(refusedPut(301, { ...SECURITY, Location: '/items/' }), {
      others: [allowedElsewhere],
    }),
    ['append-slash-redirect', 'middleware-below-common'],
  ],
  [
    'a slash forgotten, below CommonMiddleware (4.2)',
    contextOf(
      refusedAfterPreflight(
        301,
        { ...SECURITY, Location: '/items/' },
        { ...ALLOWED, ...LISTS, ...SECURITY },
      ),
    ),
    ['append-slash-redirect', 'middleware-below-common'],
  ],
  [
    'https demanded below SecurityMiddleware',
    contextOf(refusedPut(301, { ...SECURITY, Location: 'https://127.0.0.1:8000/items' })),
    ['https-redirect', 'middleware-below-security'],
  ],
  ['a gate above', contextOf(refusedPut(401)), ['options-needs-authentication']],
  ['a middleware above that raises', contextOf(refusedPut(500)), ['error-without-cors-headers']],
  [
    'a bad host below CommonMiddleware',
    contextOf(refusedGet(400, { ...SECURITY, ...HTML })),
    ['bad-host', 'error-without-cors-headers', 'middleware-below-common'],
  ],
  [
    'a bad host, readable',
    contextOf(
      exchange({ response: { status: 400, headers: { ...SECURITY, ...HTML, ...ALLOWED } } }),
    ),
    ['bad-host'],
  ],
  [
    'a CSRF refusal',
    contextOf(
      exchange({ method: 'POST', response: { status: 403, headers: { ...DJANGO, ...ALLOWED } } }),
    ),
    ['csrf-refusal'],
  ],
  [
    'a 403 of REST framework',
    contextOf(
      exchange({ method: 'POST', response: { status: 403, headers: { ...DRF, ...ALLOWED } } }),
    ),
    ['csrf-refusal'],
  ],
  [
    'a 419 of Laravel',
    contextOf(
      exchange({ method: 'POST', response: { status: 419, headers: { ...ALLOWED, ...HTML } } }),
    ),
    ['csrf-refusal'],
  ],
  [
    'a text where a list belongs',
    contextOf(refusedPut(200, { ...ALLOWED, ...LISTS, 'access-control-allow-methods': 'G, E, T' })),
    ['string-for-list'],
  ],
  [
    'a text where a list of headers belongs',
    contextOf(refusedPut(200, { ...ALLOWED, ...LISTS, 'access-control-allow-headers': 'x, -, a' })),
    ['string-for-list'],
  ],
  [
    'methods listed in lower case',
    contextOf(
      refusedPut(200, { ...ALLOWED, ...LISTS, 'access-control-allow-methods': 'get, put' }),
    ),
    ['method-case'],
  ],
  [
    'patch sent in lower case',
    contextOf(refusedPut(200, { ...ALLOWED, ...LISTS }, { method: 'patch' })),
    ['method-case'],
  ],
  [
    'a star for headers, with cookies',
    contextOf(
      refusedPut(200, {
        ...ALLOWED,
        ...LISTS,
        'access-control-allow-credentials': 'true',
        'access-control-allow-headers': '*',
      }),
    ),
    ['wildcard-headers-with-credentials'],
  ],
  [
    'the article’s middleware before REST framework',
    contextOf(refusedPut(200, { ...DRF, 'Access-Control-Allow-Origin': '*' })),
    ['hand-written-middleware'],
  ],
  [
    'the article’s middleware before a plain view',
    contextOf(refusedPut(405, { ...DJANGO, 'Access-Control-Allow-Origin': '*' })),
    ['hand-written-middleware'],
  ],
  [
    'the article’s middleware above a right one',
    contextOf(
      refusedGet(
        200,
        {
          ...DJANGO,
          ...VARY,
          'Access-Control-Allow-Origin': '*',
          'access-control-allow-credentials': 'true',
        },
        { requestHeaders: STORAGE_ACCESS },
      ),
    ),
    ['two-layers'],
  ],
  [
    'a font of runserver',
    contextOf(
      refusedGet(
        200,
        { Server: 'WSGIServer/0.2 CPython/3.11.2' },
        { url: `${API}/static/a.woff2`, resourceType: 'font' },
      ),
    ),
    ['static-file-outside-framework'],
  ],
  [
    'a session cookie from another site',
    contextOf(
      passed(
        {
          ...DJANGO,
          ...ALLOWED,
          'access-control-allow-credentials': 'true',
          'Set-Cookie':
            'csrftoken=[redacted]; SameSite=Lax\nsessionid=[redacted]; HttpOnly; SameSite=Lax',
        },
        { requestHeaders: STORAGE_ACCESS, url: 'http://localhost.test:8000/items' },
      ),
    ),
    ['samesite-cookie'],
  ],
  [
    'the slash of a POST, lost as GET',
    contextOf(
      exchange({
        hops: [
          hop({
            method: 'POST',
            response: { status: 301, headers: ALLOWED },
            redirectedTo: `${URL_}/`,
          }),
          hop({ url: `${URL_}/`, response: { headers: ALLOWED }, started: true }),
        ],
      }),
    ),
    ['redirect-changed-method'],
  ],
];

const SERVER_ROWS: readonly Row[] = [
  [
    'a server that stopped over its settings',
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
    'a slash too many',
    contextOf(refusedGet(308, { Location: `${API}/items?b=1` }, { url: `${API}/items/?b=1` })),
    ['append-slash-redirect'],
  ],
  [
    'an https redirect of a proxy',
    contextOf(refusedGet(301, { Server: 'nginx', Location: 'https://127.0.0.1/items' })),
    ['https-redirect'],
  ],
  ['a 404 without CORS headers', contextOf(refusedGet(404)), ['error-without-cors-headers']],
  [
    'a refusal by nginx, which adds headers to good answers only',
    contextOf(refusedGet(418, { Server: 'nginx' }), { others: [allowedBefore] }),
    ['error-without-cors-headers'],
  ],
  [
    'hand-written code of no framework',
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
    contextOf(refusedGet(200, { 'Access-Control-Allow-Origin': `${PAGE}/app` })),
    ['origin-near-miss'],
  ],
  [
    'an origin in upper case',
    contextOf(refusedGet(200, { 'Access-Control-Allow-Origin': PAGE.toUpperCase() })),
    ['origin-near-miss'],
  ],
  [
    'an origin without scheme',
    contextOf(refusedGet(200, { 'Access-Control-Allow-Origin': 'localhost:3000' })),
    ['origin-near-miss'],
  ],
  [
    'an origin with a user name',
    contextOf(refusedGet(200, { 'Access-Control-Allow-Origin': 'http://u@localhost:3000' })),
    ['origin-near-miss'],
  ],
  [
    'an origin with an invisible character',
    contextOf(refusedGet(200, { 'Access-Control-Allow-Origin': `${PAGE}\u200b` })),
    ['origin-near-miss'],
  ],
  [
    'a default port written out',
    contextOf(
      refusedGet(
        200,
        { 'Access-Control-Allow-Origin': 'https://app.test:443' },
        { page: 'https://app.test' },
      ),
    ),
    ['origin-near-miss'],
  ],
  [
    'https allowed for http',
    contextOf(refusedGet(200, { 'Access-Control-Allow-Origin': 'https://localhost:3000' })),
    ['origin-near-miss'],
  ],
  [
    'an invented method in odd letters',
    contextOf(refusedPut(200, { ...ALLOWED, ...LISTS }, { method: 'Purge-All' })),
    ['method-case'],
  ],
  [
    'a star for methods, with cookies',
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
    'a star for headers in Django, with cookies',
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
    'a printer in the local network, denied',
    contextOf(
      exchange({
        url: 'http://192.168.1.7/',
        response: null,
        error: 'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS',
        page: 'https://app.test',
      }),
    ),
    ['local-network-permission'],
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
    'an answer that was made for another page',
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
    'two layers, as Firefox joins them',
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
    '127.0.0.1 for localhost',
    contextOf(refusedGet(200, { 'Access-Control-Allow-Origin': 'http://127.0.0.1:3000' })),
    ['localhost-vs-loopback'],
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
    contextOf(refusedGet(200, { 'Access-Control-Allow-Origin': `${PAGE}/` })),
    ['origin-near-miss'],
  ],
  [
    'the port of yesterday',
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
    'https by the browser’s own memory',
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
    'another extension that makes it pass',
    contextOf(
      passed({}, { response: { modifiedHeaders: { 'Access-Control-Allow-Origin': '*' } } }),
    ),
    ['other-extension-changed-headers'],
  ],
  [
    'a sandboxed frame',
    contextOf(
      refusedGet(200, { 'Access-Control-Allow-Origin': PAGE }, { page: 'data:,x', origin: 'null' }),
    ),
    ['opaque-origin'],
  ],
  [
    'an origin lost on the way',
    contextOf(
      exchange({
        error: CHROMIUM_BLOCKED,
        hops: [
          hop({ response: { status: 302, headers: ALLOWED }, redirectedTo: 'http://c.test/x' }),
          hop({ url: 'http://c.test/x', origin: 'null', response: { headers: ALLOWED } }),
        ],
      }),
    ),
    ['opaque-origin', 'redirect-target-refuses'],
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
    'a server that gives everybody his own origin back',
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
    'an address in the local network, denied',
    contextOf(
      exchange({
        response: null,
        error: 'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS',
        page: 'https://app.test',
      }),
    ),
    ['local-network-permission'],
  ],
  [
    'an address in the local network, from an http page',
    contextOf(
      exchange({
        response: null,
        error: 'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS',
        page: 'http://app.test',
      }),
    ),
    ['local-network-permission'],
  ],
  [
    'an address in the local network, while the browser asks',
    contextOf(exchange({ response: null, ending: { kind: 'pending' }, page: 'https://app.test' })),
    ['local-network-permission'],
  ],
  [
    'a file in a bucket',
    contextOf(
      refusedGet(200, { Server: 'AmazonS3', 'x-amz-request-id': '1' }, { url: `${API}/a.json` }),
    ),
    ['static-file-outside-framework'],
  ],
  [
    'a file of the web server beside an API that answers CORS',
    contextOf(refusedGet(200, { Server: 'nginx' }, { url: `${API}/logo.svg` }), {
      others: [allowedBefore],
    }),
    ['static-file-outside-framework'],
  ],
];

const ROWS = [...SILENT, ...DJANGO_ROWS, ...SERVER_ROWS];

/** The whole exchange, so many milliseconds later. */
function later(one: Exchange, by: number): Exchange {
  const [first] = one.hops;
  const { response } = first;
  return {
    ...one,
    hops: [{ ...first, response: response && { ...response, at: response.at + by } }],
  };
}
function earlier(one: Exchange): Exchange {
  return later(one, -5_000);
}

test.each(ROWS)('%s', (_, context, expected) => {
  expect(detectHints(context).map(({ id }) => id)).toEqual(expected);
});

describe('the words', () => {
  test.each([
    [
      'a slash forgotten, no middleware',
      'append-slash-redirect',
      'a slash is missing at the end of the address',
    ],
    [
      'CORS_URLS_REGEX that leaves the path out',
      'middleware-did-not-run',
      'It did see /api/list, so let CORS_URLS_REGEX match /items too.',
    ],
    ['Django without the middleware', 'middleware-did-not-run', 'Install django-cors-headers'],
    ['a text where a list belongs', 'string-for-list', 'CORS_ALLOW_METHODS = ["GET"]'],
    ['a text where a list of headers belongs', 'string-for-list', 'CORS_ALLOW_HEADERS = ["x-a"]'],
    [
      'headers of Sentry',
      'tracing-header',
      'The headers baggage and sentry-trace are added by a library',
    ],
    [
      'rs/cors that refuses a method',
      'method-or-header-disguised',
      'allow the method PUT and the request header content-type.',
    ],
    [
      'a server that allows the origin on another path',
      'method-or-header-disguised',
      'see that CORS covers this path too',
    ],
    [
      'FastAPI that fails',
      'error-without-cors-headers',
      'although other answers of the same server do',
    ],
    ['a gateway without its application', 'error-without-cors-headers', '(bad gateway)'],
    ['nginx in front of an application that answers itself', 'two-layers', 'proxy_hide_header'],
    ['the article’s middleware above a right one', 'two-layers', 'had overwritten it'],
    [
      'a login page on another server, which refuses',
      'redirect-target-refuses',
      `CORS settings of ${API} do not change that`,
    ],
    ['patch sent in lower case', 'method-case', "Write method: 'PATCH' in the page’s own code."],
    ['methods listed in lower case', 'method-case', 'Write PUT into the server’s list.'],
    ['127.0.0.1 for localhost', 'localhost-vs-loopback', 'Open the page as http://127.0.0.1:3000'],
    [
      'a session cookie from another site',
      'samesite-cookie',
      'The cookies csrftoken and sessionid will not come back',
    ],
    ['the same refusal half a minute later', 'restart-forgotten', '30 seconds before'],
    ['a bad host, readable', 'bad-host', 'Add 127.0.0.1 there'],
    ['a CSRF refusal', 'csrf-refusal', `add ${PAGE} to CSRF_TRUSTED_ORIGINS`],
    ['https by the browser’s own memory', 'https-redirect', '(HSTS)'],
    ['https demanded below SecurityMiddleware', 'https-redirect', 'SECURE_SSL_REDIRECT'],
    [
      'an address in the local network, denied',
      'local-network-permission',
      'the permission loopback-network. Grant it',
    ],
    [
      'an address in the local network, from an http page',
      'local-network-permission',
      'Serve the page over https.',
    ],
    [
      'another extension that makes it pass',
      'other-extension-changed-headers',
      'from nothing to *',
    ],
    ['the slash of a POST, lost as GET', 'redirect-changed-method', 'turned POST into GET'],
    ['an https redirect to a server without https', 'https-redirect', 'Nothing speaks https there'],
    ['a server that stopped over its settings', 'server-stopped', 'corsheaders.E013 and E014'],
    ['a slash too many', 'append-slash-redirect', 'there is a slash too many'],
    [
      'a session cookie from the other name of this machine',
      'samesite-cookie',
      'Use the same host name on both sides',
    ],
    ['an extension of Firefox', 'app-origin', 'differs in every installation'],
    [
      'a printer in the local network, denied',
      'local-network-permission',
      'the permission local-network.',
    ],
    ['an answer that was made for another page', 'cached-without-vary', 'for https://b.test'],
    [
      'a star for headers in Django, with cookies',
      'wildcard-headers-with-credentials',
      'after *default_headers',
    ],
    ['a file in a bucket', 'static-file-outside-framework', 'the bucket’s own CORS configuration'],
  ])('for %s: %s', (what, id, words) => {
    const row = ROWS.find(([name]) => name === what);
    const hint = row && detectHints(row[1]).find((one) => one.id === id);
    expect(plainText(hint?.text ?? [])).toContain(words);
  });

  test('recommend nothing that does not help or that opens the door', () => {
    for (const [, context] of ROWS) {
      for (const { text } of detectHints(context)) {
        expect(plainText(text)).not.toMatch(
          /add null|null to|no-cors|disable.web.security|proxy_set_header Origin|CORS_ALLOW_ALL_ORIGINS = True|csrf_exempt/i,
        );
      }
    }
  });
});

describe('the registry', () => {
  const OTHER_FILES = ['context-builder', 'django', 'facts', 'hint', 'index'];
  const files = readdirSync(new URL('.', import.meta.url))
    .filter((name) => !name.endsWith('.test.ts'))
    .map((name) => name.replace(/\.ts$/, ''))
    .filter((name) => !OTHER_FILES.includes(name));

  test('has one file for each rule, named after it', () => {
    expect(hints.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
  });

  test.each(hints.map(({ id }) => id))('%s is shown to work', (id) => {
    expect(ROWS.some(([, , expected]) => expected.includes(id))).toBe(true);
  });
});

describe('every hint', () => {
  test('is well formed and surest first', () => {
    for (const [, context] of ROWS) expectWellFormed(context);
  });

  test('survives hostile traffic', () => {
    fc.assert(fc.property(hostileContext, expectWellFormed), { numRuns: 400 });
  });
});

function expectWellFormed(context: HintContext): void {
  const found = detectHints(context);
  const confidences = found.map(({ confidence }) => confidence);
  expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
  for (const { id, confidence, text } of found) {
    expect(confidence > 0 && confidence < 1).toBe(true);
    const spans = text.map((span) => plainText([span]));
    expect(spans, id).not.toContain('');
    expect(spans.at(-1), id).toMatch(/[^.]\.$|^\.$/);
    expect(spans.join('').length).toBeLessThan(6_000);
  }
}

/** Odd values under the names that the rules look at, so that they get far enough to fail. */
const NAMES = [
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'vary',
  'location',
  'set-cookie',
  'server',
  'content-type',
  'referrer-policy',
  'x-content-type-options',
  'x-frame-options',
  'allow',
  'age',
  'date',
  'x-cache',
  'x-amz-request-id',
  'non-authoritative-reason',
];
const VALUES = [
  '*',
  'null',
  PAGE,
  `${PAGE}/`,
  'http://127.0.0.1:3000',
  'origin',
  'nosniff',
  'same-origin',
  'DENY',
  '/items/',
  '//',
  'https://127.0.0.1:8000/items',
  '/en/items',
  'https://sso.test/login',
  'true',
  'G, E, T',
  'put',
  'a=b; SameSite=Lax',
  '=',
  'WSGIServer',
  'nginx',
  'text/html',
  'HIT',
  '5',
  '',
];
const value = fc.oneof(fc.constantFrom(...VALUES), fc.string(), fc.string({ unit: 'binary' }));
const headerList: fc.Arbitrary<HeaderList> = fc.array(fc.tuple(fc.constantFrom(...NAMES), value), {
  maxLength: 8,
});
const status = fc.constantFrom(
  0,
  200,
  204,
  301,
  302,
  304,
  307,
  400,
  401,
  403,
  404,
  405,
  419,
  500,
  502,
  999,
);
const url = fc.oneof(
  fc.constantFrom(URL_, `${API}/static/a.css`, 'https://sso.test/login', ''),
  fc.string(),
);

const hostileExchange = fc
  .record({
    url,
    next: url,
    method: fc.constantFrom('GET', 'POST', 'PUT', 'patch', ''),
    page: fc.constantFrom(
      PAGE,
      'null',
      'capacitor://localhost',
      'https://app.test',
      'not an origin',
    ),
    status,
    answer: headerList,
    preflightStatus: status,
    preflight: fc.option(headerList),
    asks: fc.constantFrom('content-type', 'baggage', 'access-control-allow-origin', '\u0000,'),
    error: fc.constantFrom(CHROMIUM_BLOCKED, FIREFOX_BLOCKED, 'net::ERR_ABORTED', ''),
    redirected: fc.boolean(),
  })
  .map((made): Exchange => {
    const last = hop({
      url: made.redirected ? made.next : made.url,
      method: made.method,
      origin: made.page,
      response: { status: made.status, headers: made.answer },
      preflight: made.preflight && {
        status: made.preflightStatus,
        headers: made.preflight,
        asksHeaders: made.asks,
      },
    });
    const first = hop({
      url: made.url,
      method: made.method,
      origin: made.page,
      response: { status: made.status, headers: made.answer },
      redirectedTo: made.next,
    });
    return exchange({
      page: made.page,
      hops: made.redirected ? [first, last] : [last],
      ...(made.error === '' ? {} : { error: made.error }),
    });
  });

const hostileContext = fc
  .tuple(
    hostileExchange,
    fc.array(hostileExchange, { maxLength: 3 }),
    fc.constantFrom('chromium', 'firefox'),
    fc.option(fc.integer({ min: -1, max: 3 })),
  )
  .map(([one, others, browser, stray]): HintContext => {
    const context = contextOf(one, { others, browser });
    // Also findings that point beside the exchange, as a foreign file might hold them.
    const findings = context.evaluation.findings.map(
      (finding): Finding => (stray === null ? finding : { ...finding, hop: stray }),
    );
    return { ...context, evaluation: { ...context.evaluation, findings } };
  });
