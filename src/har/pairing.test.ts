import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import { get } from '../model/header-list.ts';
import { parseHar } from './parse-har.ts';
import { API, type EntryInput, entry, har, PAGE, preflight } from './testing/sample-har.ts';

const read = (...entries: readonly unknown[]): readonly Exchange[] =>
  parseHar(har('chromium', ...entries)).exchanges;

const put = (input: EntryInput = {}) => entry({ method: 'PUT', ...input });
const refused = (input: EntryInput = {}) =>
  put({ status: 0, answer: { _error: 'net::ERR_FAILED' }, ...input });

/** Each exchange’s place in the file, and its preflight’s. */
const pairs = (exchanges: readonly Exchange[]): readonly string[] =>
  exchanges.map(({ id, hops }) =>
    [id, ...hops.map(({ preflight: asked }) => asked?.requestId ?? '-')].join(' '),
  );

describe('a preflight belongs to', () => {
  test.each([
    [
      'the request that began just before it',
      [put(), preflight({ at: 1, took: 5 })],
      ['entry-1 entry-2'],
    ],
    [
      'the request that has a later time in the file',
      [preflight({ took: 5 }), put({ at: 6 })],
      ['entry-2 entry-1'],
    ],
    [
      'the request with its method',
      [put(), entry({ method: 'DELETE' }), preflight({ asks: 'DELETE', at: 1, took: 5 })],
      ['entry-1 -', 'entry-2 entry-3'],
    ],
    [
      'the request with its URL',
      [
        put({ url: `${API}/a` }),
        put({ url: `${API}/b` }),
        preflight({ url: `${API}/b#x`, at: 1, took: 5 }),
      ],
      ['entry-1 -', 'entry-2 entry-3'],
    ],
    [
      'the request of its page',
      [
        put({ requestHeaders: [['Origin', 'https://other.example']] }),
        put(),
        preflight({ at: 1, took: 5 }),
      ],
      ['entry-1 -', 'entry-2 entry-3'],
    ],
    [
      'the request that was still waiting at that time',
      [put({ took: 3 }), put({ at: 100 }), preflight({ at: 101, took: 5 })],
      ['entry-1 -', 'entry-2 entry-3'],
    ],
    [
      'the request that was over before a busy recorder dated the preflight',
      // As in a file of Chromium 156 with a main thread that was blocked for 60 ms at a time.
      [put({ took: 75.5 }), preflight({ at: 65, took: 66.1 }), put({ at: 300, took: 10 })],
      ['entry-1 entry-2', 'entry-3 -'],
    ],
    [
      'the nearest request, if none was waiting at that time',
      [put({ took: 10 }), put({ at: 20, took: 10 }), preflight({ at: 60, took: 5 })],
      ['entry-1 -', 'entry-2 entry-3'],
    ],
    [
      'the request with its headers, even if another time fits better',
      [
        put({
          requestHeaders: [
            ['Origin', PAGE],
            ['X-Token', '1'],
          ],
          took: 10,
        }),
        put({ at: 12, took: 30 }),
        preflight({ at: 14, took: 5, asksHeaders: 'x-token' }),
      ],
      ['entry-1 entry-3', 'entry-2 -'],
    ],
    [
      'no request with an earlier answer',
      [put({ took: 10 }), put({ at: 1, took: 60 }), preflight({ at: 2, took: 50 })],
      ['entry-1 -', 'entry-2 entry-3'],
    ],
    [
      'a request without an answer, if the preflight is refused',
      [put({ took: 60 }), refused({ at: 1, took: 60 }), preflight({ at: 2, took: 5, status: 500 })],
      ['entry-1 -', 'entry-2 entry-3'],
    ],
    [
      'no request, if its own is not in the file',
      [preflight(), put({ at: 60_000 })],
      ['entry-1 entry-1', 'entry-2 -'],
    ],
  ] as const)('%s', (_, entries, expected) => {
    expect(pairs(read(...entries))).toEqual(expected);
  });

  test('the request with its headers, in a burst of any order', () => {
    const shuffled = fc.integer({ min: 1, max: 30 }).chain((count) =>
      fc.record({
        order: fc.shuffledSubarray([...Array(count).keys()], { minLength: count }),
        times: fc.array(fc.nat(20), { minLength: count, maxLength: count }),
      }),
    );
    const holds = fc.property(shuffled, ({ order, times }) => {
      const requests = order.map((name) =>
        refused({
          took: 100,
          requestHeaders: [
            ['Origin', PAGE],
            [`X-${name}`, '1'],
          ],
        }),
      );
      const preflights = order.map((name, index) =>
        preflight({ at: 1 + (times[index] ?? 0), took: 5, asksHeaders: `x-${name}`, status: 500 }),
      );
      const exchanges = read(...requests, ...preflights);
      expect(exchanges).toHaveLength(order.length);
      for (const { id, hops } of exchanges) {
        const name = order[Number(id.replace('entry-', '')) - 1];
        const asked = hops[0].preflight?.request.headers ?? [];
        expect(get(asked, 'access-control-request-headers')).toBe(`x-${name}`);
      }
    });
    fc.assert(holds, { numRuns: 200 });
  });
});

describe('a redirect', () => {
  const moved = (redirectUrl: string, input: EntryInput = {}) =>
    entry({ status: 302, redirectUrl, ...input });
  const urls = (exchanges: readonly Exchange[]) =>
    exchanges.map(({ hops }) => hops.map(({ url }) => url.replace(API, '')).join(' '));

  test.each([
    [
      'is one request with its target',
      [moved(`${API}/b`, { url: `${API}/a` }), entry({ url: `${API}/b`, at: 10 })],
      ['/a /b'],
    ],
    [
      'may be relative',
      [moved('b', { url: `${API}/a` }), entry({ url: `${API}/b`, at: 10 })],
      ['/a /b'],
    ],
    [
      'may be in the header alone',
      [
        moved('', { url: `${API}/a`, headers: [['Location', '/b']] }),
        entry({ url: `${API}/b`, at: 10 }),
      ],
      ['/a /b'],
    ],
    [
      'does not claim a request that came earlier or much later',
      [
        entry({ url: `${API}/b` }),
        moved(`${API}/b`, { url: `${API}/a`, at: 50 }),
        entry({ url: `${API}/b`, at: 60_000 }),
      ],
      ['/b', '/a', '/b'],
    ],
    [
      'claims each target once',
      [
        moved(`${API}/c`, { url: `${API}/a` }),
        moved(`${API}/c`, { url: `${API}/b`, at: 1 }),
        entry({ url: `${API}/c`, at: 12 }),
      ],
      ['/a /c', '/b'],
    ],
    [
      'that the browser refused has no target',
      [
        moved(`${API}/b`, {
          url: `${API}/a`,
          answer: { _error: 'net::ERR_FAILED', redirectURL: `${API}/b` },
        }),
        entry({ url: `${API}/b`, at: 10 }),
      ],
      ['/a', '/b'],
    ],
    [
      'may lead in circles, all at the same time',
      [
        moved(`${API}/b`, { url: `${API}/a`, took: 0 }),
        moved(`${API}/a`, { url: `${API}/b`, took: 0 }),
      ],
      ['/a /b'],
    ],
    [
      'may leave the page’s own server',
      [
        moved(`${API}/b`, { url: `${PAGE}/a`, requestHeaders: [['Referer', `${PAGE}/`]] }),
        entry({ url: `${API}/b`, at: 10, answer: { _error: 'net::ERR_FAILED' } }),
      ],
      [`${PAGE}/a /b`],
    ],
  ] as const)('%s', (_, entries, expected) => {
    expect(urls(read(...entries))).toEqual(expected);
  });
});
