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

/** Whether two want the very same: then neither gets anything by being let in with the other. */
export function wantTheSame(a: Wanted, b: Wanted): boolean {
  const told = ({ methods, headers, credentials, expose }: Wanted): string =>
    JSON.stringify([[methods, headers, expose].map((names) => names.toSorted()), credentials]);
  return told(a) === told(b);
}

/**
 * What was seen to be asked of a server in CORS requests, refused or not, by the page that made
 * `exchange` and by those that may be let in beside it; the newest first, each need once.
 *
 * A stranger must not be let in by a paste: another origin counts only when it asked from a tab,
 * and is a neighbour of the page by its name, or when the browser itself calls both same-site with
 * the server. Beside a frame nobody counts: the page around it may be anybody's, who shows it.
 */
export function askedOf(
  server: SerializedOrigin,
  exchange: Exchange,
  exchanges: readonly Exchange[],
  browser: BrowserName,
): readonly CoveredRequest[] {
  const page = pageOrigin(exchange);
  const seen = summary(exchanges, browser).get(server) ?? [];
  const isSibling = exchange.frameId === 0 ? siblingsOf(exchange, browser) : () => false;
  return seen
    .filter((one) => one.request.origin === page || isSibling(one))
    .map(({ request }) => request);
}

/** Tells the pages of one site with the page that asked. */
function siblingsOf(exchange: Exchange, browser: BrowserName): (one: Seen) => boolean {
  const page = pageOrigin(exchange);
  const isSameSite = seenIn(exchange, browser).some((one) => one.isSameSite);
  return ({ request, inTab, ...one }) =>
    inTab && ((isSameSite && one.isSameSite) || areNeighbours(request.origin, page));
}

type Seen = {
  readonly request: CoveredRequest;
  /** Whether a tab asked that the user had open: of a file that was read, none did. */
  readonly inTab: boolean;
  /** Whether the browser called page and server same-site; a file may say so of anybody. */
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
            inTab: newest.inTab || others.some(({ inTab }) => inTab),
            isSameSite: newest.isSameSite || others.some(({ isSameSite }) => isSameSite),
          },
        ],
  );
}

/** What each leg of one exchange wants of whom. */
const seenIn = memoize((exchange: Exchange, browser: BrowserName): readonly Seen[] => {
  const origin = nameableOrigin(pageOrigin(exchange));
  if (origin === null) return [];
  const inTab = exchange.tabId >= 0;
  return corsLegs(exchange, browser).map((leg) => {
    const asked = askedAt(leg.hop);
    const wanted = wantedBy(asked, showsCredentials(leg, exchange.resourceType, browser));
    const isLast = leg.hop === lastHop(exchange);
    const expose = isLast ? readInVain(exchange) : [];
    const { url } = leg.hop;
    return {
      request: { method: methodInUpperCase(asked.method), url, origin, ...wanted, expose },
      inTab,
      isSameSite: inTab && saysSameSite(leg),
    };
  });
});

/** @see https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header */
function saysSameSite({ hop, index }: Leg): boolean {
  // Behind a redirect the header is about the whole chain.
  const request = hop.request ?? hop.preflight?.request;
  return index === 0 && get(request?.headers ?? [], 'sec-fetch-site') === 'same-site';
}
