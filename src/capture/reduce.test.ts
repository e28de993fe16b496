import { describe, expect, test } from 'vitest';
import type { BrowserName, Exchange } from '../model/exchange.ts';
import type { RawEvent } from './raw-event.ts';
import {
  ALLOW,
  API,
  asking,
  byTime,
  eventsOf,
  feed,
  type Step,
  tick,
  type Who,
} from './trace-builder.ts';
import { exchangesOfTab } from './view.ts';

const A: Who = { id: '10', method: 'PUT' };
const P: Who = { id: '11', method: 'OPTIONS', headers: asking('PUT') };

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

const OTHER = 'http://127.0.0.1:8202/users';
const done: readonly Step[] = [['S'], ['C']];

describe('what Chromium reports becomes one exchange', () => {
  test.each<[string, RawEvent[], string]>([
    [
      'a simple request that CORS blocked',
      eventsOf({ id: '10' }, [['B'], ['s'], ['H', 200], ['E', 'net::ERR_FAILED']], [0]),
      'GET sent 200 | net::ERR_FAILED',
    ],
    [
      'a simple request that passed',
      eventsOf({ id: '10' }, [['B'], ['s'], ['H', 200, ALLOW], ...done], [0]),
      'GET sent 200 started | completed',
    ],
    [
      'a preflighted request that passed',
      [
        ...eventsOf(A, [['B'], ['s'], ['H', 200, ALLOW], ...done], [0, 10]),
        ...eventsOf(P, [['B'], ['s'], ['H', 204, ALLOW], ...done], [1]),
      ],
      'PUT P(204 completed) sent 200 started | completed',
    ],
    [
      'a request that its preflight refused',
      [
        ...eventsOf(A, [['B'], ['E', 'net::ERR_FAILED']], [0, 10]),
        ...eventsOf(P, [['B'], ['s'], ['H', 405], ...done], [1]),
      ],
      'PUT P(405 completed) | net::ERR_FAILED',
    ],
    [
      'a preflight that the network failed',
      [
        ...eventsOf(A, [['B'], ['E', 'net::ERR_FAILED']], [0, 10]),
        ...eventsOf(P, [['B'], ['s'], ['E', 'net::ERR_CONNECTION_REFUSED']], [1]),
      ],
      'PUT P(- error) | net::ERR_FAILED',
    ],
    [
      'a preflight that another extension blocked before it was sent',
      [
        ...eventsOf(A, [['B'], ['E', 'net::ERR_FAILED']], [0, 10]),
        ...eventsOf(P, [['B'], ['E', 'net::ERR_BLOCKED_BY_CLIENT']], [1]),
      ],
      'PUT P(- error) | net::ERR_FAILED',
    ],
    [
      'an abort while the preflight is under way, and a preflight that never ends',
      [
        ...eventsOf(A, [['B'], ['E', 'net::ERR_ABORTED']], [0, 5]),
        ...eventsOf(P, [['B'], ['s']], [1]),
      ],
      'PUT P(- pending) | net::ERR_ABORTED',
    ],
    [
      'an abort between the preflight’s beginning and its sending',
      [
        ...eventsOf(A, [['B'], ['E', 'net::ERR_ABORTED']], [0, 2]),
        ...eventsOf(P, [['B'], ['s'], ['H', 204], ...done], [1, 3]),
      ],
      'PUT P(204 completed) | net::ERR_ABORTED',
    ],
    [
      'a cross-origin redirect whose target blocks',
      eventsOf(
        { id: '10' },
        [
          ['B'],
          ['s'],
          ['H', 302],
          ['R', OTHER, 302],
          ['B', OTHER],
          ['s'],
          ['H', 200],
          ['E', 'net::ERR_FAILED'],
        ],
        [0],
      ),
      'GET sent 302 → | GET sent 200 | net::ERR_FAILED',
    ],
    [
      'a redirect without CORS headers, which is not followed',
      eventsOf({ id: '10' }, [['B'], ['s'], ['H', 302], ['E', 'net::ERR_FAILED']], [0]),
      'GET sent 302 | net::ERR_FAILED',
    ],
    [
      'a redirect after a preflight, with a preflight of its own that is refused',
      [
        ...eventsOf(
          A,
          [['B'], ['s'], ['H', 307, ALLOW], ['R', OTHER], ['B', OTHER], ['E', 'net::ERR_FAILED']],
          [0, 10, 11, 12, 13, 30],
        ),
        ...eventsOf(P, [['B'], ['s'], ['H', 204, ALLOW], ...done], [1]),
        ...eventsOf(
          { ...P, id: '12', url: OTHER },
          [['B'], ['s'], ['H', 204, ALLOW], ...done],
          [14],
        ),
      ],
      'PUT P(204 completed) sent 307 → | PUT P(204 completed) | net::ERR_FAILED',
    ],
    [
      'the page’s own OPTIONS request with its preflight',
      [
        ...eventsOf(
          { ...A, method: 'OPTIONS' },
          [['B'], ['s'], ['H', 200, ALLOW], ...done],
          [0, 10],
        ),
        ...eventsOf({ ...P, headers: asking('OPTIONS') }, [['B'], ['s'], ['H', 204], ...done], [1]),
      ],
      'OPTIONS P(204 completed) sent 200 started | completed',
    ],
    [
      'the page’s own OPTIONS request that its preflight refused',
      [
        ...eventsOf({ ...A, method: 'OPTIONS' }, [['B'], ['E', 'net::ERR_FAILED']], [0, 10]),
        ...eventsOf({ ...P, headers: asking('OPTIONS') }, [['B'], ['s'], ['H', 403], ...done], [1]),
      ],
      'OPTIONS P(403 completed) | net::ERR_FAILED',
    ],
    [
      'a beacon, whose preflight is of another kind',
      [
        ...eventsOf(
          { ...A, method: 'POST', resourceType: 'ping' },
          [['B'], ['E', 'net::ERR_FAILED']],
          [0, 10],
        ),
        ...eventsOf(
          { ...P, headers: asking('POST', 'content-type'), resourceType: 'other' },
          [['B'], ['s'], ['H', 404], ...done],
          [1],
        ),
      ],
      'POST P(404 completed) | net::ERR_FAILED',
    ],
    [
      'a refused connection',
      eventsOf({ id: '10' }, [['B'], ['s'], ['E', 'net::ERR_CONNECTION_REFUSED']], [0]),
      'GET sent | net::ERR_CONNECTION_REFUSED',
    ],
    [
      'a request that another extension blocked',
      eventsOf({ id: '10' }, [['B'], ['E', 'net::ERR_BLOCKED_BY_CLIENT']], [0]),
      'GET | net::ERR_BLOCKED_BY_CLIENT',
    ],
    [
      'a preflight that the local network check refused',
      [
        ...eventsOf(A, [['B'], ['E', 'net::ERR_FAILED']], [0, 10]),
        ...eventsOf(P, [['B'], ['s'], ['E', 'net::ERR_FAILED']], [1]),
      ],
      'PUT P(- error) | net::ERR_FAILED',
    ],
    [
      'a redirect that CSP stops',
      eventsOf(
        { id: '10' },
        [['B'], ['s'], ['H', 302, ALLOW], ['R', OTHER], ['E', 'net::ERR_ABORTED']],
        [0],
      ),
      'GET sent 302 → | net::ERR_ABORTED',
    ],
    [
      'an abort after the headers',
      eventsOf(
        { id: '10' },
        [['B'], ['s'], ['H', 200, ALLOW], ['S'], ['E', 'net::ERR_FAILED']],
        [0],
      ),
      'GET sent 200 started | net::ERR_FAILED',
    ],
    [
      'a preflight whose request was never seen, by the method that it asked for',
      eventsOf(P, [['B'], ['s'], ['H', 405], ...done], [1]),
      'PUT P(405 completed) | lost',
    ],
    [
      'a request of which the end alone was seen',
      eventsOf(A, [['E', 'net::ERR_FAILED']], [1]),
      'PUT | net::ERR_FAILED',
    ],
    [
      'a rejected WebSocket',
      eventsOf(
        { id: '10', url: 'ws://127.0.0.1:8201/', resourceType: 'websocket' },
        [['B'], ['s'], ['E', 'net::ERR_FAILED']],
        [0],
      ),
      'GET sent | net::ERR_FAILED',
    ],
  ])('%s', (_, events, expected) => {
    expect(shown('chromium', events)).toEqual([expected]);
  });
});

describe('what Firefox reports becomes one exchange', () => {
  const BAD = 'NS_ERROR_DOM_BAD_URI';
  test.each<[string, RawEvent[], string]>([
    [
      'a preflighted request that passed; its headers come before the preflight',
      [
        ...eventsOf(A, [['B'], ['s'], ['H', 200, ALLOW], ...done], [0, 0, 10]),
        ...eventsOf(P, [['B'], ['s'], ['H', 204, ALLOW], ...done], [0, 1]),
      ],
      'PUT P(204 completed) sent 200 started | completed',
    ],
    [
      'all of it within one millisecond',
      [
        ...eventsOf(A, [['B'], ['s'], ['H', 200, ALLOW], ...done], [0, 0, 0, 0, 0]),
        ...eventsOf(P, [['B'], ['s'], ['H', 204, ALLOW], ...done], [0, 0, 0, 0, 0]),
      ],
      'PUT P(204 completed) sent 200 started | completed',
    ],
    [
      'a request that its preflight refused: both end with an error',
      [
        ...eventsOf(A, [['B'], ['s'], ['E', BAD]], [0, 0, 10]),
        ...eventsOf(P, [['B'], ['s'], ['H', 405], ['S'], ['E', BAD]], [0, 1]),
      ],
      'PUT P(405 error) sent | NS_ERROR_DOM_BAD_URI',
    ],
    [
      'a preflight that redirects: the request ends first',
      [
        ...eventsOf(A, [['B'], ['s'], ['E', BAD]], [0, 0, 4]),
        ...eventsOf(
          P,
          [['B'], ['s'], ['H', 302], ['R', OTHER], ['S'], ['E', 'NS_ERROR_NET_ON_RECEIVING_FROM']],
          [0, 1, 2, 2, 3, 5],
        ),
      ],
      'PUT P(302 error) sent | NS_ERROR_DOM_BAD_URI',
    ],
    [
      'a blocked answer that is reported as completed',
      eventsOf({ id: '10' }, [['B'], ['s'], ['H', 200], ...done], [0]),
      'GET sent 200 started | completed',
    ],
    [
      'a blocked answer in a worker',
      eventsOf({ id: '10' }, [['B'], ['s'], ['H', 200], ['S'], ['E', BAD]], [0]),
      'GET sent 200 started | NS_ERROR_DOM_BAD_URI',
    ],
    [
      'a redirect without CORS headers: reported, but not followed',
      eventsOf(
        { id: '10' },
        [['B'], ['s'], ['H', 302], ['R', OTHER], ['S'], ['E', 'NS_ERROR_UNEXPECTED']],
        [0],
      ),
      'GET sent 302 started | NS_ERROR_UNEXPECTED',
    ],
    [
      'a redirect within one millisecond',
      eventsOf(
        { id: '10' },
        [['B'], ['s'], ['H', 302, ALLOW], ['R', OTHER], ['B', OTHER], ['s'], ['H', 200], ...done],
        [0, 0, 0, 0, 0, 0, 0, 0, 0],
      ),
      'GET sent 302 → | GET sent 200 started | completed',
    ],
    [
      'a redirect to the same URL within one millisecond',
      eventsOf(
        { id: '10' },
        [['B'], ['s'], ['H', 302, ALLOW], ['R', API], ['B', API], ['s'], ['H', 200], ...done],
        [0, 0, 0, 0, 0, 0, 0, 0, 0],
      ),
      'GET sent 302 → | GET sent 200 started | completed',
    ],
    [
      'an upgrade to https, which is no redirect of a server',
      eventsOf(
        { id: '10', url: 'http://api.test/' },
        [
          ['B'],
          ['R', 'https://api.test/', 0],
          ['B', 'https://api.test/'],
          ['s'],
          ['H', 200],
          ...done,
        ],
        [0],
      ),
      'GET sent 200 started | completed',
    ],
    [
      'a revalidated answer, whose headers come twice',
      eventsOf({ id: '10' }, [['B'], ['s'], ['H', 304], ['H', 200, ALLOW], ...done], [0]),
      'GET sent 200 started | completed',
    ],
    [
      'a refused connection behind a preflight: the preflight alone names it',
      [
        ...eventsOf(A, [['B'], ['s'], ['E', BAD]], [0, 0, 10]),
        ...eventsOf(P, [['B'], ['s'], ['E', 'NS_ERROR_CONNECTION_REFUSED']], [0, 1]),
      ],
      'PUT P(- error) sent | NS_ERROR_DOM_BAD_URI',
    ],
    [
      'a preflight that another extension blocked',
      [
        ...eventsOf(A, [['B'], ['s'], ['E', 'NS_ERROR_ABORT']], [0, 0, 10]),
        ...eventsOf(P, [['B'], ['E', 'NS_ERROR_ABORT']], [0, 1]),
      ],
      'PUT P(- error) sent | NS_ERROR_ABORT',
    ],
    [
      'a redirect loop',
      eventsOf(
        { id: '10' },
        [
          ['B'],
          ['s'],
          ['H', 302, ALLOW],
          ...Array.from({ length: 3 }, (): Step[] => [
            ['R', API],
            ['B'],
            ['s'],
            ['H', 302, ALLOW],
          ]).flat(),
          ['E', 'NS_ERROR_REDIRECT_LOOP'],
        ],
        [0],
      ),
      'GET sent 302 → | GET sent 302 → | GET sent 302 → | GET sent 302 | NS_ERROR_REDIRECT_LOOP',
    ],
  ])('%s', (_, events, expected) => {
    expect(shown('firefox', events)).toEqual([expected]);
  });

  test('a request that a service worker took over is not shown; the worker’s own is', () => {
    const events = eventsOf({ id: '10' }, [['B'], ['R', API, 0]], [0]);
    expect(shown('firefox', events)).toEqual([]);
  });
});
