import { hidesSession, SESSION } from '../evidence/mcp-session.ts';
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
import { corsLegs, isWithCredentials, showsCredentials } from './credentials.ts';

/** What a server must allow a page, without the page's mistakes. */
export type Wanted = {
  /** Not safelisted, with the page's upper and lower case (`PATCH` for `patch`). */
  readonly methods: readonly string[];
  /** Lower-case. */
  readonly headers: readonly string[];
  readonly credentials: boolean;
  /** Lower-case. */
  readonly expose: readonly string[];
};

/** What one leg makes necessary, by what it asks for. */
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

/** All wants together, each item once, in order. */
export function wantedByAll(all: readonly Wanted[]): Wanted {
  return {
    methods: [...new Set(all.flatMap(({ methods }) => methods))],
    headers: [...new Set(all.flatMap(({ headers }) => headers))],
    credentials: all.some(({ credentials }) => credentials),
    expose: [...new Set(all.flatMap(({ expose }) => expose))],
  };
}

/**
 * Headers of the response that the page's code tried to read and could not, because the server does
 * not expose them. Lower-case.
 */
export const readInVain = (exchange: Exchange): readonly string[] => {
  const { response } = lastHop(exchange);
  const names = exchange.declared?.readNames ?? [];
  return names.filter(
    (name) =>
      response !== null && has(response.headers, name) && !isCorsSafelistedResponseHeader(name),
  );
};

/** The same, and the id of its session, without which no client of MCP can go on. Lower-case. */
function toExpose(exchange: Exchange): readonly string[] {
  const isHidden = hidesSession(lastHop(exchange).response?.headers ?? []);
  return [...new Set([...readInVain(exchange), ...(isHidden ? [SESSION] : [])])];
}

/** Equal for pages that want exactly the same: neither gains anything if the other is allowed. */
export function signature({ methods, headers, credentials, expose }: Wanted): string {
  return JSON.stringify([[methods, headers, expose].map((names) => names.toSorted()), credentials]);
}

/** For each row, this many pages of a server are read, the newest. */
const MOST_PAGES = 200;

/** What the pages of one origin were seen to ask of a server, the newest first. */
export type AskedBy = {
  readonly origin: SerializedOrigin;
  readonly requests: readonly CoveredRequest[];
  /** All of their newest needs together. */
  readonly wanted: Wanted;
  /** Of that. */
  readonly signature: string;
};

/** A page has a few; one that sends a different header with each request may have thousands. */
const MOST_NEEDS = 50;

/** HTTP and WebDAV together have fewer, and a fix is proved with each. */
const MOST_METHODS = 20;

/**
 * What CORS requests asked of a server, refused or not: those of the page that made `exchange`, and
 * of pages that may be allowed beside it. Each need once, the newest page first.
 *
 * A paste must not allow an unknown site. Another origin counts only in two cases. It asked from a
 * tab, and its name makes it a neighbor of the page. Or the browser calls both same-site with the
 * server. Beside a frame no other origin counts: anybody may own the page around it.
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
  /** Whether a tab that the user had open asked: in an imported file, none did. */
  readonly inTab: boolean;
  /** Whether the browser called page and server same-site; a file may claim it for any page. */
  readonly isSameSite: boolean;
};

/**
 * Whether two origins differ only in the port, or one's host is a subdomain of the other's. Sibling
 * hosts may belong to different people (`a.github.io`, `b.github.io`): only the list of public
 * suffixes shows that.
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

/**
 * What the pages of each origin asked for; `beside`: what may be allowed for them beside another.
 */
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
  const all = wantedByAll(needs.slice(0, MOST_NEEDS));
  const wanted = { ...all, methods: all.methods.slice(0, MOST_METHODS) };
  return { origin, requests, wanted, signature: signature(wanted) };
}

/** Each need once; it is enough if one page with the need is trusted. */
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

/** What each leg of one exchange wants, and from which server. */
const seenIn = memoize((exchange: Exchange, browser: BrowserName): readonly Seen[] => {
  const origin = nameableOrigin(pageOrigin(exchange));
  if (origin === null) return [];
  const inTab = exchange.tabId >= 0;
  const isSure = isWithCredentials(exchange, browser);
  return corsLegs(exchange, browser).map((leg) => {
    const asked = askedAt(leg.hop);
    const credentials = isSure || showsCredentials(leg, exchange.resourceType, browser);
    const wanted = wantedBy(asked, credentials);
    const isLast = leg.hop === lastHop(exchange);
    const expose = isLast ? toExpose(exchange) : [];
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
  // After a redirect the header describes the whole chain.
  const request = hop.request ?? hop.preflight?.request;
  return index === 0 && get(request?.headers ?? [], 'sec-fetch-site') === 'same-site';
}
