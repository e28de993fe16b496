import type { BrowserName, CredentialsMode, Exchange } from '../model/exchange.ts';
import { memoize, remember } from '../model/lazy.ts';
import { originOf } from '../model/origin.ts';
import { BROWSERS } from '../policy/browsers.ts';
import { isModeGiven, seenCredentials } from '../policy/credentials.ts';
import { evaluate } from '../policy/evaluate.ts';
import { journeyOf, type Leg, pageOrigin } from '../policy/legs.ts';

/** The mode of requests that send cookies, or of those that do not. */
export const modeFor = (sendsCookies: boolean): CredentialsMode =>
  sendsCookies ? 'include' : 'same-origin';

/** The legs of an exchange to which the CORS check certainly applies. */
export const corsLegs = (exchange: Exchange, browser: BrowserName): readonly Leg[] =>
  journeyOf(exchange, browser).legs.filter(({ tainted }) => tainted);

/** Whether one leg of such a request is enough to show that it had credentials. */
export function showsCredentials(leg: Leg, resourceType: string, browser: BrowserName): boolean {
  const mode = seenCredentials([leg], BROWSERS[browser], resourceType);
  return mode.known && mode.value === 'include';
}

/**
 * The credentials mode that the exchange's page probably used, from other requests to the same
 * server. Most requests decide; if both modes are as frequent, the newer one does. Null when
 * nothing shows one.
 *
 * In this order: the same method and URL, the same URL, the server, and requests of other documents
 * to the server. A frame with an opaque origin counts as a page.
 */
export function likelyCredentials(
  exchange: Exchange,
  exchanges: readonly Exchange[],
  browser: BrowserName,
): CredentialsMode | null {
  const seen = usesOf(exchanges, browser);
  const uses = keysOf(exchange).flatMap((key) => seen.get(key) ?? [])[0];
  return uses === undefined ? null : moreUsed(uses);
}

/**
 * The same while exchanges come and go. Each change costs only its own exchanges. Ids identify
 * them.
 */
export type CredentialsIndex = {
  /** `place`: the position among all exchanges; the newest has the highest. */
  readonly add: (exchange: Exchange, server: string, place: number) => void;
  readonly remove: (exchange: Exchange, server: string) => void;
  readonly likely: (exchange: Exchange) => CredentialsMode | null;
  /** The ids of exchanges whose likely mode may have changed since the last call. */
  readonly affected: () => ReadonlySet<string>;
};

type Seen = { readonly mode: CredentialsMode | null; readonly place: number };
type Counted = { readonly seen: Map<string, Seen>; readonly likely: CredentialsMode | null };

/** An index without exchanges. A server's exchanges are all that went to it, also by a redirect. */
export function createCredentialsIndex(browser: BrowserName): CredentialsIndex {
  const counted = new Map<string, Counted>();
  const touched = new Set<string>();
  const namesOf = (exchange: Exchange, server: string): readonly string[] =>
    keysOf(exchange).map((key) => `${server} ${key}`);

  const change = (name: string, apply: (seen: Counted['seen']) => void): void => {
    const entry = counted.get(name) ?? { seen: new Map(), likely: null };
    apply(entry.seen);
    counted.set(name, entry);
    touched.add(name);
  };
  /** The exchanges under a name whose likely mode has changed. */
  const settle = (name: string): Iterable<string> => {
    const seen = counted.get(name)?.seen ?? new Map<string, Seen>();
    const likely = likelyOf(seen.values());
    const isSame = likely === counted.get(name)?.likely;
    if (seen.size === 0) counted.delete(name);
    else counted.set(name, { seen, likely });
    return isSame ? [] : seen.keys();
  };
  return {
    add: (exchange, server, place) => {
      const one: Seen = { mode: modeOf(exchange, browser), place };
      for (const name of namesOf(exchange, server))
        change(name, (seen) => seen.set(exchange.id, one));
    },
    remove: (exchange, server) => {
      for (const name of namesOf(exchange, server))
        change(name, (seen) => seen.delete(exchange.id));
    },
    likely: (exchange) => {
      const names = namesOf(exchange, originOf(exchange.hops[0].url));
      return (
        names.map((name) => counted.get(name)?.likely ?? null).find((mode) => mode !== null) ?? null
      );
    },
    affected: () => {
      const ids = new Set([...touched].flatMap((name) => [...settle(name)]));
      touched.clear();
      return ids;
    },
  };
}

function likelyOf(seen: Iterable<Seen>): CredentialsMode | null {
  let [include, other, latest] = [0, 0, -1];
  let last: CredentialsMode | null = null;
  for (const { mode, place } of seen) {
    if (mode === null) continue;
    if (mode === 'include') include += 1;
    else other += 1;
    if (place > latest) [latest, last] = [place, mode];
  }
  return last === null ? null : moreUsed({ include, other, last });
}

/** How often each mode was used, and which one last. */
type Uses = { readonly include: number; readonly other: number; readonly last: CredentialsMode };

function moreUsed({ include, other, last }: Uses): CredentialsMode {
  if (include === other) return last;
  return include > other ? 'include' : 'same-origin';
}

/**
 * The keys under which uses are counted, the closest first: the URL without its query. The page
 * chose the mode for the first server, wherever that redirected to.
 */
const keysOf = remember((exchange: Exchange): readonly string[] => {
  const page = pageOrigin(exchange);
  const { url, method } = exchange.hops[0];
  const [path = ''] = url.split('?', 1);
  const server = originOf(url);
  return [`${page} ${path} ${method}`, `${page} ${path}`, `${page} ${server}`, server];
});

/**
 * The mode that a page chose: shown by the request, by what the browser did, or declared by the
 * page. Null if nothing shows it, if no CORS check was made, if pages cannot choose it, or if the
 * exchange was only tried.
 */
const modeOf = memoize((exchange: Exchange, browser: BrowserName): CredentialsMode | null => {
  if (corsLegs(exchange, browser).length === 0 || isModeGiven(exchange.resourceType)) return null;
  // A check repeats what is known of a page's request, and shows nothing new about it.
  if (exchange.checked !== undefined || exchange.tried) return null;
  const { credentials } = evaluate(exchange, browser);
  return credentials.known ? credentials.value : null;
});

/** All rows of one server share it. */
const usesOf = memoize(
  (exchanges: readonly Exchange[], browser: BrowserName): ReadonlyMap<string, Uses> => {
    const seen = new Map<string, Uses>();
    for (const exchange of exchanges) {
      const mode = modeOf(exchange, browser);
      if (mode === null) continue;
      for (const key of keysOf(exchange)) seen.set(key, withUse(seen.get(key), mode));
    }
    return seen;
  },
);

function withUse(uses: Uses | undefined, last: CredentialsMode): Uses {
  const { include, other } = uses ?? { include: 0, other: 0 };
  return last === 'include'
    ? { include: include + 1, other, last }
    : { include, other: other + 1, last };
}
