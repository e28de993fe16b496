import { expect, test } from 'vitest';
import { parseCapture } from './parse-state.ts';
import type { RawEvent } from './raw-event.ts';
import { initialCapture } from './state.ts';
import { toEntries } from './store-state.ts';
import { ALLOW, eventsOf, feed, START } from './testing/sample-events.ts';
import { exchangesOfTab } from './view.ts';

const asked = eventsOf({ id: '1' }, [['B'], ['s'], ['H', 200, ALLOW], ['S'], ['C']], [0]);
const triedAt = (index: number): readonly RawEvent[] =>
  asked.map((event, at) => (at === index ? { ...event, tried: true } : event));
const shown = (events: readonly RawEvent[]) =>
  exchangesOfTab(feed('chromium', events), 7).map(({ tried }) => tried);

test('a request is tried if any of its events is, in any order', () => {
  expect(shown(asked)).toEqual([undefined]);
  for (const index of asked.keys()) {
    expect(shown(triedAt(index))).toEqual([true]);
    expect(shown(triedAt(index).toReversed())).toEqual([true]);
  }
});

test('a request is tried if its preflight is', () => {
  const preflight = eventsOf(
    { id: '2', method: 'OPTIONS', headers: [['Access-Control-Request-Method', 'PUT']] },
    [['B'], ['s'], ['H', 204, ALLOW], ['S'], ['C']],
    [0],
  ).map((event) => ({ ...event, tried: true as const }));
  const actual = eventsOf({ id: '1', method: 'PUT' }, [['B']], [0]);
  const refused = eventsOf({ id: '1', method: 'PUT' }, [['E', 'net::ERR_FAILED']], [9]);
  expect(shown([...actual, ...preflight, ...refused])).toEqual([true]);
});

test('that is stored, and read again', () => {
  const { set } = toEntries(initialCapture('chromium', START), feed('chromium', triedAt(0)));
  const { state, problem } = parseCapture(set, 'chromium', START);
  expect(problem).toBeNull();
  expect(exchangesOfTab(state, 7).map(({ tried }) => tried)).toEqual([true]);
});
