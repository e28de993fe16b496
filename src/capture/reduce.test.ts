import { describe, expect, test } from 'vitest';
import type { BrowserName, Exchange } from '../model/exchange.ts';
import type { RawEvent } from './raw-event.ts';
import { API, byTime, eventsOf, feed, tick } from './trace-builder.ts';
import { CHROMIUM, FIREFOX } from './trace-samples.ts';
import { exchangesOfTab } from './view.ts';

/** An exchange in one line: its hops with what was seen of them, and its end. */
function inShort({ hops, ending }: Exchange): string {
  const legs = hops.map(({ method, preflight, request, response, started, redirectedTo }) =>
    [
      method,
      ...(preflight ? [`P(${preflight.response?.status ?? '-'} ${preflight.ending.kind})`] : []),
      ...(request ? ['sent'] : []),
      ...(response ? [response.status] : []),
      ...(started ? ['started'] : []),
      ...(redirectedTo === null ? [] : ['→']),
    ].join(' '),
  );
  return `${legs.join(' | ')} | ${ending.kind === 'error' ? ending.error : ending.kind}`;
}

const shown = (browser: BrowserName, events: readonly RawEvent[]): string[] =>
  exchangesOfTab(feed(browser, [...events.toSorted(byTime), tick(9000)]), 7).map(inShort);

describe('what Chromium reports becomes one exchange', () => {
  test.each(CHROMIUM)('%s', (_, events, expected) => {
    expect(shown('chromium', events)).toEqual([expected]);
  });
});

describe('what Firefox reports becomes one exchange', () => {
  test.each(FIREFOX)('%s', (_, events, expected) => {
    expect(shown('firefox', events)).toEqual([expected]);
  });

  test('a request that a service worker took over is none: the worker makes its own', () => {
    const events = eventsOf({ id: '10' }, [['B'], ['R', API, 0]], [0]);
    expect(shown('firefox', events)).toEqual([]);
  });
});
