import { describe, expect, test } from 'vitest';
import type { Declaration, Declared } from '../model/declared.ts';
import type { Exchange } from '../model/exchange.ts';
import { parseCapture } from './parse-state.ts';
import type { RawEvent } from './raw-event.ts';
import { reduceCapture } from './reduce.ts';
import { initialCapture } from './state.ts';
import { toEntries } from './store-state.ts';
import { API, eventsOf, feed, ORIGIN_HEADER, PAGE, START, tick } from './testing/sample-events.ts';
import { exchangesOfTab } from './view.ts';

const asks = (credentials: Declared['credentials']): Declared => ({
  credentials,
  mode: 'cors',
  headerNames: ['x-custom'],
  readNames: [],
  stack: [{ functionName: 'load', url: 'http://localhost:8100/app.js', line: 1, column: 2 }],
});

const declare = (at: number, change: Partial<Declaration> = {}, tabId = 7): RawEvent => ({
  type: 'declared',
  tabId,
  timeStamp: START + at,
  declaration: {
    url: API,
    method: 'GET',
    at: START + at,
    origin: PAGE,
    declared: asks('include'),
    ...change,
  },
});

const get = (id: string, at: number): readonly RawEvent[] =>
  eventsOf({ id }, [['B'], ['s'], ['H', 200], ['E', 'net::ERR_FAILED']], [at]);

const shown = (events: readonly RawEvent[]): readonly Exchange[] =>
  exchangesOfTab(feed('chromium', events), 7);
const modes = (events: readonly RawEvent[]) =>
  shown(events).map(({ declared }) => declared?.credentials ?? null);

describe('what a page asked for is noted at its request', () => {
  test('if it comes after the request', () => {
    expect(shown([...get('1', 5), declare(3)])[0]?.declared).toEqual(asks('include'));
  });

  test('if it comes before the request’s first event, when a worker wakes up', () => {
    expect(modes([declare(3), ...get('1', 5)])).toEqual(['include']);
  });

  test('each at its own request, in the order of time', () => {
    const second = { declared: asks('omit') };
    const events = [...get('1', 5), ...get('2', 6), ...get('3', 900)];
    expect(modes([...events, declare(3), declare(4, second)])).toEqual(['include', 'omit', null]);
    expect(modes([declare(3), declare(4, second), ...events])).toEqual(['include', 'omit', null]);
  });

  test('not at a later request that has other headers, after events were lost', () => {
    const given = (name: string, at: number) =>
      declare(at, { declared: { ...asks('include'), headerNames: [name] } });
    const sent = (id: string, name: string, at: number) =>
      eventsOf({ id }, [['B'], ['s', [[name, '1']]], ['H', 200], ['E', 'net::ERR_FAILED']], [at]);
    const later = sent('2', 'x-second', 600);
    expect(modes([given('x-first', 3), ...later])).toEqual([null]);
    expect(modes([...later, given('x-first', 3)])).toEqual([null]);
    expect(modes([given('x-second', 599), ...later])).toEqual(['include']);
    expect(modes([given('x-first', 3), ...sent('1', 'x-first', 5), ...later])).toEqual([
      'include',
      null,
    ]);
  });

  test('at the only request, if an earlier call was given up at once: its headers tell', () => {
    const plain = declare(3, { declared: { ...asks('include'), headerNames: [] } });
    const own = declare(4, { declared: { ...asks('omit'), headerNames: ['accept', 'x-own'] } });
    const only = eventsOf(
      { id: '1' },
      [['B'], ['s', [['X-Own', '1']]], ['H', 200], ['E', 'net::ERR_FAILED']],
      [5],
    );
    const orders = [
      [plain, own, ...only],
      [...only, plain, own],
      [...only, own, plain],
      [plain, ...only, own],
      [plain, ...only.slice(0, 1), own, ...only.slice(1)],
    ];
    for (const events of orders) expect(modes(events)).toEqual(['omit']);
    // A list of headers is not read: it may hold them.
    const unread = declare(4, {
      declared: { ...asks('omit'), headerNames: [], headersUnread: true },
    });
    for (const events of orders) {
      expect(modes(events.map((event) => (event === own ? unread : event)))).toEqual(['omit']);
    }
    expect(modes([plain, own, ...get('2', 4), ...only])).toEqual(['include', 'omit']);
    expect(modes([...get('2', 4), ...only, plain, own])).toEqual(['include', 'omit']);
  });

  test('at no request, if one call was given up at once and only their cookies differ', () => {
    const one = declare(3);
    const other = declare(4, { declared: asks('omit') });
    for (const events of [
      [one, other, ...get('1', 5)],
      [...get('1', 5), one, other],
      [one, ...get('1', 5), other],
      [other, ...get('1', 5), one],
    ]) {
      expect(modes(events)).toEqual([null]);
      // Unless the other call’s request comes too.
      expect(modes([...events, ...get('2', 6)])).toEqual(['include', 'omit']);
      expect(modes([...events, tick(12_000), ...get('2', 900)])).toEqual([null, null]);
    }
    expect(modes([one, declare(4), ...get('1', 5)])).toEqual(['include']);
  });

  test('when an element’s load ends, however long it took', () => {
    const image = eventsOf(
      { id: '1', resourceType: 'image' },
      [['B'], ['s'], ['H', 200], ['S'], ['C']],
      [5],
    );
    const told = declare(30_000, { isElement: true });
    expect(modes([...image, ...get('2', 6), told])).toEqual(['include', null]);
    expect(modes([told, ...image, ...get('2', 6)])).toEqual(['include', null]);
  });

  test('not at its preflight, although both are OPTIONS', () => {
    const asking = [ORIGIN_HEADER, ['Access-Control-Request-Method', 'OPTIONS']] as const;
    const preflight = eventsOf(
      { id: '2', method: 'OPTIONS' },
      [['B'], ['s', asking], ['H', 204], ['C']],
      [4],
    );
    const own = eventsOf(
      { id: '1', method: 'OPTIONS' },
      [['B'], ['s'], ['H', 200], ['E', 'net::ERR_FAILED']],
      [3, 20],
    );
    const refused = eventsOf(
      { id: '1', method: 'OPTIONS' },
      [['B'], ['E', 'net::ERR_FAILED']],
      [3, 20],
    );
    const declared = declare(2, { method: 'OPTIONS' });
    for (const one of [own, refused]) {
      const events = [...one.slice(0, 1), ...preflight, ...one.slice(1), declared];
      for (const order of [events, events.toReversed()]) {
        const after = shown([...order, tick(9_000)]);
        expect(after.map(({ id, declared }) => [id, declared?.credentials])).toEqual([
          ['1', 'include'],
        ]);
      }
    }
  });
});

describe('what the observer says later about the same call', () => {
  const knowing = (...readNames: readonly string[]) => ({
    declared: { ...asks('include'), readNames },
  });
  const read = (events: readonly RawEvent[]) =>
    shown(events).map(({ declared }) => declared?.readNames.join() ?? null);

  test('replaces what it said first', () => {
    const events = [declare(3), ...get('1', 5), declare(3, knowing('x-total'))];
    expect(read(events)).toEqual(['x-total']);
    expect(read([...events, declare(3, knowing('x-total', 'link'))])).toEqual(['x-total,link']);
  });

  test('also before the request’s first event', () => {
    const events = [declare(3), declare(3, knowing('x-total')), ...get('1', 5), ...get('2', 6)];
    expect(read(events)).toEqual(['x-total', null]);
  });

  test('stays with its own request, also if the page makes others', () => {
    const both = [...get('1', 5), ...get('2', 6), declare(3), declare(4, knowing())];
    expect(read([...both, declare(4, knowing('x-b'))])).toEqual(['', 'x-b']);
    expect(read([...both, declare(3, knowing('x-a'))])).toEqual(['x-a', '']);
  });

  test('is not believed about a request of another document', () => {
    const own = (documentId: string) => ({ documentId, ...knowing('x-total') });
    const asked = get('1', 5).map((event) =>
      'requestId' in event ? { ...event, documentId: 'A' } : event,
    );
    expect(read([...asked, declare(3, own('B'))])).toEqual([null]);
    expect(read([declare(3, own('B')), ...asked])).toEqual([null]);
    expect(read([...asked, declare(3, own('A'))])).toEqual(['x-total']);
    expect(read([...get('1', 5), declare(3, own('A'))]), 'an unknown one').toEqual([null]);
  });

  test('is not believed about a request of another origin', () => {
    const other = { origin: 'https://ads.example', ...knowing('x-total') };
    expect(read([...get('1', 5), declare(3, other)])).toEqual([null]);
    expect(read([...get('1', 5), declare(3), declare(3, other)])).toEqual(['']);
  });
});

describe('a call is not noted at a request that shows another mode', () => {
  const inMode = (mode: Declared['mode']) => ({ declared: { ...asks('omit'), mode } });
  const sent = (id: string, at: number, mode: string): readonly RawEvent[] =>
    eventsOf({ id }, [['B'], ['s', [['Sec-Fetch-Mode', mode]]], ['H', 200], ['C']], [at]);
  const declaredModes = (events: readonly RawEvent[]) =>
    shown([...events, tick(5_000)]).map(({ id, declared }) => [id, declared?.mode ?? null]);
  const askedFirst = [
    ...eventsOf({ id: '1', method: 'GET' }, [['B'], ['E', 'net::ERR_FAILED']], [5, 20]),
    ...eventsOf(
      { id: '2', method: 'OPTIONS' },
      [['B'], ['s', [ORIGIN_HEADER, ['Access-Control-Request-Method', 'GET']]], ['H', 204], ['C']],
      [6],
    ),
  ];

  test.each([
    [
      'a call that made no request',
      [...sent('1', 5, 'cors'), declare(3, inMode('same-origin')), declare(4)],
      [['1', 'cors']],
    ],
    [
      'by its own header',
      [...sent('1', 5, 'cors'), declare(3, inMode('no-cors')), declare(4)],
      [['1', 'cors']],
    ],
    [
      'by its preflight',
      [...askedFirst, declare(3, inMode('no-cors')), declare(4)],
      [['1', 'cors']],
    ],
    [
      'made by another call',
      [
        ...sent('1', 5, 'no-cors'),
        ...get('2', 7),
        declare(3, inMode('cors')),
        declare(4, inMode('no-cors')),
      ],
      [
        ['1', 'no-cors'],
        ['2', 'cors'],
      ],
    ],
  ] as const)('%s', (_, events, expected) => {
    expect(declaredModes(events)).toEqual(expected);
    expect(declaredModes(events.toReversed())).toEqual(expected);
  });
});

describe('it is not noted at a request', () => {
  test.each([
    ['of another URL', declare(3, { url: `${API}/other` })],
    ['of another method', declare(3, { method: 'PUT' })],
    ['of another tab', declare(3, {}, 8)],
    ['that began long before', declare(100)],
    ['that began long after', declare(-3_000)],
  ])('%s', (_, event) => {
    expect(modes([...get('1', 5), event])).toEqual([null]);
    expect(modes([event, ...get('1', 5)])).toEqual([null]);
  });

  test('that an image made', () => {
    const image = eventsOf(
      { id: '1', resourceType: 'image' },
      [['B'], ['s'], ['H', 200], ['E', 'net::ERR_FAILED']],
      [5],
    );
    expect(modes([...image, declare(3)])).toEqual([null]);
  });

  test('after the tab was cleared', () => {
    const clear: RawEvent = { type: 'clear', tabId: 7, timeStamp: START + 10 };
    expect(modes([declare(3), clear, ...get('1', 20)])).toEqual([null]);
  });
});

describe('it is kept', () => {
  const state = feed('chromium', [...get('1', 5), declare(3)]);
  const { set } = toEntries(initialCapture('chromium', 0), state);
  const restored = (stored: Record<string, unknown>) => {
    const { state, problem } = parseCapture(stored, 'chromium', START);
    return { declared: exchangesOfTab(state, 7)[0]?.declared, problem };
  };

  test('after a restart of the worker', () => {
    expect(restored(JSON.parse(JSON.stringify(set)))).toEqual({
      declared: asks('include'),
      problem: null,
    });
  });

  test('with the time of the call, so that later declarations find it', () => {
    const { state: again } = parseCapture(JSON.parse(JSON.stringify(set)), 'chromium', START);
    const later = declare(3, { declared: { ...asks('include'), readNames: ['link'] } });
    const next = reduceCapture(again, later);
    expect(exchangesOfTab(next, 7)[0]?.declared?.readNames).toEqual(['link']);
  });

  test('unless storage has damaged it, and the request stays', () => {
    const stored = JSON.parse(JSON.stringify(set));
    const text: string = stored['capture:request:1'];
    stored['capture:request:1'] = text.replace('"mode":"cors"', '"mode":7');
    expect(stored['capture:request:1']).not.toBe(text);
    expect(restored(stored)).toEqual({ declared: undefined, problem: null });
  });

  test('for a while, as one of two hundred calls, and is dropped if its request never comes', () => {
    const flood = Array.from({ length: 1_000 }, (_, i) => declare(i, { url: `${API}/${i}` }));
    const flooded = feed('chromium', flood);
    expect(flooded.declarations.nodes.flat(2).flatMap((one) => one?.[1] ?? [])).toHaveLength(200);
    expect(feed('chromium', [...flood, tick(60_000)]).declarations.size).toBe(0);
  });
});
