import { describe, expect, test } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Exchange } from '../model/exchange.ts';
import {
  API,
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
  PAGE,
} from '../model/testing/sample-exchange.ts';
import { type EndpointGroup, endpointKey, groupEndpoints } from './endpoints.ts';

const group = (exchanges: readonly Exchange[]): readonly EndpointGroup[] =>
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
const CACHE_PROBE = { response: null, resourceType: 'font', error: 'net::ERR_CACHE_MISS' };

/** Exchanges in the order in which they began. */
const series = (...inputs: readonly ExchangeInput[]): readonly Exchange[] =>
  inputs.map((input, at) => exchange({ id: String(at), at, ...input }));

describe('an endpoint', () => {
  test.each([
    ['blocked when it is blocked', [BLOCKED], 'blocked'],
    ['allowed when it is allowed', [OK], 'allowed'],
    ['failed when the server is down', [FAILED], 'failed'],
    ['pending when nothing is settled', [PENDING], 'pending'],
    ['undetermined when nobody can tell', [UNDETERMINED], 'undetermined'],
    ['fixed when it passes after a block', [BLOCKED, OK], 'fixed'],
    ['fixed as long as it passes', [BLOCKED, OK, OK], 'fixed'],
    ['fixed, also when the server was down in between', [BLOCKED, FAILED, OK], 'fixed'],
    ['blocked again when it is blocked after it passed', [BLOCKED, OK, BLOCKED], 'blocked'],
    ['only allowed when it failed before, but was not blocked', [FAILED, OK], 'allowed'],
    ['blocked while another attempt is under way', [BLOCKED, PENDING], 'blocked'],
    ['blocked, also when the page gave up the next attempt', [BLOCKED, ABORTED], 'blocked'],
    ['failed when the page gave up the only attempt', [ABORTED], 'failed'],
    ['blocked, whatever the browser looked up in its cache', [BLOCKED, CACHE_PROBE], 'blocked'],
  ] as const)('is %s', (_, inputs, state) => {
    expect(group(series(...inputs)).flatMap(({ endpoints }) => endpoints)).toMatchObject([
      { state },
    ]);
  });

  test('keeps what it looked like before it was fixed', () => {
    const [first, second, third] = series(BLOCKED, BLOCKED, OK);
    const [row] = group([first!, second!, third!])[0]!.endpoints;
    expect(row!.before?.exchange).toBe(second);
    expect(row!.shown.exchange).toBe(third);
    expect(row!.exchanges).toEqual([first, second, third]);
  });

  test('has its exchanges newest last, however they arrive', () => {
    const [older, newer] = series(BLOCKED, OK);
    const [row] = group([newer!, older!])[0]!.endpoints;
    expect(row!.exchanges).toEqual([older, newer]);
    expect(row!.state).toBe('fixed');
  });

  test('is the same for another query, another for another path, method, server or page', () => {
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
    expect(endpointKey(rows[0]!.shown)).toBe(rows[0]!.key);
  });

  test('keeps its key while exchanges come and go', () => {
    const [first, second] = series(BLOCKED, OK);
    const keyOf = (exchanges: readonly Exchange[]) => group(exchanges)[0]!.endpoints[0]!.key;
    expect(keyOf([first!])).toBe(keyOf([first!, second!]));
    expect(keyOf([second!])).toBe(keyOf([first!]));
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

test('what only probed the cache is no row', () => {
  expect(group(series(CACHE_PROBE))).toEqual([]);
});
