import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { BrowserName } from '../model/exchange.ts';
import { parseCapture } from './parse-state.ts';
import type { RawEvent } from './raw-event.ts';
import { reduceCapture } from './reduce.ts';
import { initialCapture } from './state.ts';
import { toEntries } from './store-state.ts';
import { exchangesOfTab } from './view.ts';

/** What real browsers reported; the end-to-end harness can record it again. */
const FOLDER = join(import.meta.dirname, 'testing/recorded');
const recordingsOf = (browser: BrowserName): readonly (readonly [string, readonly RawEvent[]])[] =>
  readdirSync(join(FOLDER, browser))
    .filter((file) => file.endsWith('.json'))
    .map((file) => [file, JSON.parse(readFileSync(join(FOLDER, browser, file), 'utf8')).events]);

const TAB = 1;

describe.each(['chromium', 'firefox'] as const)('%s', (browser) => {
  const recordings = recordingsOf(browser);

  test('there are recordings', () => {
    expect(recordings.length).toBeGreaterThan(100);
  });

  test.each(recordings)(
    '%s: every preflight finds its request, also after a restart',
    (_, events) => findsItsRequest(browser, events),
  );
});

function findsItsRequest(browser: BrowserName, events: readonly RawEvent[]): void {
  const empty = initialCapture(browser, events[0]?.timeStamp ?? 0);
  const whole = events.reduce(reduceCapture, empty);
  const exchanges = exchangesOfTab(whole, TAB);
  const asked = preflightsIn(events);
  const paired = exchanges.flatMap(({ hops }) =>
    hops.filter(({ preflight }) => preflight !== null),
  );
  expect(paired).toHaveLength(asked.size);
  for (let cut = 1; cut < events.length; cut += 5) {
    const before = events.slice(0, cut).reduce(reduceCapture, empty);
    const stored = JSON.parse(JSON.stringify(toEntries(empty, before).set));
    const { state, problem } = parseCapture(stored, browser, 0);
    expect(problem).toBeNull();
    const after = events.slice(cut).reduce(reduceCapture, state);
    expect(exchangesOfTab(after, TAB)).toEqual(exchanges);
  }
}

/** Requests with a preflight's header; one that another extension stops gets no headers. */
function preflightsIn(events: readonly RawEvent[]): ReadonlySet<string> {
  const sent = events.filter((event) => event.type === 'send-headers');
  const isAnother = (id: string): boolean =>
    sent.some(
      ({ requestId, requestHeaders }) =>
        requestId === id &&
        !requestHeaders.some(([name]) => /^access-control-request-method$/i.test(name)),
    );
  const options = events.flatMap((event) =>
    event.type === 'before-request' && event.method === 'OPTIONS' ? [event.requestId] : [],
  );
  return new Set(options.filter((id) => !isAnother(id)));
}
