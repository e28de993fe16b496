import type { BrowserName, CredentialsMode, Exchange } from '../model/exchange.ts';
import { has } from '../model/header-list.ts';
import { memoize, remember } from '../model/lazy.ts';
import { originOf } from '../model/origin.ts';
import { BROWSERS } from '../policy/browsers.ts';
import { isModeGiven, seenCredentials } from '../policy/credentials.ts';
import { evaluate } from '../policy/evaluate.ts';
import type { Evaluation } from '../policy/finding.ts';
import { journeyOf, type Leg, pageOrigin } from '../policy/legs.ts';

/** The mode of requests that send cookies, or of those that do not. */
export const modeFor = (sendsCookies: boolean): CredentialsMode =>
  sendsCookies ? 'include' : 'same-origin';

/**
 * Whether nobody needs to say it: it was observed, or the browser refused what only a request with
 * credentials is refused for.
 */
export const isShown = ({ credentials }: Pick<Evaluation, 'credentials'>): boolean =>
  credentials.known && (credentials.from === 'observed' || credentials.value === 'include');

/** The legs of an exchange to which the CORS check certainly applies. */
export const corsLegs = (exchange: Exchange, browser: BrowserName): readonly Leg[] =>
  journeyOf(exchange, browser).legs.filter(({ tainted }) => tainted);

/** Whether one leg of such a request is enough to show that it had credentials. */
export function showsCredentials(leg: Leg, resourceType: string, browser: BrowserName): boolean {
  const mode = seenCredentials([leg], BROWSERS[browser], resourceType);
  return mode.known && mode.value === 'include';
}

/** Whether an exchange alone shows that its page sent credentials, if only by why it was refused. */
export const isWithCredentials = (exchange: Exchange, browser: BrowserName): boolean =>
  modeOf(exchange, browser) === 'include';

/**
 * The credentials mode that the exchange's page probably used, from other requests to the same
 * server. Most requests decide; if both modes are as frequent, the newer one does. Null when
 * nothing shows one.
 *
 * In this order: the same method and URL, the same URL, the server, and requests of other documents
 * to the server. A frame with an opaque origin counts as a page. A request that the browser sent
 * without a cookie needs more to count as one with credentials.
 */
export function likelyCredentials(
  exchange: Exchange,
  exchanges: readonly Exchange[],
  browser: BrowserName,
): CredentialsMode | null {
  const seen = usesOf(exchanges, browser);
  const uses = keysOf(exchange).map((key) => seen.get(key));
  return firstLikely(
    exchange,
    uses.map((one, place) => likelyOf(one, place)),
  );
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

type Seen = Use & { readonly place: number };
type Counted = { readonly seen: Map<string, Seen>; readonly likely: Likely };

/** An index without exchanges. A server's exchanges are all that went to it, also by a redirect. */
export function createCredentialsIndex(browser: BrowserName): CredentialsIndex {
  const counted = new Map<string, Counted>();
  const touched = new Set<string>();
  const namesOf = (exchange: Exchange, server: string): readonly string[] =>
    keysOf(exchange).map((key, place) => `${place} ${server} ${key}`);

  const change = (name: string, apply: (seen: Counted['seen']) => void): void => {
    const entry = counted.get(name) ?? { seen: new Map(), likely: NOTHING };
    apply(entry.seen);
    counted.set(name, entry);
    touched.add(name);
  };
  /** The exchanges under a name whose likely mode has changed. */
  const settle = (name: string): Iterable<string> => {
    const seen = counted.get(name)?.seen ?? new Map<string, Seen>();
    const before = counted.get(name)?.likely ?? NOTHING;
    const likely = likelyOf(usesIn(seen.values()), Number.parseInt(name, 10));
    const isSame = likely.any === before.any && likely.bare === before.bare;
    if (seen.size === 0) counted.delete(name);
    else counted.set(name, { seen, likely });
    return isSame ? [] : seen.keys();
  };
  return {
    add: (exchange, server, place) => {
      const one: Seen = { ...shownBy(exchange, browser), place };
      for (const name of namesOf(exchange, server))
        change(name, (seen) => seen.set(exchange.id, one));
    },
    remove: (exchange, server) => {
      for (const name of namesOf(exchange, server))
        change(name, (seen) => seen.delete(exchange.id));
    },
    likely: (exchange) => {
      const names = namesOf(exchange, originOf(exchange.hops[0].url));
      return firstLikely(
        exchange,
        names.map((name) => counted.get(name)?.likely ?? NOTHING),
      );
    },
    affected: () => {
      const ids = new Set([...touched].flatMap((name) => [...settle(name)]));
      touched.clear();
      return ids;
    },
  };
}

/** What one exchange shows: its page's mode, and whether it carried a cookie. */
type Use = { readonly mode: CredentialsMode | null; readonly cookie: boolean };

/** How often each mode was used, which one last, and whether any of them carried a cookie. */
type Uses = {
  readonly include: number;
  readonly other: number;
  readonly last: CredentialsMode | null;
  readonly cookie: boolean;
};

const NO_USES: Uses = { include: 0, other: 0, last: null, cookie: false };

const withUse = ({ include, other, last, cookie }: Uses, use: Use): Uses => ({
  include: include + (use.mode === 'include' ? 1 : 0),
  other: other + (use.mode === null || use.mode === 'include' ? 0 : 1),
  last: use.mode ?? last,
  cookie: cookie || use.cookie,
});

/** In any order. */
function usesIn(seen: Iterable<Seen>): Uses {
  let uses = NO_USES;
  let latest = -1;
  for (const use of seen) {
    const { last } = uses;
    uses = withUse(uses, use);
    if (use.mode === null) continue;
    if (use.place > latest) latest = use.place;
    else uses = { ...uses, last };
  }
  return uses;
}

/** The likely mode of any request, and of one that was sent without a cookie. */
type Likely = { readonly any: CredentialsMode | null; readonly bare: CredentialsMode | null };

const NOTHING: Likely = { any: null, bare: null };

/** Keys with the URL's path come first: another path may have other cookies. */
const PATH_KEYS = 2;

/** `place`: that of the key. */
function likelyOf({ include, other, last, cookie }: Uses = NO_USES, place: number): Likely {
  if (place < PATH_KEYS && cookie) return { any: last, bare: 'same-origin' };
  if (last === null) return NOTHING;
  const more = include > other ? 'include' : 'same-origin';
  return {
    any: include === other ? last : more,
    bare: include > 2 * other ? 'include' : 'same-origin',
  };
}

function firstLikely(exchange: Exchange, all: readonly Likely[]): CredentialsMode | null {
  const isBare = isSentWithoutCookie(exchange);
  const modes = all.map(({ any, bare }) => (isBare ? bare : any));
  return modes.find((mode) => mode !== null) ?? null;
}

const isSentWithoutCookie = ({ hops: [{ request }] }: Exchange): boolean =>
  request !== null && !has(request.headers, 'cookie');

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

const shownBy = (exchange: Exchange, browser: BrowserName): Use => {
  const mode = modeOf(exchange, browser);
  const { request } = exchange.hops[0];
  return { mode, cookie: mode === 'include' && request !== null && has(request.headers, 'cookie') };
};

/** All rows of one server share it. */
const usesOf = memoize(
  (exchanges: readonly Exchange[], browser: BrowserName): ReadonlyMap<string, Uses> => {
    const seen = new Map<string, Uses>();
    for (const exchange of exchanges) {
      const use = shownBy(exchange, browser);
      for (const key of keysOf(exchange)) seen.set(key, withUse(seen.get(key) ?? NO_USES, use));
    }
    return seen;
  },
);
