import { describe, expect, test } from 'vitest';
import { parseCapture } from './parse-state.ts';
import type { RawEvent } from './raw-event.ts';
import { reduceCapture } from './reduce.ts';
import { initialCapture } from './state.ts';
import { toEntries } from './store-state.ts';
import { ALLOW, eventsOf, feed, START } from './testing/sample-events.ts';
import { exchangesOfTab } from './view.ts';

const asked = eventsOf({ id: '1' }, [['B'], ['s'], ['H', 200, ALLOW], ['S'], ['C']], [0]);
const told = (change: Partial<Extract<RawEvent, { type: 'handed-over' }>> = {}): RawEvent => ({
  type: 'handed-over',
  tabId: 7,
  timeStamp: START + 500,
  id: '1',
  handedOver: false,
  ...change,
});
const shown = (events: readonly RawEvent[]) =>
  exchangesOfTab(feed('firefox', events), 7).map(({ handedOver }) => handedOver);

describe('whether the page got the response', () => {
  test('is noted at its request', () => {
    expect(shown([...asked, told()])).toEqual([false]);
    expect(shown([...asked, told(), told({ handedOver: true })])).toEqual([true]);
  });

  test.each([
    ['another tab reports it', told({ tabId: 8 })],
    ['the request is unknown', told({ id: '2' })],
  ])('changes nothing if %s', (_, event) => {
    const state = feed('firefox', asked);
    expect(reduceCapture(state, event)).toBe(state);
  });

  test.each([
    ['unchanged', (text: string) => text, false],
    ['without it, if it is damaged', (text: string) => text.replace('false]', '7]'), undefined],
  ])('is stored, and read %s', (_, damage, expected) => {
    const empty = initialCapture('firefox', START);
    const { set } = toEntries(empty, feed('firefox', [...asked, told()]));
    const key = 'capture:request:1';
    const stored = { ...set, [key]: damage(String(set[key])) };
    const { state, problem } = parseCapture(stored, 'firefox', START);
    expect(problem).toBeNull();
    expect(exchangesOfTab(state, 7).map(({ handedOver }) => handedOver)).toEqual([expected]);
  });
});
