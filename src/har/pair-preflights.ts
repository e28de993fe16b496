import { fields, list, text } from '../model/fields.ts';
import { type Entry, isPreflightEntry } from './entry.ts';
import { headerValue } from './headers.ts';

/**
 * How far recorders' times may be off. They date a request by its first event, or by its sending
 * after its preflight. Chromium dates a preflight when its main thread hears of it: while that is
 * busy, this is after the request itself was over.
 */
const INEXACT_MS = 1_000;
const ROUNDING_MS = 3;
/** How many waiting requests to one URL are looked at for one preflight. */
const MOST_CANDIDATES = 500;

/** Each request's preflight, and the preflights whose request the file does not have. */
export type Pairs = {
  readonly preflightOf: ReadonlyMap<Entry, Entry>;
  readonly orphans: readonly Entry[];
};

/**
 * Pairs preflights with the requests that they asked for: same URL, method and origin, at the
 * nearest time, oldest first, as browsers send them. `entries` in the order of their time.
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

/** `method`: null for any. No URL or method holds a line break. */
const keyOf = (url: string, method: string | null): string => `${url}\n${method ?? ''}`;

/**
 * The requests that some preflight may have asked for, by URL and method. One that was stopped
 * before it was sent does not say what it asks for.
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
  // What was over long before this preflight began was so before all later ones.
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

/** Those that something speaks for, or all where it speaks for none. */
function orAll(requests: readonly Entry[], holds: (request: Entry) => boolean): readonly Entry[] {
  const likely = requests.filter(holds);
  return likely.length > 0 ? likely : requests;
}

/** The oldest of the requests whose times fit the preflight's best. */
function nearest(requests: readonly Entry[], preflight: Entry): Entry | undefined {
  const gaps = requests.map((request) => gapOf(request, preflight));
  const least = Math.max(Math.min(...gaps), ROUNDING_MS);
  return requests.find((_, index) => (gaps[index] ?? 0) <= least);
}

/** By how many milliseconds the times contradict that the request had this preflight. */
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
  // Where a redirect has taken its origin from it, Firefox asks in the page's name all the same.
  if (origin !== null && origin !== 'null' && origin !== asker) return false;
  // Only after a preflight that did not fail is there an answer.
  return request.status === 0 || isSuccess(preflight);
}

const isSuccess = ({ status, error }: Entry): boolean =>
  error === null && status >= 200 && status < 300;

/** Tells of a request whether it carries every header that the preflight asked for. */
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
