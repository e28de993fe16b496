import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseCapture } from './parse-state.ts';
import type { RawEvent } from './raw-event.ts';
import { reduceCapture } from './reduce.ts';
import { initialCapture } from './state.ts';
import { toEntries } from './store-state.ts';
import { exchangesOfTab } from './view.ts';

/** What real browsers reported; the end-to-end harness records it anew. */
const FOLDER = join(import.meta.dirname, 'fixtures/chromium');
const recordings = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file): readonly [string, readonly RawEvent[]] => [
    file,
    JSON.parse(readFileSync(join(FOLDER, file), 'utf8')).events,
  ]);

const TAB = 1;

test('there are recordings', () => {
  expect(recordings.length).toBeGreaterThan(100);
});

test.each(recordings)('%s: every preflight finds its request, also over a restart', (_, events) => {
  const empty = initialCapture('chromium', events[0]?.timeStamp ?? 0);
  const whole = events.reduce(reduceCapture, empty);
  const exchanges = exchangesOfTab(whole, TAB);
  const asked = events.filter(
    (event) =>
      event.type === 'send-headers' &&
      event.requestHeaders.some(([name]) => /^access-control-request-method$/i.test(name)),
  );
  const paired = exchanges.flatMap(({ hops }) =>
    hops.filter(({ preflight }) => preflight !== null),
  );
  expect(paired).toHaveLength(asked.length);
  for (let cut = 1; cut < events.length; cut += 5) {
    const before = events.slice(0, cut).reduce(reduceCapture, empty);
    const stored = JSON.parse(JSON.stringify(toEntries(empty, before).set));
    const { state, problem } = parseCapture(stored, 'chromium', 0);
    expect(problem).toBeNull();
    const after = events.slice(cut).reduce(reduceCapture, state);
    expect(exchangesOfTab(after, TAB)).toEqual(exchanges);
  }
});
