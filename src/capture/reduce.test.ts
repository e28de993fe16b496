import { describe, expect, test } from 'vitest';
import type { BrowserName, Exchange } from '../model/exchange.ts';
import type { RawEvent } from './raw-event.ts';
import { API, byTime, eventsOf, feed, ORIGIN_HEADER, tick } from './testing/sample-events.ts';
import { CHROMIUM, FIREFOX } from './testing/sample-sequences.ts';
import { exchangesOfTab } from './view.ts';

/** An exchange in one line: its hops with what was seen of them, and its end. */
function inShort({ hops, ending }: Exchange): string {
  const parts = hops.map(({ method, preflight, request, response, started, redirectedTo }) =>
    [
      method,
      ...(preflight ? [`P(${preflight.response?.status ?? '-'} ${preflight.ending.kind})`] : []),
      ...(request ? ['sent'] : []),
      ...(response ? [response.status] : []),
      ...(started ? ['started'] : []),
      ...(redirectedTo === null ? [] : ['→']),
    ].join(' '),
  );
  return `${parts.join(' | ')} | ${ending.kind === 'error' ? ending.error : ending.kind}`;
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

  test('a preflight does not belong to a request that was aborted before it', () => {
    const put = (id: string, error: string, times: readonly number[]) =>
      eventsOf({ id, method: 'PUT' }, [['B'], ['s'], ['E', error]], times);
    const headers = [ORIGIN_HEADER, ['Access-Control-Request-Method', 'PUT']] as const;
    const events = [
      ...put('10', 'NS_BINDING_ABORTED', [0, 0, 40]),
      ...put('11', 'NS_ERROR_DOM_BAD_URI', [300, 300, 330]),
      ...eventsOf(
        { id: '12', method: 'OPTIONS', headers },
        [['B'], ['s'], ['H', 403], ['E', 'NS_ERROR_DOM_BAD_URI']],
        [305, 310, 320, 331],
      ),
    ];
    expect(shown('firefox', events)).toEqual([
      'PUT sent | NS_BINDING_ABORTED',
      'PUT P(403 error) sent | NS_ERROR_DOM_BAD_URI',
    ]);
  });

  test('a request that a service worker took over is not shown: the worker makes its own', () => {
    const events = eventsOf({ id: '10' }, [['B'], ['R', API, 0]], [0]);
    expect(shown('firefox', events)).toEqual([]);
  });
});

describe('after lost events, an OPTIONS request is nobody’s preflight by guess', () => {
  const paired = (events: readonly RawEvent[]) =>
    exchangesOfTab(feed('chromium', [...events.toSorted(byTime), tick(9000)]), 7).map(
      ({ id, hops: [{ preflight }] }) => [id, preflight?.requestId ?? null],
    );
  const options = (id: string, steps: Parameters<typeof eventsOf>[1], times: readonly number[]) =>
    eventsOf({ id, method: 'OPTIONS' }, steps, times);

  test.each([
    ['nor was the other one seen to be sent', [['B'], ['H', 200], ['S'], ['C']], [1, 5]],
    ['nor was the other one seen to begin', [['C']], [9]],
  ] as const)('when neither was seen to be sent, %s', (_, steps, times) => {
    const events = [
      ...options('10', steps, times),
      ...options('11', [['B'], ['H', 200], ['S'], ['C']], [2, 4]),
    ];
    expect(paired(events).flatMap(([, preflight]) => preflight ?? [])).toEqual([]);
  });

  test('while a page’s own OPTIONS request that was seen whole keeps its preflight', () => {
    const own = eventsOf(
      { id: '10', method: 'OPTIONS', headers: [ORIGIN_HEADER, ['x-own', '1']] },
      [['B'], ['s'], ['H', 200], ['S'], ['C']],
      [1, 6],
    );
    const headers = [
      ORIGIN_HEADER,
      ['Access-Control-Request-Method', 'OPTIONS'],
      ['Access-Control-Request-Headers', 'x-own'],
    ] as const;
    const preflight = eventsOf(
      { id: '11', method: 'OPTIONS', headers },
      [['B'], ['s'], ['H', 200], ['S'], ['C']],
      [2, 3, 4],
    );
    expect(paired([...own, ...preflight])).toEqual([['10', '11']]);
  });
});
