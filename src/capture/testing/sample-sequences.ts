/** Test support: every sequence that browsers were seen to report, and bursts of them. */
import type { BrowserName } from '../../model/exchange.ts';
import type { RawEvent } from '../raw-event.ts';
import { ALLOW, API, asking, eventsOf, type Step, type Who } from './sample-events.ts';

const A: Who = { id: '10', method: 'PUT' };
const P: Who = { id: '11', method: 'OPTIONS', headers: asking('PUT') };
const OTHER = 'http://127.0.0.1:8202/users';
const BAD = 'NS_ERROR_DOM_BAD_URI';
const done: readonly Step[] = [['S'], ['C']];

/** What happened, the events, and the exchange in one line (reduce.test.ts). */
export type Sequence = readonly [name: string, events: readonly RawEvent[], inShort: string];

export const CHROMIUM: readonly Sequence[] = [
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
    'an abort before the preflight, which is under way already',
    [
      ...eventsOf(A, [['B'], ['E', 'net::ERR_ABORTED']], [0, 2]),
      ...eventsOf(P, [['B'], ['s'], ['H', 204], ...done], [40]),
    ],
    'PUT P(204 completed) | net::ERR_ABORTED',
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
      ...eventsOf({ ...P, id: '12', url: OTHER }, [['B'], ['s'], ['H', 204, ALLOW], ...done], [14]),
    ],
    'PUT P(204 completed) sent 307 → | PUT P(204 completed) | net::ERR_FAILED',
  ],
  [
    'the page’s own OPTIONS request with its preflight',
    [
      ...eventsOf({ ...A, method: 'OPTIONS' }, [['B'], ['s'], ['H', 200, ALLOW], ...done], [0, 10]),
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
    eventsOf({ id: '10' }, [['B'], ['s'], ['H', 200, ALLOW], ['S'], ['E', 'net::ERR_FAILED']], [0]),
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
];

export const FIREFOX: readonly Sequence[] = [
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
];

export const SEQUENCES: readonly (readonly [BrowserName, ...Sequence])[] = [
  ...CHROMIUM.map((one) => ['chromium', ...one] as const),
  ...FIREFOX.map((one) => ['firefox', ...one] as const),
];

/** A pseudo-random number generator (mulberry32): numbers in [0, 1). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Many requests at once, and their correct pairs. */
export type Burst = {
  /** In order of time. */
  readonly events: readonly RawEvent[];
  /** Preflight's id → its request's id. */
  readonly truth: ReadonlyMap<string, string>;
};

/**
 * This many requests to two URLs in two tabs, with mixed methods and headers, some with a cached
 * preflight. Preflights are sent in the order of their requests; everything else takes any time.
 * Half of the preflights are refused, and some hang. Some requests are aborted before their
 * preflight is sent: Chromium sends it anyway, Firefox does not.
 *
 * In Chromium ids are in no order, as measured. In Firefox times are whole milliseconds, and a
 * request's headers come before its preflight. One with a cached preflight has other headers than
 * those without: identical ones at the same time share the cache's response.
 */
export function burst(browser: BrowserName, count: number, seed: number): Burst {
  const random = generator(seed);
  const any = <T>(options: readonly T[]): T | undefined =>
    options[Math.floor(random() * options.length)];
  const pick = <T>(...options: readonly [T, ...T[]]): T => any(options) ?? options[0];
  const round = (time: number): number => (browser === 'firefox' ? Math.floor(time) : time);
  const allMethods = ['PUT', 'DELETE', 'PATCH'];
  const methods = allMethods.slice(0, pick(1, 2, 3));
  const urls = [API, OTHER].slice(0, pick(1, 2));
  const ids = idsOf(browser, count * 2, random);
  const events: RawEvent[] = [];
  const truth = new Map<string, string>();
  const lastSent = new Map<string, number>();
  let clock = 0;
  for (let i = 0; i < count; i++) {
    clock += random() < 0.7 ? random() * 0.3 : random() * 8;
    const id = ids[i * 2] ?? '';
    const who: Who = {
      id,
      method: any(methods) ?? 'PUT',
      url: any(urls) ?? API,
      tabId: pick(7, 7, 7, 8),
    };
    const isCached = random() < 0.3;
    const names = isCached && browser === 'firefox' ? 'x-cached' : pick('', 'x-a', 'x-a,x-b');
    const sentHeaders = [
      ...asking(''),
      ...names.split(',').map((name) => [name, '1'] as const),
    ].filter(([name]) => !/^(access-control.*|)$/i.test(name));
    const opened = round(clock);
    const answer = (at: number): RawEvent[] =>
      eventsOf(
        { ...who, headers: sentHeaders },
        browser === 'chromium' ? [['s'], ['H', 200, ALLOW], ...done] : [['H', 200, ALLOW], ...done],
        [round(at), round(at + random() * 50)],
      );
    const begin: readonly Step[] = browser === 'chromium' ? [['B']] : [['B'], ['s']];
    events.push(...eventsOf({ ...who, headers: sentHeaders }, begin, [opened, opened]));
    if (isCached) {
      events.push(...answer(clock + 0.1 + random() * (browser === 'chromium' ? 2.8 : 50)));
      continue;
    }
    const preflightId = ids[i * 2 + 1] ?? '';
    truth.set(preflightId, id);
    const key = JSON.stringify([who.url, who.tabId, who.method]);
    const sent = Math.max(clock + random() ** 2 * 6, (lastSent.get(key) ?? 0) + 0.01);
    lastSent.set(key, sent);
    const preflight: Who = {
      ...who,
      id: preflightId,
      method: 'OPTIONS',
      headers: asking(who.method ?? '', names),
    };
    const answered = sent + 3 + random() * 60;
    const fate = pick('passed', 'passed', 'refused', 'refused', 'failed', 'aborted', 'hung');
    const error = browser === 'chromium' ? 'net::ERR_FAILED' : BAD;
    const end = (at: number): RawEvent[] => eventsOf(who, [['E', error]], [round(at)]);
    const asked = (...steps: readonly Step[]): RawEvent[] =>
      eventsOf(
        preflight,
        [['B'], ['s'], ...steps],
        [
          round(clock + (sent - clock) * random()),
          round(sent),
          ...steps.map((_, step) => round(answered + step * 0.2)),
        ],
      );
    if (fate === 'passed')
      events.push(...asked(['H', 204, ALLOW], ['S'], ['C']), ...answer(answered + 1));
    else if (fate === 'refused')
      events.push(...asked(['H', pick(200, 403, 405)], ['S'], ['C']), ...end(answered + 1));
    else if (fate === 'failed') events.push(...asked(['E', error]), ...end(answered + 1));
    else if (fate === 'aborted') {
      const aborted = browser === 'chromium' ? 'net::ERR_ABORTED' : 'NS_BINDING_ABORTED';
      const at = round(clock + 0.1 + random() * 90);
      events.push(...eventsOf(who, [['E', aborted]], [at]));
      if (browser === 'chromium') events.push(...asked(['H', 204, ALLOW], ['S'], ['C']));
      else if (at > round(sent)) {
        const begun = round(clock + (sent - clock) * random());
        const both = [['B'], ['s'], ['E', aborted]] as const;
        events.push(...eventsOf(preflight, both, [begun, round(sent), at]));
      } else truth.delete(preflightId);
    } else events.push(...asked());
  }
  return { events: events.toSorted((a, b) => a.timeStamp - b.timeStamp), truth };
}

function idsOf(browser: BrowserName, count: number, random: () => number): readonly string[] {
  const ids = Array.from({ length: count }, (_, i) => 1000 + i);
  if (browser === 'chromium') {
    return ids.toSorted(() => random() - 0.5).map(String);
  }
  return ids.map(String);
}
