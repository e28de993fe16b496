import { describe, expect, test } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Exchange } from '../model/exchange.ts';
import {
  API,
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
  PAGE,
} from '../model/testing/sample-exchange.ts';
import { addressKey, type EndpointGroup, groupEndpoints } from './endpoints.ts';

const group = (exchanges: readonly Exchange[]): readonly EndpointGroup<Diagnosis>[] =>
  groupEndpoints(exchanges, (one) => diagnose(one, { browser: 'chromium', exchanges }));

const OK = { response: { headers: { 'Access-Control-Allow-Origin': PAGE } } };
const BLOCKED = { response: {}, error: CHROMIUM_BLOCKED };
const FAILED = { response: null, error: 'net::ERR_CONNECTION_REFUSED' };
const ABORTED = { response: null, error: 'net::ERR_ABORTED' };
const PENDING = { response: null, ending: { kind: 'pending' } } as const;
const UNDETERMINED = {
  ...OK,
  requestHeaders: { Cookie: 'a=b' },
  response: {
    headers: { 'Access-Control-Allow-Origin': PAGE, 'Access-Control-Allow-Credentials': 'true' },
  },
  error: CHROMIUM_BLOCKED,
};
const BLOCKED_PREFLIGHT = {
  ...BLOCKED,
  method: 'PUT',
  unsent: true,
  preflight: { status: 200, headers: { 'Access-Control-Allow-Origin': PAGE } },
} as const;
const OK_PREFLIGHT = {
  ...OK,
  method: 'PUT',
  preflight: {
    status: 200,
    headers: {
      'Access-Control-Allow-Origin': PAGE,
      'Access-Control-Allow-Methods': 'PUT',
    },
  },
} as const;
const WITHOUT = {
  credentials: 'same-origin',
  mode: 'cors',
  headerNames: [],
  readNames: [],
  stack: [],
} as const;
const CACHE_PROBE = { response: null, resourceType: 'font', error: 'net::ERR_CACHE_MISS' };

/** Exchanges in the order in which they began. */
const series = (...inputs: readonly ExchangeInput[]): readonly Exchange[] =>
  inputs.map((input, at) => exchange({ id: String(at), at, ...input }));

test('a row says a few of the headers in which it differs, and how many more', () => {
  const put = (names: readonly string[]): ExchangeInput => ({
    ...BLOCKED,
    method: 'PUT',
    unsent: true,
    preflight: { asksHeaders: names.join(), status: 200 },
  });
  const many = Array.from({ length: 90 }, (_, number) => `x-${number + 10}`);
  const rows = group(series(put([]), put(many))).flatMap(({ endpoints }) => endpoints);
  expect(rows.map(({ apart }) => apart)).toEqual([
    'without x-10, x-11, x-12, x-13, x-14 and 85 more',
    'with x-10, x-11, x-12, x-13, x-14 and 85 more',
  ]);
});

describe('an endpoint', () => {
  test.each([
    ['blocked when it is blocked', [BLOCKED], 'blocked'],
    ['allowed when it is allowed', [OK], 'allowed'],
    ['failed when the server is down', [FAILED], 'failed'],
    ['pending while it waits', [PENDING], 'pending'],
    ['undetermined when the result is unknown', [UNDETERMINED], 'undetermined'],
    ['fixed when it passes after a block', [BLOCKED, OK], 'fixed'],
    ['fixed as long as it passes', [BLOCKED, OK, OK], 'fixed'],
    ['fixed, even if the server was down in between', [BLOCKED, FAILED, OK], 'fixed'],
    ['blocked again when it is blocked after it passed', [BLOCKED, OK, BLOCKED], 'blocked'],
    ['only allowed when it failed before, but was not blocked', [FAILED, OK], 'allowed'],
    ['blocked while another attempt is under way', [BLOCKED, PENDING], 'blocked'],
    ['blocked, even if the page canceled the next attempt', [BLOCKED, ABORTED], 'blocked'],
    ['failed if the page canceled the only attempt', [ABORTED], 'failed'],
    ['blocked, even if the browser checked its cache', [BLOCKED, CACHE_PROBE], 'blocked'],
  ] as const)('is %s', (_, inputs, state) => {
    expect(group(series(...inputs)).flatMap(({ endpoints }) => endpoints)).toMatchObject([
      { state },
    ]);
  });

  test('a request with cookies stays blocked while another passes without them', () => {
    const refused = {
      ...BLOCKED,
      response: { headers: { 'Access-Control-Allow-Origin': PAGE } },
    };
    const states = group(series(refused, OK)).flatMap(({ endpoints }) =>
      endpoints.map(({ state }) => state),
    );
    expect(states).toEqual(['blocked', 'allowed']);
  });

  test.each([
    ['what was blocked may have sent cookies', [BLOCKED_PREFLIGHT, OK_PREFLIGHT], true],
    [
      'the server allows cookies too',
      [BLOCKED_PREFLIGHT, { ...OK_PREFLIGHT, response: UNDETERMINED.response }],
      false,
    ],
    [
      'the page is observed: it sends none',
      [
        { ...BLOCKED_PREFLIGHT, declared: WITHOUT },
        { ...OK_PREFLIGHT, declared: WITHOUT },
      ],
      false,
    ],
    ['nothing was blocked', [OK_PREFLIGHT], false],
  ] as const)('is fixed only without cookies: %s', (_, inputs, only) => {
    const [row] = group(series(...inputs)).flatMap(({ endpoints }) => endpoints);
    expect(row?.onlyWithoutCookies).toBe(only);
  });

  test('keeps its former diagnosis after it was fixed', () => {
    const [first, second, third] = series(BLOCKED, BLOCKED, OK);
    const [row] = group([first!, second!, third!])[0]!.endpoints;
    expect(row!.before?.exchange).toBe(second);
    expect(row!.shown.exchange).toBe(third);
    expect(row!.exchanges).toEqual([first, second, third]);
  });

  test('has its newest exchange last, in any order of arrival', () => {
    const [older, newer] = series(BLOCKED, OK);
    const [row] = group([newer!, older!])[0]!.endpoints;
    expect(row!.exchanges).toEqual([older, newer]);
    expect(row!.state).toBe('fixed');
  });

  test('is the same for another query, but not for another path, method, server or page', () => {
    const asked = series(
      { url: `${API}/a?page=1` },
      { url: `${API}/a?page=2#x` },
      { url: `${API}/a/` },
      { url: `${API}/a`, method: 'HEAD' },
      { url: 'http://127.0.0.1:9000/a' },
      { url: `${API}/a`, page: 'https://app.example' },
    );
    const rows = group(asked).flatMap(({ endpoints }) => endpoints);
    expect(rows.map(({ exchanges }) => exchanges.map(({ id }) => id))).toEqual([
      ['0', '1'],
      ['2'],
      ['3'],
      ['5'],
      ['4'],
    ]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(5);
    expect(rows[0]).toMatchObject({ server: API, path: '/a', method: 'GET', origin: PAGE });
    expect(addressKey(rows[0]!.shown)).toBe(rows[0]!.key);
  });

  test('keeps its key while exchanges arrive and leave', () => {
    const [first, second] = series(BLOCKED, OK);
    const keyOf = (exchanges: readonly Exchange[]) => group(exchanges)[0]!.endpoints[0]!.key;
    expect(keyOf([first!])).toBe(keyOf([first!, second!]));
    expect(keyOf([second!])).toBe(keyOf([first!]));
  });
});

const ALLOW = { 'Access-Control-Allow-Origin': PAGE, 'Access-Control-Allow-Credentials': 'true' };
const asks = (headers: string, allowed: boolean): ExchangeInput => ({
  url: `${API}/graphql`,
  method: 'POST',
  preflight: {
    asksHeaders: headers,
    headers: { ...ALLOW, 'Access-Control-Allow-Headers': allowed ? headers : 'content-type' },
  },
  ...(allowed ? { response: { headers: ALLOW } } : { unsent: true, error: CHROMIUM_BLOCKED }),
});
const preflightCached = (headers: readonly string[]): ExchangeInput => ({
  url: `${API}/graphql`,
  method: 'POST',
  requestHeaders: headers.map((name) => [name, 'application/json'] as const),
  response: { headers: ALLOW },
});
/** `operation`: as its page's code was seen to name it; empty if it names none. */
const calls = (operation: string, allowed: boolean): ExchangeInput => ({
  ...asks('content-type', true),
  ...(allowed ? {} : { response: {}, error: CHROMIUM_BLOCKED }),
  declared: {
    credentials: 'same-origin',
    mode: 'cors',
    headerNames: ['content-type'],
    readNames: [],
    stack: [],
    ...(operation === '' ? {} : { operation }),
  },
});
const sends = (cookie: boolean, passes: boolean): ExchangeInput => ({
  requestHeaders: [
    ['Sec-Fetch-Mode', 'cors'],
    ['Sec-Fetch-Site', 'cross-site'],
    ...(cookie ? [['Sec-Fetch-Storage-Access', 'active'] as const] : []),
  ],
  ...(passes ? { response: { headers: ALLOW } } : BLOCKED),
});
/** Of the same site: only the cookie itself shows it. */
const sameSite = (cookie: boolean, passes: boolean): ExchangeInput => ({
  requestHeaders: [
    ['Sec-Fetch-Mode', 'cors'],
    ['Sec-Fetch-Site', 'same-site'],
    ...(cookie ? [['Cookie', 'a=b'] as const] : []),
  ],
  ...(passes ? { response: { headers: ALLOW } } : BLOCKED),
});
const NO_CORS: ExchangeInput = {
  origin: null,
  requestHeaders: { 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'empty' },
  response: {},
};
const status = (code: number, input: ExchangeInput = OK): ExchangeInput => ({
  ...input,
  response: { ...input.response, status: code },
});

describe('only an equal request that passes fixes a blocked one', () => {
  test.each<[string, readonly ExchangeInput[], readonly (readonly [string, string, number])[]]>([
    [
      'a GraphQL request without the refused header passes: the other stays blocked',
      [asks('content-type,x-tenant', false), asks('content-type', true)],
      [
        ['blocked', 'with x-tenant', 1],
        ['allowed', 'without x-tenant', 1],
      ],
    ],
    [
      'the same headers pass',
      [asks('content-type,x-tenant', false), asks('content-type,x-tenant', true)],
      [['fixed', '', 2]],
    ],
    [
      'the same headers pass through the preflight cache',
      [
        asks('content-type,x-tenant', false),
        asks('content-type,x-tenant', true),
        preflightCached(['Content-Type', 'X-Tenant']),
      ],
      [['fixed', '', 3]],
    ],
    [
      'a GraphQL request for another operation passes: the other stays blocked',
      [calls('GetUser', false), calls('ListUsers', true), calls('ListUsers', true)],
      [
        ['blocked', 'GetUser', 1],
        ['allowed', 'ListUsers', 2],
      ],
    ],
    [
      'a request without an operation is another one, too',
      [calls('GetUser', false), calls('', true)],
      [
        ['blocked', 'GetUser', 1],
        ['allowed', '', 1],
      ],
    ],
    [
      'the same operation passes',
      [calls('GetUser', false), calls('ListUsers', false), calls('GetUser', true)],
      [
        ['blocked', 'ListUsers', 1],
        ['fixed', 'GetUser', 2],
      ],
    ],
    [
      'a request whose code was not observed may be any operation',
      [calls('GetUser', false), asks('content-type', true)],
      [['fixed', 'GetUser', 2]],
    ],
    [
      'each has its own header, and one of them passes now',
      [asks('x-a', false), asks('x-b', false), asks('x-b', true)],
      [
        ['blocked', 'with x-a', 1],
        ['fixed', 'with x-b', 2],
      ],
    ],
    [
      'a header that the browser may have added itself makes no difference',
      [
        asks('cache-control', false),
        asks('cache-control', true),
        preflightCached(['Cache-Control']),
      ],
      [['fixed', '', 3]],
    ],
    [
      'a request without cookies passes: the one with cookies stays blocked',
      [sends(true, false), sends(false, true)],
      [
        ['blocked', 'with cookies', 1],
        ['allowed', 'without cookies', 1],
      ],
    ],
    [
      'one of the same site passes without its cookie: the one with the cookie stays blocked',
      [sameSite(true, false), sameSite(false, true)],
      [
        ['blocked', 'with cookies', 1],
        ['allowed', 'without cookies', 1],
      ],
    ],
    [
      'of the same site, and no cookie was ever sent: nothing tells them apart',
      [sameSite(false, false), sameSite(false, true)],
      [['fixed', '', 2]],
    ],
    [
      'with and without cookies, both are blocked',
      [sends(true, false), sends(false, false)],
      [['blocked', '', 2]],
    ],
    [
      'with cookies, blocked and then fixed',
      [sends(true, false), sends(true, true)],
      [['fixed', '', 2]],
    ],
    [
      'without CORS nothing is fixed: the page cannot read the response',
      [BLOCKED, NO_CORS],
      [
        ['blocked', '', 1],
        ['allowed', 'no-cors', 1],
      ],
    ],
    [
      'a request without any details shares the row of its neighbors',
      [
        asks('x-a', false),
        { ...FAILED, url: `${API}/graphql`, method: 'POST', unsent: true },
        asks('x-a', true),
      ],
      [['fixed', '', 3]],
    ],
  ])('%s', (_, inputs, expected) => {
    const rows = group(series(...inputs)).flatMap(({ endpoints }) => endpoints);
    expect(rows.map(({ state, apart, exchanges }) => [state, apart, exchanges.length])).toEqual(
      expected,
    );
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });

  test('a row keeps its key while others appear beside it', () => {
    const [blocked, other, passes] = series(
      asks('x-a', false),
      asks('x-b', true),
      asks('x-a', true),
    );
    const keysOf = (exchanges: readonly Exchange[]) =>
      group(exchanges).flatMap(({ endpoints }) => endpoints.map(({ key }) => key));
    const [alone] = keysOf([blocked!]);
    expect(keysOf([blocked!, other!])).toContain(alone);
    expect(keysOf([blocked!, other!, passes!])).toContain(alone);
  });
});

describe('the final status of the server', () => {
  test.each<[string, readonly ExchangeInput[], string, number | null, boolean]>([
    ['CORS is fixed, and the status is 403', [BLOCKED, status(403)], 'fixed', 403, true],
    ['CORS allows it, and the status is 500', [status(500)], 'allowed', 500, true],
    ['200', [OK], 'allowed', 200, false],
    ['304', [status(304)], 'allowed', 304, false],
    ['it is blocked, with status 403', [status(403, BLOCKED)], 'blocked', 403, false],
    ['the server does not answer', [FAILED], 'failed', null, false],
    [
      'the status is 500, but the page cannot see it',
      [status(500, NO_CORS)],
      'allowed',
      500,
      false,
    ],
  ])('%s', (_, inputs, state, code, refused) => {
    expect(group(series(...inputs))[0]?.endpoints).toMatchObject([
      { state, status: code, refused },
    ]);
  });
});

test('servers and endpoints in trouble come first, the others in order of appearance', () => {
  const at = (host: string, path: string, input: ExchangeInput) => ({
    url: `http://${host}${path}`,
    ...input,
  });
  const groups = group(
    series(
      at('calm.test', '/1', OK),
      at('mixed.test', '/allowed', OK),
      at('mixed.test', '/pending', PENDING),
      at('mixed.test', '/fixed', BLOCKED),
      at('mixed.test', '/fixed', OK),
      at('mixed.test', '/undetermined', UNDETERMINED),
      at('mixed.test', '/failed', FAILED),
      at('mixed.test', '/blocked', BLOCKED),
      at('down.test', '/1', FAILED),
      at('mixed.test', '/blocked-too', BLOCKED),
    ),
  );
  expect(groups.map(({ server }) => server)).toEqual([
    'http://mixed.test',
    'http://down.test',
    'http://calm.test',
  ]);
  expect(groups[0]?.endpoints.map(({ path }) => path)).toEqual([
    '/blocked',
    '/blocked-too',
    '/failed',
    '/undetermined',
    '/fixed',
    '/pending',
    '/allowed',
  ]);
});

test('a request that only probed the cache is not a row', () => {
  expect(group(series(CACHE_PROBE))).toEqual([]);
});

test('a response to a request without CORS is allowed, but the page cannot read it', () => {
  const [row] = group(series(NO_CORS))[0]!.endpoints;
  expect(row).toMatchObject({ state: 'allowed', unreadable: true, refused: false });
  expect(row!.shown.title).toBe("The page cannot read this response (mode: 'no-cors')");
  expect(row!.shown.hints.map(({ id }) => id)).toContain('no-cors-hides-answer');
});
