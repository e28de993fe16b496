import { type BrowserName, type Exchange, lastHop } from '../model/exchange.ts';
import { groupBy } from '../model/group-by.ts';
import { get, has } from '../model/header-list.ts';
import { lazy, memoize } from '../model/lazy.ts';
import {
  nameableOrigin,
  type OriginParts,
  originOf,
  originParts,
  type SerializedOrigin,
} from '../model/origin.ts';
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
  const mistaken = new Set(clientHeaders(headers));
  return {
    methods: isCorsSafelistedMethod(spelled) ? [] : [spelled],
    headers: headers.filter((name) => !mistaken.has(name)),
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

/** Equal for those who want the very same: neither gets anything by being let in with the other. */
export function signature({ methods, headers, credentials, expose }: Wanted): string {
  return JSON.stringify([[methods, headers, expose].map((names) => names.toSorted()), credentials]);
}

/** So many of a server's pages, the newest, are looked at for each row. */
const MOST_PAGES = 200;

/** All that the pages of one origin were seen to ask of a server, the newest first. */
export type AskedBy = {
  readonly origin: SerializedOrigin;
  readonly requests: readonly CoveredRequest[];
  /** All of their newest needs together. */
  readonly wanted: Wanted;
  /** Of that. */
  readonly signature: string;
};

/** A page has a few; one that sends a header of its own with each request may have thousands. */
const MOST_NEEDS = 50;

/**
 * What was seen to be asked of a server in CORS requests, refused or not, by the page that made
 * `exchange` and by those that may be let in beside it; each need once, the newest page first.
 *
 * A stranger must not be let in by a paste: another origin counts only when it asked from a tab,
 * and is a neighbor of the page by its name, or when the browser itself calls both same-site with
 * the server. Beside a frame nobody counts: the page around it may be anybody's, who shows it.
 */
export function askedOf(
  server: SerializedOrigin,
  exchange: Exchange,
  exchanges: readonly Exchange[],
  browser: BrowserName,
): readonly AskedBy[] {
  const page = pageOrigin(exchange);
  const all = summary(exchanges, browser).get(server);
  const own = all?.get(page);
  const newest = all?.newest ?? [];
  const pages = own === undefined || newest.includes(own) ? newest : [own, ...newest];
  const isSameSite = seenIn(exchange, browser).some((one) => one.isSameSite);
  const parts = originParts(page);
  const isLetIn = ({ origin, beside }: Page): boolean =>
    origin === page || (exchange.frameId === 0 && beside !== null);
  return pages.filter(isLetIn).flatMap(({ origin, all, beside }): AskedBy | [] => {
    if (origin === page) return all() ?? [];
    if (areNeighbours(beside?.parts ?? null, parts)) return beside?.fromTabs() ?? [];
    return (isSameSite && beside?.fromSameSite()) || [];
  });
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
function areNeighbours(one: OriginParts | null, other: OriginParts | null): boolean {
  if (one === null || other === null || one.scheme !== other.scheme) return false;
  return (
    one.host === other.host ||
    one.host.endsWith(`.${other.host}`) ||
    other.host.endsWith(`.${one.host}`)
  );
}

/** By server: its pages, the newest first. All rows of one server share it. */
const summary = memoize((exchanges: readonly Exchange[], browser: BrowserName) => {
  const seen = exchanges.flatMap((exchange) => seenIn(exchange, browser)).toReversed();
  const groups = groupBy(seen, ({ request }) => originOf(request.url));
  return new Map(
    [...groups].map(([server, all]) => {
      const pages = pagesOf(distinct(all));
      const byOrigin = new Map(pages.map((one) => [one.origin, one]));
      const get = (origin: SerializedOrigin) => byOrigin.get(origin);
      return [server, { get, newest: pages.slice(0, MOST_PAGES) }];
    }),
  );
});

type Page = {
  readonly origin: SerializedOrigin;
  readonly all: () => AskedBy | null;
  readonly beside: {
    readonly parts: OriginParts | null;
    readonly fromTabs: () => AskedBy | null;
    readonly fromSameSite: () => AskedBy | null;
  } | null;
};

/** What the pages of each origin asked; `beside`: what they may be let in for beside another. */
function pagesOf(seen: readonly Seen[]): readonly Page[] {
  return [...groupBy(seen, ({ request }) => request.origin)].map(([origin, all]) => {
    const inTabs = all.filter(({ inTab }) => inTab);
    const sameSite = inTabs.filter(({ isSameSite }) => isSameSite);
    return {
      origin,
      all: lazy(() => askedBy(origin, all)),
      beside:
        inTabs.length === 0
          ? null
          : {
              parts: originParts(origin),
              fromTabs: lazy(() => askedBy(origin, inTabs)),
              fromSameSite: lazy(() => askedBy(origin, sameSite)),
            },
    };
  });
}

function askedBy(origin: SerializedOrigin, seen: readonly Seen[]): AskedBy | null {
  if (seen.length === 0) return null;
  const requests = seen.map(({ request }) => request);
  const needs = [...groupBy(requests, signature).values()].map(([newest]) => newest);
  const wanted = wantedByAll(needs.slice(0, MOST_NEEDS));
  return { origin, requests, wanted, signature: signature(wanted) };
}

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
