import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../model/header-list.ts';
import { originOf } from '../model/origin.ts';
import { KEEP_CHOICES } from '../model/settings.ts';
import { parseCapture } from './parse-state.ts';
import type { RawEvent } from './raw-event.ts';
import { reduceCapture } from './reduce.ts';
import { type CaptureState, DEFAULT_LIMITS, initialCapture } from './state.ts';
import { toEntries } from './store-state.ts';
import { PREFLIGHT_TIME_LIMIT, REQUEST_TIME_LIMIT } from './sweep.ts';
import {
  ALLOW,
  API,
  asking,
  eventsOf,
  feed,
  PAGE,
  START,
  type Step,
  tick,
  type Who,
} from './testing/sample-events.ts';
import { changedSince, changedTabs, exchangesOfTab, tabFacts } from './view.ts';

const whole: readonly Step[] = [['B'], ['s'], ['H', 200, ALLOW], ['S'], ['C']];
const request = (id: number, at: number, who: Partial<Who> = {}): RawEvent[] =>
  eventsOf({ id: String(id), ...who }, whole, [at]);
const requests = (count: number, who: Partial<Who> = {}): RawEvent[] =>
  Array.from({ length: count }, (_, i) => request(100 + i, i * 10, who)).flat();
const ids = (state: CaptureState, tabId = 7): readonly string[] =>
  exchangesOfTab(state, tabId).map(({ id }) => id);
const since = (milliseconds: number) => ({ timeStamp: START + milliseconds });

describe('time', () => {
  test('closes an endless preflight, and its request much later', () => {
    const state = feed('chromium', [
      ...eventsOf({ id: '1', method: 'PUT' }, [['B']], [0]),
      ...eventsOf({ id: '2', method: 'OPTIONS', headers: asking('PUT') }, [['B'], ['s']], [1]),
    ]);
    const endings = (milliseconds: number) =>
      exchangesOfTab(reduceCapture(state, tick(milliseconds)), 7).map(({ hops, ending }) => [
        hops[0].preflight?.ending.kind,
        ending.kind,
      ]);
    expect(endings(PREFLIGHT_TIME_LIMIT)).toEqual([['pending', 'pending']]);
    expect(endings(PREFLIGHT_TIME_LIMIT + 2)).toEqual([['lost', 'pending']]);
    expect(endings(REQUEST_TIME_LIMIT)).toEqual([['lost', 'lost']]);
  });

  test('an end that comes after the time limit is the end', () => {
    const late = eventsOf({ id: '1' }, [['C']], [REQUEST_TIME_LIMIT + 99]);
    const state = feed('chromium', [
      ...eventsOf({ id: '1' }, [['B'], ['s'], ['H', 200]], [0]),
      tick(REQUEST_TIME_LIMIT + 50),
    ]);
    expect(exchangesOfTab(state, 7)[0]?.ending.kind).toBe('lost');
    expect(exchangesOfTab(feed('chromium', late, state), 7)[0]?.ending.kind).toBe('completed');
  });

  test('a tick with nothing to do changes nothing', () => {
    const state = feed('chromium', request(1, 0));
    expect(reduceCapture(state, tick(50))).toBe(state);
  });

  test('a hung request does not attract the preflight of a much later one', () => {
    const state = feed('chromium', [
      ...eventsOf({ id: '1', method: 'PUT' }, [['B']], [0]),
      ...eventsOf({ id: '3', method: 'PUT' }, [['B'], ['E', 'net::ERR_FAILED']], [70_000, 70_020]),
      ...eventsOf(
        { id: '4', method: 'OPTIONS', headers: asking('PUT') },
        [['B'], ['s'], ['H', 403], ['S'], ['C']],
        [70_001],
      ),
    ]);
    expect(exchangesOfTab(state, 7).map(({ id }) => id)).toEqual(['3']);
  });
});

/** What Chromium sends with each request, and what a server sends with each response. */
const BROWSER: HeaderList = [
  ['Accept', '*/*'],
  ['Accept-Encoding', 'gzip, deflate, br, zstd'],
  ['Accept-Language', 'en-GB,en-US;q=0.9,en;q=0.8'],
  ['Referer', `${PAGE}/`],
  ['Sec-Fetch-Dest', 'empty'],
  ['Sec-Fetch-Mode', 'cors'],
  ['Sec-Fetch-Site', 'cross-site'],
  ['User-Agent', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)'],
  ['sec-ch-ua', '"Chromium";v="156", "Not=A?Brand";v="24"'],
];
const SERVER: HeaderList = [
  ['Content-Type', 'application/json'],
  ['Server', 'nginx/1.27.1'],
  ['Vary', 'Accept, Cookie, Origin'],
  ['X-Frame-Options', 'DENY'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'],
];

describe('space', () => {
  test('a full tab drops its oldest settled exchanges, and the pending one stays', () => {
    const limits = { perTab: 5, bytes: 1e9 };
    const state = feed(
      'chromium',
      [...eventsOf({ id: '1' }, [['B'], ['s']], [0]), ...requests(20)],
      initialCapture('chromium', START, limits),
    );
    expect(ids(state)).toEqual(['1', '116', '117', '118', '119']);
    expect(tabFacts(state, 7).dropped).toBe(16);
    expect(tabFacts(state, 8).dropped).toBe(0);
  });

  test('a tab with only pending exchanges drops the oldest, and their later events are ignored', () => {
    const limits = { perTab: 3, bytes: 1e9 };
    const pending = Array.from({ length: 6 }, (_, i) =>
      eventsOf({ id: String(i + 1) }, [['B'], ['s']], [i]),
    ).flat();
    const late = eventsOf(
      { id: '1' },
      [
        ['H', 200],
        ['E', 'net::ERR_FAILED'],
      ],
      [50],
    );
    const state = feed(
      'chromium',
      [...pending, ...late],
      initialCapture('chromium', START, limits),
    );
    expect(ids(state)).toEqual(['4', '5', '6']);
  });

  test('all tabs together stay within the limit of bytes, whatever is in the headers', () => {
    const limits = { perTab: 1000, bytes: 200_000 };
    const nasty = [['X-\u0000"\\', '\u0001"\\é漢\ud800'.repeat(500)]] as const;
    const steps: readonly Step[] = [['B'], ['s'], ['H', 200, [...ALLOW, ...nasty]], ['S'], ['C']];
    const events = Array.from({ length: 100 }, (_, i) =>
      eventsOf({ id: String(i + 1), tabId: i % 4 }, steps, [i * 20]),
    ).flat();
    const empty = initialCapture('chromium', START, limits);
    let state = empty;
    for (const event of events) {
      state = reduceCapture(state, event);
      expect(state.bytes).toBeLessThanOrEqual(limits.bytes);
    }
    const texts = Object.entries(toEntries(empty, state).set).flat();
    const bytes = new TextEncoder().encode(texts.join('')).length;
    expect(bytes).toBeLessThanOrEqual(limits.bytes * 1.05);
    expect(ids(state, 3).at(-1)).toBe('100');
    const dropped = [0, 1, 2, 3].reduce((sum, tabId) => sum + tabFacts(state, tabId).dropped, 0);
    const kept = [0, 1, 2, 3].reduce((sum, tabId) => sum + ids(state, tabId).length, 0);
    expect(kept + dropped).toBe(100);
    expect(kept).toBeGreaterThan(5);
  });

  test('the largest number of exchanges that can be chosen fits, each with a preflight', () => {
    const count = 200;
    const answer = (id: number): HeaderList => [
      ['Date', `Fri, 20 Nov 2026 05:${id}:00 GMT`],
      ['Content-Length', String(10_000 + id)],
      ['ETag', `W/"2a-${'0123456789abcdef'.repeat(2)}${id}"`],
      ...ALLOW,
      ...SERVER,
    ];
    const steps = (id: number): readonly Step[] => [
      ['B'],
      ['s', [...BROWSER, ['Content-Type', 'application/json']]],
      ['H', 200, answer(id)],
      ['S'],
      ['C', answer(id)],
    ];
    const pair = (id: number): RawEvent[] => {
      const url = `https://api.example.com/v1/organisations/7f3d1c1e-9f0b-4a54/members/${id}`;
      const documentId = 'D'.repeat(32);
      const asked = [...asking('PUT', 'content-type'), ...BROWSER];
      const preflight = {
        id: `${10_000 + id}`,
        url,
        documentId,
        method: 'OPTIONS',
        headers: asked,
      };
      return [
        ...eventsOf({ id: `${id}`, url, documentId, method: 'PUT' }, steps(id), [
          id * 50,
          id * 50 + 9,
        ]),
        ...eventsOf(preflight, steps(id).with(1, ['s', asked]), [id * 50 + 1]),
      ].toSorted((a, b) => a.timeStamp - b.timeStamp);
    };
    const events = Array.from({ length: count }, (_, id) => pair(id + 1)).flat();
    const state = feed('chromium', events);
    expect([state.records.size, ids(state).length]).toEqual([2 * count, count]);
    const most = Math.max(...KEEP_CHOICES);
    expect((state.bytes / count) * most).toBeLessThan(DEFAULT_LIMITS.bytes);
  });

  test('a preflight is dropped with its request', () => {
    const limits = { perTab: 1, bytes: 1e9 };
    const pair = (id: number, at: number): RawEvent[] => [
      ...eventsOf(
        { id: String(id), method: 'PUT' },
        [['B'], ['E', 'net::ERR_FAILED']],
        [at, at + 9],
      ),
      ...eventsOf(
        { id: String(id + 1), method: 'OPTIONS', headers: asking('PUT') },
        [['B'], ['s'], ['H', 403], ['S'], ['C']],
        [at + 1],
      ),
    ];
    const events = [...pair(1, 0), ...pair(3, 100), ...pair(5, 200)];
    const inOrder = events.toSorted((a, b) => a.timeStamp - b.timeStamp);
    const state = feed('chromium', inOrder, initialCapture('chromium', START, limits));
    expect(ids(state)).toEqual(['5']);
    expect(state.records.size).toBe(2);
    expect(exchangesOfTab(state, 7)[0]?.hops[0].preflight?.requestId).toBe('6');
  });
});

describe('tabs', () => {
  test('a cleared tab shows nothing older, not even requests that were pending', () => {
    const early = [
      ...request(1, 0),
      ...eventsOf({ id: '2', method: 'PUT' }, [['B']], [5]),
      ...eventsOf({ id: '3', method: 'OPTIONS', headers: asking('PUT') }, [['B'], ['s']], [6]),
    ];
    const late = [
      ...eventsOf({ id: '3', method: 'OPTIONS' }, [['H', 403], ['S'], ['C']], [200]),
      ...eventsOf({ id: '2', method: 'PUT' }, [['E', 'net::ERR_FAILED']], [210]),
    ];
    const clear: RawEvent = { type: 'clear', tabId: 7, ...since(100) };
    const state = feed('chromium', [...early, clear, ...late, ...request(9, 300), tick(9_000)]);
    expect(ids(state)).toEqual(['9']);
    expect(state.records.size).toBe(1);
  });

  test('an old event that arrives after the clearing brings nothing back', () => {
    const [begin, ...rest] = eventsOf({ id: '2' }, whole, [90, 95, 110]);
    const clear: RawEvent = { type: 'clear', tabId: 7, ...since(100) };
    const state = feed('chromium', [clear, ...rest, ...(begin ? [begin] : []), tick(9_000)]);
    expect(ids(state)).toEqual([]);
  });

  test('a request after the click on Clear stays, however late the click is reported', () => {
    const state = feed('chromium', [
      ...request(1, 0),
      ...eventsOf({ id: '2' }, [['B'], ['s']], [90]),
      ...request(3, 101),
      ...eventsOf({ id: '4' }, [['B'], ['s']], [102]),
      { type: 'clear', tabId: 7, ...since(100) },
      ...eventsOf({ id: '2' }, [['H', 200], ['S'], ['C']], [150]),
      ...eventsOf({ id: '4' }, [['H', 200], ['S'], ['C']], [150]),
      tick(9_000),
    ]);
    expect(ids(state)).toEqual(['3', '4']);
  });

  test('clearing one tab does not change the others', () => {
    const clear: RawEvent = { type: 'clear', tabId: 7, ...since(100) };
    const state = feed('chromium', [...request(1, 0), ...request(2, 0, { tabId: 8 }), clear]);
    expect([ids(state), ids(state, 8)]).toEqual([[], ['2']]);
  });

  test('a closed tab loses everything, also requests that end later', () => {
    const state = feed('chromium', [
      ...request(1, 0),
      ...eventsOf({ id: '2' }, [['B'], ['s']], [5]),
      { type: 'tab-closed', tabId: 7, ...since(100) },
      ...eventsOf({ id: '2' }, [['E', 'net::ERR_ABORTED']], [101]),
      tick(9_000),
    ]);
    expect([ids(state), state.records.size, state.bytes]).toEqual([[], 0, 0]);
  });

  test('the latest navigation counts, in any order of reporting', () => {
    const state = feed('chromium', [
      { type: 'navigated', tabId: 7, ...since(50) },
      { type: 'navigated', tabId: 7, ...since(20) },
    ]);
    expect(tabFacts(state, 7)).toEqual({ navigatedAt: START + 50, observedAt: 0, dropped: 0 });
  });

  test('requests of shared workers are shown only in the tabs of their origin', () => {
    const worker = { tabId: -1, frameId: -1, documentId: null };
    const other = originOf('http://localhost:9999');
    const state = feed('chromium', [
      ...request(1, 0),
      ...request(2, 1, { tabId: 8, initiator: other }),
      ...request(3, 2, worker),
      ...eventsOf(
        { id: '4', tabId: 9, url: `${PAGE}/`, resourceType: 'main_frame', initiator: null },
        [['B']],
        [3],
      ),
    ]);
    expect([ids(state), ids(state, 8), ids(state, 9)]).toEqual([['1', '3'], ['2'], ['3']]);
    const clear: RawEvent = { type: 'clear', tabId: 7, ...since(100) };
    const cleared = reduceCapture(state, clear);
    expect([ids(cleared), ids(cleared, 9)]).toEqual([[], ['3']]);
    expect(changedSince(state, cleared, 7).removed.toSorted()).toEqual(['1', '3']);
  });

  test('the facts about tabs outlive the worker', () => {
    const state = feed('chromium', [
      { type: 'navigated', tabId: 7, ...since(50) },
      ...eventsOf({ id: '2' }, [['B'], ['s']], [60]),
      { type: 'clear', tabId: 7, ...since(100) },
      { type: 'tab-closed', tabId: 8, ...since(100) },
    ]);
    const stored = JSON.parse(
      JSON.stringify(toEntries(initialCapture('chromium', START), state).set),
    );
    const restored = parseCapture(stored, 'chromium', START).state;
    const late = [
      ...eventsOf(
        { id: '2' },
        [
          ['H', 200],
          ['E', 'net::ERR_FAILED'],
        ],
        [200],
      ),
      ...request(3, 200, { tabId: 8 }),
      tick(9_000),
    ];
    const then = feed('chromium', late, restored);
    expect([tabFacts(then, 7).navigatedAt, ids(then), ids(then, 8)]).toEqual([START + 50, [], []]);
  });
});

describe('what has changed', () => {
  test('following the changes gives the same list as asking again', () => {
    const worker = { tabId: -1, frameId: -1, documentId: null };
    const events = [
      ...requests(8),
      ...request(200, 3, worker),
      ...request(201, 4, { url: `${PAGE}/same-origin` }),
      ...eventsOf({ id: '300', method: 'PUT' }, [['B'], ['E', 'net::ERR_FAILED']], [1, 20]),
      ...eventsOf(
        { id: '301', method: 'OPTIONS', headers: asking('PUT') },
        [['B'], ['s'], ['H', 403], ['S'], ['C']],
        [2],
      ),
    ].toSorted((a, b) => a.timeStamp - b.timeStamp);
    const view = new Map<string, unknown>();
    let state = initialCapture('chromium', START, { perTab: 6, bytes: 1e9 });
    for (const event of events) {
      const next = reduceCapture(state, event);
      const { changed, removed } = changedSince(state, next, 7);
      for (const exchange of changed) view.set(exchange.id, exchange);
      for (const id of removed) view.delete(id);
      expect(changedTabs(state, next).has(7) || changed.length + removed.length === 0).toBe(true);
      state = next;
    }
    expect([...view.keys()].toSorted()).toEqual(ids(state).toSorted());
    for (const exchange of exchangesOfTab(state, 7)) expect(view.get(exchange.id)).toBe(exchange);
  });

  test('an event of one tab changes no other tab', () => {
    const state = feed('chromium', request(1, 0));
    const next = feed('chromium', request(2, 5), state);
    expect([...changedTabs(state, next)]).toEqual([7]);
    expect(changedSince(state, next, 8)).toEqual({ changed: [], removed: [] });
  });
});

test('headers that another extension changed are shown beside the server’s', () => {
  const steps = (judged: typeof ALLOW): readonly Step[] => [
    ['B'],
    ['s'],
    ['H', 200, ALLOW],
    ['S'],
    ['C', judged, true],
  ];
  const response = (judged: typeof ALLOW) =>
    exchangesOfTab(feed('chromium', eventsOf({ id: '1', url: API }, steps(judged), [0])), 7)[0]
      ?.hops[0].response;
  expect(response([['Access-Control-Allow-Origin', '*']])).toMatchObject({
    headers: ALLOW,
    modifiedHeaders: [['Access-Control-Allow-Origin', '*']],
    fromCache: true,
  });
  expect(response(ALLOW.toReversed())).not.toHaveProperty('modifiedHeaders');
});
