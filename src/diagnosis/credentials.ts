import type { BrowserName, CredentialsMode, Exchange } from '../model/exchange.ts';
import { memoize, remember } from '../model/lazy.ts';
import { originOf } from '../model/origin.ts';
import { BROWSERS } from '../policy/browsers.ts';
import { isModeGiven, seenCredentials } from '../policy/credentials.ts';
import { evaluate } from '../policy/evaluate.ts';
import { journeyOf, type Leg, pageOrigin } from '../policy/legs.ts';

/** The legs of an exchange to which the CORS check applies for certain. */
export const corsLegs = (exchange: Exchange, browser: BrowserName): readonly Leg[] =>
  journeyOf(exchange, browser).legs.filter(({ tainted }) => tainted);

/** Whether a leg of such a request shows alone that it went with credentials. */
export function showsCredentials(leg: Leg, resourceType: string, browser: BrowserName): boolean {
  const mode = seenCredentials([leg], BROWSERS[browser], resourceType);
  return mode.known && mode.value === 'include';
}

/**
 * The credentials mode that the exchange's page is likely to have used, by what was seen of it and
 * of the same server: the mode of most of its requests with the same method to the same URL, else
 * to the same URL, else to the server, else of what other documents asked that server (a frame of
 * an opaque origin is a page of its own); the newer one where both were seen as often. Null when
 * nothing shows any.
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

/** The same while exchanges come and go, at the cost of those that do. Exchanges are told by id. */
export type CredentialsIndex = {
  /** `place`: where it stands among all exchanges; the newest has the highest. */
  readonly add: (exchange: Exchange, server: string, place: number) => void;
  readonly remove: (exchange: Exchange, server: string) => void;
  readonly likely: (exchange: Exchange) => CredentialsMode | null;
  /** The ids of exchanges for which something else may have become likely since the last call. */
  readonly affected: () => ReadonlySet<string>;
};

type Seen = { readonly mode: CredentialsMode | null; readonly place: number };
type Counted = { readonly seen: Map<string, Seen>; readonly likely: CredentialsMode | null };

/** An index without exchanges. A server's are all that went to it, also by a redirect. */
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
  /** The exchanges under a name whose likely mode is another one now. */
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

/** How often a mode was used, and which one last. */
type Uses = { readonly include: number; readonly other: number; readonly last: CredentialsMode };

function moreUsed({ include, other, last }: Uses): CredentialsMode {
  if (include === other) return last;
  return include > other ? 'include' : 'same-origin';
}

/**
 * What uses are counted by, the closest first: the URL without its query. The mode was chosen for
 * the server that was asked first, wherever that redirected to.
 */
const keysOf = remember((exchange: Exchange): readonly string[] => {
  const page = pageOrigin(exchange);
  const { url, method } = exchange.hops[0];
  const [path = ''] = url.split('?', 1);
  const server = originOf(url);
  return [`${page} ${path} ${method}`, `${page} ${path}`, `${page} ${server}`, server];
});

/**
 * The mode that a page chose: shown by the request itself, or by what the browser did with it, or
 * declared by the page. Null where nothing shows it, where no CORS check was made, or where no page
 * chooses it.
 */
const modeOf = memoize((exchange: Exchange, browser: BrowserName): CredentialsMode | null => {
  if (corsLegs(exchange, browser).length === 0 || isModeGiven(exchange.resourceType)) return null;
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
