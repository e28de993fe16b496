import {
  type BrowserName,
  type Ending,
  type Exchange,
  type Hop,
  type PreflightFacts,
  type ResponseFacts,
  unseenHop,
} from '../model/exchange.ts';
import { get, type HeaderList } from '../model/header-list.ts';
import { isIncomplete } from './incomplete.ts';
import { type Part, partsOf } from './pairing/parts.ts';
import { type RequestRecord, terminalEvent } from './record.ts';
import { isInternalRedirect, type SeenHop, seenHops } from './seen-hops.ts';

/** A request as it is followed: what is stored of it, and what follows from that. */
export type Tracked = {
  readonly record: RequestRecord;
  readonly hops: readonly SeenHop[];
  readonly parts: readonly Part[];
};

/** Derives from a record what does not depend on other requests. */
export function trackedForm(record: RequestRecord, browser: BrowserName): Tracked {
  const hops = seenHops(record);
  return { record, hops, parts: partsOf(record, hops, browser) };
}

/**
 * What was seen of a request as an exchange. Null when no server sees it, e.g. because a service
 * worker took it over. `preflightOf` gives the preflight of each hop.
 */
export function exchangeOf(
  tracked: Tracked,
  preflightOf: (hop: number) => Tracked | null,
  browser: BrowserName,
): Exchange | null {
  const { record, hops } = tracked;
  const ending = endingOf(record);
  const preflights = hops.map((_, i) => preflightOf(i));
  const shown = hops.map((hop, i): Hop => {
    const preflight = preflights[i] ?? null;
    const followed = hops[i + 1] !== undefined || mayFollow(ending, browser);
    return {
      url: hop.url,
      method: hop.method,
      at: hop.at,
      preflight: preflight && preflightFacts(preflight),
      request: hop.sent && { method: hop.sent.method, headers: hop.sent.headers, at: hop.sent.at },
      response: responseFacts(hop),
      started: hop.started,
      redirectedTo: followed ? (hop.redirect?.to ?? null) : null,
    };
  });
  const [first, ...rest] = shown;
  const last = hops.at(-1);
  if (first === undefined || last === undefined || isInternalRedirect(last)) return null;
  const incomplete =
    [tracked, ...preflights].some((one) => one !== null && isIncomplete(one)) ||
    (isRefusal(ending) && preflights.some((one) => one !== null && isLeftWithoutEnd(one))) ||
    (ending.kind === 'lost' && last.sent === null && hasEnded(preflights.at(-1)));
  return {
    ...context(record),
    hops: [first, ...rest],
    ending,
    ...(incomplete ? { incomplete } : {}),
    ...([tracked, ...preflights].some((one) => one?.record.tried) ? { tried: true } : {}),
  };
}

const isRefusal = (ending: Ending): boolean =>
  ending.kind === 'error' && ending.error === 'net::ERR_FAILED';

/**
 * Whether a preflight was answered and has no end. Chromium refuses a request only after the end of
 * its preflight, so what came after that end may be missing too.
 */
const isLeftWithoutEnd = ({ record, hops }: Tracked): boolean =>
  terminalEvent(record) === null && hops.at(-1)?.received != null;

/** Whether a preflight was seen to end: then its request is sent or ends itself. */
const hasEnded = (preflight: Tracked | null | undefined): boolean =>
  preflight != null && terminalEvent(preflight.record) !== null;

/**
 * Whether a redirect without a next hop counts as followed. Chromium reports a redirect only after
 * it passed the CORS check. Firefox also reports one that it then refuses.
 */
const mayFollow = (ending: Ending, browser: BrowserName): boolean =>
  browser === 'chromium' || ending.kind === 'pending';

/**
 * A preflight whose request was never seen, as a separate exchange. A blocked request must stay
 * visible even if the preflight was its first event. Its method is the one that the preflight asked
 * for. How the request itself ended is unknown.
 */
export function orphanExchange(tracked: Tracked): Exchange | null {
  const { record, hops } = tracked;
  const [seen] = hops;
  if (seen === undefined) return null;
  const preflight = preflightFacts(tracked);
  const { ending } = preflight;
  const method = get(seen.sent?.headers ?? [], 'access-control-request-method') ?? seen.method;
  return {
    ...context(record),
    hops: [{ ...unseenHop({ ...seen, method }), preflight }],
    ending: ending.kind === 'pending' ? ending : { kind: 'lost', at: ending.at },
  };
}

function context(record: RequestRecord) {
  const { id, tabId, frameId, documentId, initiator, resourceType } = record;
  const { declared, handedOver, checked } = record;
  return {
    id,
    tabId,
    frameId,
    documentId,
    initiator,
    resourceType,
    ...(declared === undefined ? {} : { declared }),
    ...(handedOver === undefined ? {} : { handedOver }),
    ...(record.tried === undefined ? {} : { tried: record.tried }),
    ...(checked === undefined ? {} : { checked }),
  };
}

function endingOf(record: RequestRecord): Ending {
  const end = terminalEvent(record);
  if (end?.type === 'error') return { kind: 'error', error: end.error, at: end.at };
  if (end?.type === 'completed') return { kind: 'completed', at: end.at };
  return record.lostAt === null ? { kind: 'pending' } : { kind: 'lost', at: record.lostAt };
}

function preflightFacts({ record, hops }: Tracked): PreflightFacts {
  const [hop] = hops;
  return {
    requestId: record.id,
    request: {
      method: 'OPTIONS',
      headers: hop?.sent?.headers ?? [],
      at: hop?.sent?.at ?? hop?.at ?? 0,
    },
    response: hop === undefined ? null : responseFacts(hop),
    ending: endingOf(record),
  };
}

function responseFacts({ received, completed }: SeenHop): ResponseFacts | null {
  if (received === null) return null;
  const { status, headers, at } = received;
  const judged = completed?.headers ?? null;
  return {
    status,
    headers,
    at,
    ...(judged !== null && !saysTheSame(judged, headers) ? { modifiedHeaders: judged } : {}),
    ...(completed === null ? {} : { fromCache: completed.fromCache }),
  };
}

/**
 * Whether two lists have the same values under the same names. The order of names does not matter.
 */
function saysTheSame(a: HeaderList, b: HeaderList): boolean {
  return a === b || JSON.stringify(byName(a)) === JSON.stringify(byName(b));
}

const byName = (list: HeaderList): HeaderList =>
  list
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
