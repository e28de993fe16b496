import { API, exchange, hop } from '../../model/testing/sample-exchange.ts';
import {
  ALLOWED,
  allowedElsewhere,
  contextOf,
  DJANGO,
  DRF,
  HTML,
  ITEMS,
  LISTS,
  passed,
  type Row,
  refusedAfterPreflight,
  refusedGet,
  refusedPut,
  SECURITY,
  STORAGE_ACCESS,
  VARY,
} from './sample-context.ts';

/** Django with and without django-cors-headers, as measured on 3.2, 4.2 and 5.2. */
export const DJANGO_ROWS: readonly Row[] = [
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
    'CORS_URLS_REGEX that does not match the path',
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
    'a missing slash, no middleware',
    contextOf(refusedGet(301, { ...SECURITY, Location: '/items/' })),
    ['append-slash-redirect', 'middleware-below-common'],
  ],
  [
    'a missing slash, preflight below CommonMiddleware (3.2)',
    contextOf(refusedPut(301, { ...SECURITY, Location: '/items/' }), {
      others: [allowedElsewhere],
    }),
    ['append-slash-redirect', 'middleware-below-common'],
  ],
  [
    'a missing slash, below CommonMiddleware (4.2)',
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
    'https required below SecurityMiddleware',
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
    'a string instead of a list',
    contextOf(refusedPut(200, { ...ALLOWED, ...LISTS, 'access-control-allow-methods': 'G, E, T' })),
    ['string-for-list'],
  ],
  [
    'a string instead of a list of headers',
    contextOf(refusedPut(200, { ...ALLOWED, ...LISTS, 'access-control-allow-headers': 'x, -, a' })),
    ['string-for-list'],
  ],
  [
    'a wildcard for headers, with cookies',
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
    'hand-written middleware before REST framework',
    contextOf(refusedPut(200, { ...DRF, 'Access-Control-Allow-Origin': '*' })),
    ['hand-written-middleware'],
  ],
  [
    'hand-written middleware before a plain view',
    contextOf(refusedPut(405, { ...DJANGO, 'Access-Control-Allow-Origin': '*' })),
    ['hand-written-middleware'],
  ],
  [
    'hand-written middleware above correct middleware',
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
    'the slash of a POST, which becomes a GET',
    contextOf(
      exchange({
        hops: [
          hop({
            method: 'POST',
            response: { status: 301, headers: ALLOWED },
            redirectedTo: `${ITEMS}/`,
          }),
          hop({ url: `${ITEMS}/`, response: { headers: ALLOWED }, started: true }),
        ],
      }),
    ),
    ['redirect-changed-method'],
  ],
];
