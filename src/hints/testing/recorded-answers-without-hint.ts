import { API, exchange, hop, PAGE } from '../../model/testing/sample-exchange.ts';
import {
  ALLOWED,
  allowedBefore,
  contextOf,
  DJANGO,
  ITEMS,
  LISTS,
  later,
  passed,
  type Row,
  readInVain,
  refusedGet,
  refusedPut,
  STORAGE_ACCESS,
} from './sample-context.ts';

/** Cases with no hint, or only an obvious one. */
export const SILENT: readonly Row[] = [
  [
    'a suspicious operation inside a view',
    contextOf(exchange({ response: { status: 400, headers: { ...DJANGO, ...ALLOWED } } })),
    [],
  ],
  ['a redirect to somewhere else', contextOf(refusedGet(302, { Location: '/dashboard' })), []],
  ['a redirect to nowhere', contextOf(refusedGet(302, { Location: 'http://[' })), []],
  [
    'a wsgiref server that is not Django',
    contextOf(refusedGet(200, { Server: 'WSGIServer/0.2 CPython/3.11' })),
    [],
  ],
  [
    'a wildcard with cookies',
    contextOf(
      refusedGet(200, { 'Access-Control-Allow-Origin': '*' }, { requestHeaders: STORAGE_ACCESS }),
    ),
    [],
  ],
  [
    'an old refusal by a server that is fixed now',
    contextOf(refusedPut(204), { others: [later(allowedBefore, 60_000)] }),
    [],
  ],
  [
    'another method refused before',
    contextOf(later(refusedPut(405), 30_000), {
      others: [refusedPut(405, {}, { id: '0', method: 'DELETE' })],
    }),
    [],
  ],
  [
    'another header refused before',
    contextOf(later(refusedPut(405), 30_000), {
      others: [refusedPut(405, {}, { id: '0', preflight: { asksHeaders: 'x-a' } })],
    }),
    [],
  ],
  [
    'another answer before',
    contextOf(later(refusedGet(200), 30_000), {
      others: [refusedGet(200, { 'Access-Control-Allow-Origin': 'null' }, { id: '0' })],
    }),
    [],
  ],
  [
    'another page before',
    contextOf(later(refusedGet(200), 30_000), {
      others: [refusedGet(200, {}, { id: '0', page: 'https://b.test' })],
    }),
    [],
  ],
  [
    'a preflight answered for POST with an upload listener',
    contextOf(refusedPut(204, {}, { method: 'POST', preflight: { asksHeaders: '' } }), {
      others: [allowedBefore],
    }),
    [],
  ],

  [
    'a page without an origin that is silently refused',
    contextOf(refusedGet(404, { Vary: 'Origin' }, { page: 'data:,x', origin: 'null' })),
    ['error-without-cors-headers'],
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
    'a correct See Other after a POST',
    contextOf(
      exchange({
        hops: [
          hop({
            method: 'POST',
            response: { status: 303, headers: ALLOWED },
            redirectedTo: `${ITEMS}/1`,
          }),
          hop({ url: `${ITEMS}/1`, response: { headers: ALLOWED }, started: true }),
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
    'a cookie of another host on the same site',
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
    'a request that is known to have no cookies',
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

  ['a request that passed', contextOf(passed(ALLOWED)), []],
  ['an origin that is not allowed, and nothing more is known', contextOf(refusedGet(200)), []],
  [
    'a different origin',
    contextOf(refusedGet(200, { 'Access-Control-Allow-Origin': 'https://b.test' })),
    [],
  ],
  [
    'two origins in one header',
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
    'a preflight that is still pending',
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
    'a server that does not answer',
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
    'a correct preflight without the credentials flag',
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
    'the same refusal immediately again',
    contextOf(refusedGet(200), { others: [refusedGet(200, {}, { id: '0' })] }),
    [],
  ],
  [
    'headers that the page could read, or that never came',
    contextOf(
      passed(
        { ...ALLOWED, Link: '</2>', 'Access-Control-Expose-Headers': 'Link' },
        { declared: readInVain('x-total', 'last-modified') },
      ),
    ),
    [],
  ],
  [
    'a wildcard that exposes everything, without cookies',
    contextOf(
      passed(
        { ...ALLOWED, Link: '</2>', 'Access-Control-Expose-Headers': '*' },
        { requestHeaders: { 'Sec-Fetch-Site': 'cross-site' } },
      ),
    ),
    [],
  ],
  [
    'an image with a header that no page can read',
    contextOf(passed({ ...ALLOWED, Link: '</2>' }, { resourceType: 'image' })),
    [],
  ],
  [
    'what the cause says: an origin with a slash at the end',
    contextOf(refusedGet(200, { 'Access-Control-Allow-Origin': `${PAGE}/` })),
    [],
  ],
  [
    'what the cause says: 127.0.0.1 for localhost',
    contextOf(refusedGet(200, { 'Access-Control-Allow-Origin': 'http://127.0.0.1:3000' })),
    [],
  ],
  [
    'what the cause says: methods listed in lower case',
    contextOf(refusedPut(200, { ...ALLOWED, 'access-control-allow-methods': 'get, put' })),
    [],
  ],
  [
    'what the cause says: a sandboxed frame',
    contextOf(
      refusedGet(200, { 'Access-Control-Allow-Origin': PAGE }, { page: 'data:,x', origin: 'null' }),
    ),
    [],
  ],
  [
    'what the cause says: an address in the local network, denied',
    contextOf(
      exchange({
        response: null,
        error: 'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS',
        page: 'https://app.test',
      }),
    ),
    [],
  ],
  [
    'what to do elsewhere: a slash too many, and no known framework',
    contextOf(refusedGet(308, { Location: `${API}/items?b=1` }, { url: `${API}/items/?b=1` })),
    [],
  ],
];
