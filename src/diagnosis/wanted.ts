import { type BrowserName, type Exchange, lastHop } from '../model/exchange.ts';
import { groupBy } from '../model/group-by.ts';
import { get, has } from '../model/header-list.ts';
import { memoize } from '../model/lazy.ts';
import { nameableOrigin, originOf, originParts, type SerializedOrigin } from '../model/origin.ts';
import type { CoveredRequest } from '../model/requirement.ts';
import { type Leg, pageOrigin } from '../policy/legs.ts';
import { isCorsSafelistedMethod, isCorsSafelistedResponseHeader } from '../policy/safelists.ts';
import { type Asked, askedAt, clientHeaders, methodInUpperCase } from './asked.ts';
import { corsLegs, showsCredentials } from './credentials.ts';

/** What a server must allow a page, mistakes of the page left out. */
export type Wanted = {
  /** Not safelisted, in the page's own case (`PATCH` for `patch`). */
  readonly methods: readonly string[];
  /** Lower-case. */
  readonly headers: readonly string[];
  readonly credentials: boolean;
  /** Lower-case. */
  readonly expose: readonly string[];
};

/** What one leg makes necessary, by what it asks. */
export function wantedBy({ method, headers }: Asked, credentials: boolean): Wanted {
  const spelled = methodInUpperCase(method);
  const mistaken = clientHeaders(headers);
  return {
    methods: isCorsSafelistedMethod(spelled) ? [] : [spelled],
    headers: headers.filter((name) => !mistaken.includes(name)),
    credentials,
    expose: [],
  };
}

/** All that any of them wants, each thing once, in order. */
export function wantedByAll(all: readonly Wanted[]): Wanted {
  return {
    methods: [...new Set(all.flatMap(({ methods }) => methods))],
    headers: [...new Set(all.flatMap(({ headers }) => headers))],
    credentials: all.some(({ credentials }) => credentials),
    expose: [...new Set(all.flatMap(({ expose }) => expose))],
  };
}

/**
 * The headers that came with the answer and that the page's code was told nothing of when it read
 * them: the server does not expose them. Lower-case.
 */
export const readInVain = (exchange: Exchange): readonly string[] => {
  const { response } = lastHop(exchange);
  const names = exchange.declared?.readNames ?? [];
  return names.filter(
    (name) =>
      response !== null && has(response.headers, name) && !isCorsSafelistedResponseHeader(name),
  );
};

/**
 * What was seen to be asked of a server in CORS requests, refused or not, by the page that made
 * `exchange` and by those that may be let in beside it; the newest first, each need once.
 *
 * A frame of a stranger's must not be let in by a paste: another origin counts only when it is
 * the tab's own top-level page around a frame that asks, a neighbour by its name, or when the
 * browser itself calls it same-site with the server.
 */
export function askedOf(
  server: SerializedOrigin,
  exchange: Exchange,
  exchanges: readonly Exchange[],
  browser: BrowserName,
): readonly CoveredRequest[] {
  const page = pageOrigin(exchange);
  const seen = summary(exchanges, browser).get(server) ?? [];
  const top = exchange.frameId === 0 ? null : seen.find(({ isTop }) => isTop)?.request.origin;
  return seen
    .filter(({ request: { origin }, isSameSite }) => {
      if (origin === page) return true;
      return isSameSite || origin === top || areNeighbours(origin, page);
    })
    .map(({ request }) => request);
}

type Seen = {
  readonly request: CoveredRequest;
  /** Whether a document of the tab itself asked, not a frame in it. */
  readonly isTop: boolean;
  /** Whether the browser called page and server same-site. */
  readonly isSameSite: boolean;
};

/**
 * Whether two origins differ in the port only, or one's host lies below the other's. Hosts beside
 * each other may be different people's (`a.github.io`, `b.github.io`): that would take the list of
 * public suffixes to tell.
 */
function areNeighbours(a: SerializedOrigin, b: SerializedOrigin): boolean {
  const [one, other] = [originParts(a), originParts(b)];
  if (one === null || other === null || one.scheme !== other.scheme) return false;
  return (
    one.host === other.host ||
    one.host.endsWith(`.${other.host}`) ||
    other.host.endsWith(`.${one.host}`)
  );
}

/** By server, the newest first. All rows of one server share it. */
const summary = memoize((exchanges: readonly Exchange[], browser: BrowserName) => {
  const seen = exchanges.flatMap((exchange) => seenIn(exchange, browser)).toReversed();
  const groups = groupBy(seen, ({ request }) => originOf(request.url));
  return new Map([...groups].map(([server, all]) => [server, distinct(all)]));
});

/** Each need once; that one of those who have it is trusted is enough. */
function distinct(all: readonly Seen[]): readonly Seen[] {
  const groups = groupBy(all, ({ request: { url, ...needs } }) =>
    JSON.stringify([url.split('?', 1), needs]),
  );
  return [...groups.values()].flatMap(([newest, ...others]) =>
    newest === undefined
      ? []
      : [
          {
            ...newest,
            isTop: newest.isTop || others.some(({ isTop }) => isTop),
            isSameSite: newest.isSameSite || others.some(({ isSameSite }) => isSameSite),
          },
        ],
  );
}

/** What each leg of one exchange wants of whom. */
const seenIn = memoize((exchange: Exchange, browser: BrowserName): readonly Seen[] => {
  const origin = nameableOrigin(pageOrigin(exchange));
  if (origin === null) return [];
  return corsLegs(exchange, browser).map((leg) => {
    const asked = askedAt(leg.hop);
    const wanted = wantedBy(asked, showsCredentials(leg, exchange.resourceType, browser));
    const isLast = leg.hop === lastHop(exchange);
    const expose = isLast ? readInVain(exchange) : [];
    const { url } = leg.hop;
    return {
      request: { method: methodInUpperCase(asked.method), url, origin, ...wanted, expose },
      isTop: exchange.frameId === 0,
      isSameSite: saysSameSite(leg),
    };
  });
});

/** @see https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header */
function saysSameSite({ hop, index }: Leg): boolean {
  // Behind a redirect the header is about the whole chain.
  const request = hop.request ?? hop.preflight?.request;
  return index === 0 && get(request?.headers ?? [], 'sec-fetch-site') === 'same-site';
}
