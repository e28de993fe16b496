import { fields, list, text } from '../model/fields.ts';
import { type Entry, isPreflightEntry } from './entry.ts';
import { headerValue } from './headers.ts';

/**
 * How far recorders' times may be off. They date a request by its first event, or by its sending
 * after its preflight. Chromium dates a preflight when its main thread gets the event. If that
 * thread is busy, the request itself may already be over.
 */
const INEXACT_MS = 1_000;
const ROUNDING_MS = 3;
/** How many waiting requests to one URL are compared with one preflight. */
const MOST_CANDIDATES = 500;

/** Each request's preflight, and the preflights whose request is not in the file. */
export type Pairs = {
  readonly preflightOf: ReadonlyMap<Entry, Entry>;
  readonly orphans: readonly Entry[];
};

/**
 * Pairs preflights with their requests: same URL, method and origin, nearest time, oldest first, as
 * browsers send them. `entries` are in order of time.
 */
export function pairPreflights(entries: readonly Entry[]): Pairs {
  const waiting = waitingFor(entries);
  const preflightOf = new Map<Entry, Entry>();
  const orphans: Entry[] = [];
  for (const preflight of entries) {
    if (!isPreflightEntry(preflight)) continue;
    const requests = waiting.get(keyOf(preflight.url, preflight.signals.asked)) ?? [];
    const request = requestOf(preflight, requests, preflightOf);
    if (request === undefined) orphans.push(preflight);
    else {
      requests.splice(requests.indexOf(request), 1);
      preflightOf.set(request, preflight);
    }
  }
  return { preflightOf, orphans };
}

/** `method`: null for any. No URL or method contains a line break. */
const keyOf = (url: string, method: string | null): string => `${url}\n${method ?? ''}`;

/**
 * The requests that may belong to a preflight, by URL and method. A request that stopped before it
 * was sent has no headers to compare.
 */
function waitingFor(entries: readonly Entry[]): ReadonlyMap<string, Entry[]> {
  const waiting = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (isPreflightEntry(entry)) waiting.set(keyOf(entry.url, entry.signals.asked), []);
  }
  for (const entry of entries) {
    if (isPreflightEntry(entry)) continue;
    waiting.get(keyOf(entry.url, entry.method))?.push(entry);
    waiting.get(keyOf(entry.url, null))?.push(entry);
  }
  return waiting;
}

function requestOf(
  preflight: Entry,
  requests: Entry[],
  preflightOf: Pairs['preflightOf'],
): Entry | undefined {
  // What ended long before this preflight began also ended before all later ones.
  while (requests[0] !== undefined && overBefore(requests[0], preflight.at) > INEXACT_MS) {
    requests.shift();
  }
  const possible: Entry[] = [];
  for (const request of requests.slice(0, MOST_CANDIDATES)) {
    if (startedAfter(request, preflight) > INEXACT_MS) break;
    if (!preflightOf.has(request) && mayHaveAsked(preflight, request)) possible.push(request);
  }
  if (possible.length < 2) return possible[0];
  const own = orAll(possible, ({ signals }) => signals.origin === preflight.signals.origin);
  return nearest(orAll(own, carriesAskedBy(preflight)), preflight);
}

/** The requests with a positive sign, or all if none has one. */
function orAll(requests: readonly Entry[], holds: (request: Entry) => boolean): readonly Entry[] {
  const likely = requests.filter(holds);
  return likely.length > 0 ? likely : requests;
}

/** The oldest of the requests with the best matching times. */
function nearest(requests: readonly Entry[], preflight: Entry): Entry | undefined {
  const gaps = requests.map((request) => gapOf(request, preflight));
  const least = Math.max(Math.min(...gaps), ROUNDING_MS);
  return requests.find((_, index) => (gaps[index] ?? 0) <= least);
}

/** By how many milliseconds the times contradict this pair. */
const gapOf = (request: Entry, preflight: Entry): number =>
  Math.max(startedAfter(request, preflight), overBefore(request, mustOutlast(request, preflight)));

const startedAfter = (request: Entry, { at, end }: Entry): number => request.at - (end ?? at);

const overBefore = ({ end }: Entry, at: number): number => (end === null ? 0 : at - end);

/** A request's own answer comes after its preflight's. */
const mustOutlast = (request: Entry, { at, end }: Entry): number =>
  request.status === 0 ? at : (end ?? at);

function mayHaveAsked(preflight: Entry, request: Entry): boolean {
  const { origin } = request.signals;
  const asker = preflight.signals.origin ?? origin;
  // If a redirect made the origin opaque, Firefox still sends the page's origin.
  if (origin !== null && origin !== 'null' && origin !== asker) return false;
  // An answer exists only if the preflight did not fail.
  return request.status === 0 || isSuccess(preflight);
}

const isSuccess = ({ status, error }: Entry): boolean =>
  error === null && status >= 200 && status < 300;

/** Returns a check whether a request has every header that the preflight requested. */
function carriesAskedBy({ requestHeaders }: Entry): (request: Entry) => boolean {
  const asked = headerValue(requestHeaders, 'access-control-request-headers');
  if (asked === '') return () => true;
  const wanted = asked.toLowerCase().split(/,\s*/);
  return (request) => {
    const headers = list(request.requestHeaders).map((header) => text(fields(header)['name']));
    const names = new Set(headers.map((name) => name.toLowerCase()));
    return wanted.every((name) => names.has(name));
  };
}
