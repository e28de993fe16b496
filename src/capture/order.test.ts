import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BrowserName, Exchange } from '../model/exchange.ts';
import { parseCapture } from './parse-state.ts';
import type { RawEvent } from './raw-event.ts';
import { reduceCapture } from './reduce.ts';
import { type CaptureState, initialCapture } from './state.ts';
import { toEntries } from './store-state.ts';
import { byTime, feed, START, tick } from './testing/sample-events.ts';
import { burst, SEQUENCES } from './testing/sample-sequences.ts';
import { exchangesOfTab } from './view.ts';

const BROWSERS: readonly BrowserName[] = ['chromium', 'firefox'];

/** Long enough for waiting events, too short to give anything up. */
const settled = (state: CaptureState): readonly Exchange[] => {
  const after = reduceCapture(state, tick(9_900));
  return [...exchangesOfTab(after, 7), ...exchangesOfTab(after, 8)];
};

const seed = fc.integer();
const aFew = fc.integer({ min: 2, max: 6 });
const many = fc.integer({ min: 20, max: 120 });

const shuffled = (events: readonly RawEvent[]) =>
  fc.shuffledSubarray([...events], { minLength: events.length, maxLength: events.length });

describe('the order in which events arrive does not matter', { timeout: 60_000 }, () => {
  test.each(SEQUENCES)('%s: %s', (browser, _, events) => {
    const expected = settled(feed(browser, events.toSorted(byTime)));
    const anyOrder = fc.property(shuffled(events), (mixed) => {
      expect(settled(feed(browser, mixed))).toEqual(expected);
    });
    fc.assert(anyOrder, { numRuns: 12 });
  });

  test.each(BROWSERS)('%s: bursts', (browser) => {
    const mixedBurst = fc
      .record({ seed, count: fc.integer({ min: 2, max: 40 }) })
      .chain(({ seed, count }) => {
        const { events } = burst(browser, count, seed);
        return fc.tuple(fc.constant(events), shuffled(events));
      });
    const anyOrder = fc.property(mixedBurst, ([events, mixed]) => {
      expect(settled(feed(browser, mixed))).toEqual(settled(feed(browser, events)));
    });
    fc.assert(anyOrder, { numRuns: 20 });
  });

  test('Firefox replays the events that woke the worker grouped by listener', () => {
    const order = [
      'before-request',
      'send-headers',
      'headers-received',
      'before-redirect',
      'response-started',
      'completed',
      'error',
    ];
    for (const listeners of [order, order.toReversed()]) {
      const { events, truth } = burst('firefox', 20, 4711);
      const replayed = listeners.flatMap((type) => events.filter((event) => event.type === type));
      expectPaired(settled(feed('firefox', replayed)), truth);
    }
  });
});

function expectPaired(exchanges: readonly Exchange[], truth: ReadonlyMap<string, string>): void {
  const pairs = exchanges.flatMap(({ id, hops }) =>
    hops.flatMap(({ preflight }) => (preflight === null ? [] : [[preflight.requestId, id]])),
  );
  expect(new Map(pairs.map(([preflight = '', id = '']) => [preflight, id]))).toEqual(truth);
}

describe('every preflight finds its request', { timeout: 60_000 }, () => {
  test.each(BROWSERS)('%s: in bursts of 20 to 120', (browser) => {
    const paired = fc.property(many, seed, (count, seed) => {
      const { events, truth } = burst(browser, count, seed);
      const exchanges = settled(feed(browser, events));
      expectPaired(exchanges, truth);
    });
    fc.assert(paired, { numRuns: 25 });
  });

  test.each(BROWSERS)('%s: in small bursts', (browser) => {
    const paired = fc.property(aFew, seed, (count, seed) => {
      const { events, truth } = burst(browser, count, seed);
      expectPaired(settled(feed(browser, events)), truth);
    });
    fc.assert(paired, { numRuns: 80 });
  });
});

/** The store as the background writes it: the changes after each event, as JSON. */
function storeOf(browser: BrowserName, events: readonly RawEvent[]): Record<string, unknown> {
  const stored: Record<string, unknown> = {};
  let state = initialCapture(browser, START);
  for (const event of events) {
    const next = reduceCapture(state, event);
    const { set, remove } = toEntries(state, next);
    Object.assign(stored, JSON.parse(JSON.stringify(set)));
    for (const key of remove) delete stored[key];
    state = next;
  }
  expect(stored).toEqual(
    JSON.parse(JSON.stringify(toEntries(initialCapture(browser, START), state).set)),
  );
  return stored;
}

describe('a stopped worker loses nothing', { timeout: 60_000 }, () => {
  test.each(SEQUENCES)('%s: %s', (browser, _, events) => {
    const inOrder = events.toSorted(byTime);
    const uncut = settled(feed(browser, inOrder));
    for (let cut = 0; cut <= inOrder.length; cut++) {
      const stored = storeOf(browser, inOrder.slice(0, cut));
      const { state, problem, stale } = parseCapture(stored, browser, START);
      expect([problem, stale]).toEqual([null, []]);
      expect(settled(feed(browser, inOrder.slice(cut), state))).toEqual(uncut);
    }
  });

  test.each(BROWSERS)('%s: bursts, stopped at any moment', (browser) => {
    const cut = fc.property(
      aFew,
      seed,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (count, seed, part) => {
        const { events } = burst(browser, count * 4, seed);
        const at = Math.floor(events.length * part);
        const { state } = parseCapture(storeOf(browser, events.slice(0, at)), browser, START);
        expect(settled(feed(browser, events.slice(at), state))).toEqual(
          settled(feed(browser, events)),
        );
      },
    );
    fc.assert(cut, { numRuns: 15 });
  });
});
