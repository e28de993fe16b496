import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { getAll, type HeaderList } from '../model/header-list.ts';
import { cutHeaders, LONGEST_VALUE } from './cut.ts';
import { parseCapture } from './parse-state.ts';
import type { RawEvent } from './raw-event.ts';
import { reduceCapture } from './reduce.ts';
import { initialCapture } from './state.ts';
import { META_KEY, toEntries } from './store-state.ts';
import { ALLOW, asking, eventsOf, feed, START } from './testing/sample-events.ts';
import { SEQUENCES } from './testing/sample-sequences.ts';
import { changedSince, exchangesOfTab } from './view.ts';

const text = fc.oneof(
  fc.constantFrom('1', '2', '3', '__proto__', '', 'http://a/', 'http://b/#x', 'OPTIONS', 'PUT'),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const number = fc.oneof(
  fc.constantFrom(-1, 0, 1, 2, Number.NaN, Number.POSITIVE_INFINITY, 0.5, START),
  fc.integer(),
);
const headers = fc.array(
  fc.tuple(
    fc.constantFrom('Origin', 'Access-Control-Request-Method', 'Sec-Fetch-Mode', 'x', ''),
    text,
  ),
  { maxLength: 4 },
);
const anyEvent = fc.record({
  type: fc.constantFrom(
    'before-request',
    'send-headers',
    'headers-received',
    'before-redirect',
    'response-started',
    'completed',
    'error',
    'navigated',
    'tab-closed',
    'clear',
    'tick',
    'unheard-of',
  ),
  requestId: text,
  url: text,
  method: text,
  tabId: number,
  frameId: number,
  documentId: fc.option(text),
  initiator: fc.option(text),
  resourceType: fc.constantFrom('xmlhttprequest', 'main_frame', 'websocket', 'font', '?'),
  timeStamp: number,
  requestHeaders: headers,
  responseHeaders: fc.option(headers),
  status: number,
  fromCache: fc.boolean(),
  redirectUrl: text,
  error: text,
});
const brokenEvent = fc.record(
  {
    type: fc.constantFrom('send-headers', 'error', 'completed', 'clear'),
    timeStamp: fc.anything(),
  },
  { requiredKeys: [] },
);

describe('garbage', { timeout: 60_000 }, () => {
  test('no event throws, and the resulting state can be stored and read', () => {
    const noThrow = fc.property(
      fc.constantFrom('chromium' as const, 'firefox' as const),
      fc.array(fc.oneof({ weight: 9, arbitrary: anyEvent }, brokenEvent), { maxLength: 40 }),
      (browser, garbage) => {
        const empty = initialCapture(browser, START, { perTab: 3, bytes: 9_000 });
        const state = (garbage as RawEvent[]).reduce(reduceCapture, empty);
        for (const tabId of [-1, 0, 1, 2]) {
          exchangesOfTab(state, tabId);
          changedSince(empty, state, tabId);
        }
        const stored = JSON.parse(JSON.stringify(toEntries(empty, state).set));
        const parsed = parseCapture(stored, browser, START);
        expect([parsed.problem, parsed.stale]).toEqual([null, []]);
        expect(parsed.state.records.size).toBe(state.records.size);
      },
    );
    fc.assert(noThrow, { numRuns: 300 });
  });
});

describe('stored state', { timeout: 60_000 }, () => {
  const state = feed('chromium', eventsOf({ id: '1' }, [['B'], ['s'], ['H', 200], ['C']], [0]));
  const stored = (): Record<string, unknown> =>
    JSON.parse(JSON.stringify(toEntries(initialCapture('chromium', START), state).set));

  test.each<[string, (good: Record<string, unknown>) => Record<string, unknown>, RegExp]>([
    ['has no version', ({ [META_KEY]: _, ...rest }) => rest, /no version/],
    [
      'is of another version',
      (good) => ({ ...good, [META_KEY]: { version: 99 } }),
      /another version/,
    ],
    [
      'is of another browser',
      (good) => ({ ...good, [META_KEY]: { version: 2, browser: 'firefox', forgotten: [] } }),
      /another browser/,
    ],
    [
      'has a damaged list',
      (good) => ({ ...good, [META_KEY]: { version: 2, browser: 'chromium' } }),
      /damaged/,
    ],
  ])('that %s gives a fresh state, and the problem is reported', (_, damage, problem) => {
    const damaged = damage(stored());
    const parsed = parseCapture(damaged, 'chromium', START);
    expect(parsed.problem).toMatch(problem);
    expect(parsed.state.records.size).toBe(0);
    expect(parsed.stale.toSorted()).toEqual(Object.keys(damaged).toSorted());
  });

  test('without entries is fresh without a problem, and foreign entries stay', () => {
    const parsed = parseCapture({ settings: 1 }, 'chromium', START);
    expect([parsed.problem, parsed.stale]).toEqual([null, []]);
  });

  test('that is damaged in one request loses only that request', () => {
    const parsed = parseCapture(
      { ...stored(), 'capture:request:2': { id: '2' } },
      'chromium',
      START,
    );
    expect(parsed.stale).toEqual(['capture:request:2']);
    expect(parsed.problem).toMatch(/1 stored/);
    expect(exchangesOfTab(parsed.state, 7).map(({ id }) => id)).toEqual(['1']);
  });

  test('may be anything', () => {
    const key = fc.constantFrom(
      META_KEY,
      'capture:request:1',
      'capture:tab:7',
      'capture:tab:x',
      'capture:',
    );
    const good = fc.constantFrom(...Object.values(stored()));
    const noThrow = fc.property(
      fc.dictionary(key, fc.oneof(fc.anything(), fc.jsonValue(), good)),
      (entries) => {
        const whole = {
          [META_KEY]: { version: 2, browser: 'chromium', forgotten: [] },
          ...entries,
        };
        for (const one of [entries, whole])
          exchangesOfTab(parseCapture(one, 'chromium', START).state, 7);
      },
    );
    fc.assert(noThrow, { numRuns: 200 });
  });
});

describe('long values', { timeout: 60_000 }, () => {
  const long = (name: string, value: string): readonly string[] =>
    getAll(cutHeaders([[name, value]]), name);
  const MB = 1_000_000;

  test('lose their end beyond 16 KiB', () => {
    expect(long('Server', 'a'.repeat(MB))[0]).toHaveLength(LONGEST_VALUE);
    expect(long('Access-Control-Allow-Origin', `http://a, ${'b'.repeat(MB)}`)[0]).toMatch(
      /^http:\/\/a, b+$/,
    );
  });

  test('that are lists keep whole elements, each once', () => {
    const [list = ''] = long('Access-Control-Allow-Headers', `${'x-a, '.repeat(MB / 5)}x-last`);
    expect(list).toBe('x-a, x-last');
    const many = Array.from({ length: MB / 10 }, (_, i) => `x-${i}`);
    const [cut = ''] = long('access-control-allow-headers', many.join(','));
    expect(cut.length).toBeLessThanOrEqual(64 * 1024);
    const known = new Set(many);
    expect(cut.split(', ').filter((element) => !known.has(element))).toEqual([]);
  });

  test('that are lists keep the element that makes browsers refuse them', () => {
    const [list = ''] = long('Access-Control-Allow-Methods', `${'PUT,'.repeat(MB / 4)}no token`);
    expect(list).toBe('no token, PUT');
  });

  test('in great number keep those that decide', () => {
    const noise = Array.from({ length: 2000 }, (_, i) => [`x-${i}`, 'v'.repeat(9_000)] as const);
    const cut: HeaderList = cutHeaders([...noise, ...ALLOW]);
    expect(JSON.stringify(cut).length).toBeLessThan(200_000);
    expect(cut.slice(-2)).toEqual(ALLOW);
  });

  test('neither throw nor fill the store', () => {
    const huge: HeaderList = [
      ['Access-Control-Allow-Headers', '",'.repeat(MB / 2)],
      ['x', '\u0000'.repeat(MB)],
    ];
    const url = `http://api.test/?${'u'.repeat(MB)}`;
    const events = Array.from({ length: 12 }, (_, i) => [
      ...eventsOf(
        { id: `${2 * i}`, method: 'PUT', url },
        [['B'], ['E', 'e'.repeat(MB)]],
        [i, i + 30],
      ),
      ...eventsOf(
        { id: `${2 * i + 1}`, method: 'OPTIONS', url, headers: asking('PUT', 'x,'.repeat(MB / 2)) },
        [['B'], ['s'], ['H', 200, huge], ['C', huge]],
        [i + 0.5],
      ),
    ]).flat();
    const state = feed('chromium', events);
    expect(state.bytes).toBeLessThan(6_000_000);
    expect(exchangesOfTab(state, 7).length).toBeGreaterThan(3);
  });
});

test('all sequences in one tab stay separate by their ids', () => {
  const events = SEQUENCES.filter(([browser]) => browser === 'chromium').flatMap(([, , list], i) =>
    list.map((event) => ({
      ...event,
      ...('requestId' in event
        ? { requestId: `${i}-${event.requestId}`, documentId: `D${i}` }
        : {}),
    })),
  );
  const state = feed('chromium', [...events, { type: 'tick', timeStamp: START + 9_000 }]);
  expect(exchangesOfTab(state, 7)).toHaveLength(
    SEQUENCES.filter(([browser]) => browser === 'chromium').length,
  );
});
