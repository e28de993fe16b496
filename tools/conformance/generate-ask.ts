import type { Header } from '../../src/model/header-list.ts';
import type { Ask } from '../judge/ask.ts';
import type { Random, Weighted } from '../random.ts';
import type { Context } from './scenario.ts';
import { METHODS, SAFE_HEADERS, UNSAFE_HEADERS } from './vocabulary.ts';

/** A WebSocket is not fetched: CORS does not apply. */
type Kind = Exclude<Ask['by'], 'web-socket'>;
type Init = NonNullable<Extract<Ask, { by: 'fetch' }>['init']>;

const IN_WINDOWS: Weighted<Kind> = [
  [66, 'fetch'],
  [17, 'xhr'],
  [10, 'element'],
  [2, 'font'],
  [2, 'event-source'],
  [3, 'beacon'],
];
const IN_WORKERS: Weighted<Kind> = [
  [75, 'fetch'],
  [22, 'xhr'],
  [3, 'event-source'],
];

function kindOf(random: Random, context: Context): Kind {
  if (context === 'service worker') return 'fetch';
  return random.weigh(/worker/.test(context) ? IN_WORKERS : IN_WINDOWS);
}

/** One request of a page to `url`, with or without credentials. */
export function generateAsk(
  random: Random,
  url: string,
  context: Context,
  credentialed: boolean,
): Ask {
  const kind = kindOf(random, context);
  switch (kind) {
    case 'fetch':
      return {
        by: 'fetch',
        url,
        init: generateInit(random, credentialed),
        // The page gives up, sometimes before the response and sometimes after it.
        ...(random.chance(0.02) ? { abortAfter: random.pick([1, 5, 15, 40]) } : {}),
      };
    case 'xhr':
      return generateXhr(random, url, credentialed);
    case 'element':
      return generateElement(random, url, credentialed);
    case 'event-source':
      return { by: kind, url, withCredentials: credentialed };
    case 'font':
      return { by: kind, url };
    case 'beacon':
      return { by: kind, url, ...random.weigh(BEACONS) };
  }
}

const BEACONS: Weighted<{ readonly type: string; readonly body: string }> = [
  [1, { type: 'text/plain', body: 'x' }],
  [1, { type: 'application/json', body: '{}' }],
  [1, { type: 'application/x-www-form-urlencoded', body: 'a=b' }],
];

function generateInit(random: Random, credentialed: boolean): Init {
  const mode = random.weigh<NonNullable<Init['mode']>>([
    [94, 'cors'],
    [4, 'no-cors'],
    [2, 'same-origin'],
  ]);
  const credentials = credentialed ? 'include' : random.pick(['omit', 'same-origin'] as const);
  const cache = random.weigh<NonNullable<Init['cache']>>([
    [90, 'default'],
    [7, 'no-store'],
    [3, 'force-cache'],
  ]);
  const method = mode === 'no-cors' ? random.pick(['GET', 'POST', 'HEAD']) : random.weigh(METHODS);
  const redirect = random.weigh<NonNullable<Init['redirect']>>([
    [94, 'follow'],
    [3, 'error'],
    [3, 'manual'],
  ]);
  return {
    method,
    // The default is left out, as on most pages.
    ...(credentials === 'same-origin' && random.chance(0.7) ? {} : { credentials }),
    ...(mode === 'cors' ? {} : { mode }),
    ...(cache === 'default' ? {} : { cache }),
    ...(redirect === 'follow' ? {} : { redirect }),
    headers: generateHeaders(random),
    ...bodyOf(random, method),
  };
}

function generateHeaders(random: Random): readonly Header[] {
  const count = random.weigh([
    [36, 0],
    [34, 1],
    [18, 2],
    [8, 3],
    [4, 5],
  ]);
  const headers = Array.from({ length: count }, () =>
    random.weigh(random.chance(0.4) ? SAFE_HEADERS : UNSAFE_HEADERS),
  );
  // Repeated names would be joined, and their values would differ from the chosen ones.
  return headers.filter(
    ([name], index) => headers.findIndex(([other]) => same(name, other)) === index,
  );
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function bodyOf(random: Random, method: string): { readonly body?: string } {
  const may = !/^(get|head)$/i.test(method);
  return may && random.chance(0.5) ? { body: random.pick(['', 'x', '{}']) } : {};
}

function generateXhr(random: Random, url: string, withCredentials: boolean): Ask {
  const method = random.weigh(METHODS);
  return {
    by: 'xhr',
    url,
    method,
    headers: generateHeaders(random),
    ...bodyOf(random, method),
    ...(withCredentials ? { withCredentials } : {}),
    ...(random.chance(0.15) ? { uploadListener: true } : {}),
  };
}

const ELEMENTS: Weighted<Extract<Ask, { by: 'element' }>['tag'] | 'module'> = [
  [5, 'img'],
  [3, 'script'],
  [4, 'module'],
  [3, 'link'],
  [1, 'video'],
];

function generateElement(random: Random, url: string, credentialed: boolean): Ask {
  const kind = random.weigh(ELEMENTS);
  const crossorigin = credentialed
    ? { crossorigin: 'use-credentials' }
    : { crossorigin: random.pick(['', 'anonymous', 'unknown']) };
  const attributes = {
    ...(random.chance(0.75) ? crossorigin : {}),
    ...(kind === 'link' ? { rel: 'stylesheet' } : {}),
    ...(kind === 'module' ? { type: 'module' } : {}),
  };
  return { by: 'element', url, tag: kind === 'module' ? 'script' : kind, attributes };
}
