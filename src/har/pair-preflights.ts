import { fields, list, text } from '../model/fields.ts';
import { lazy, remember } from '../model/lazy.ts';
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
    const requests = waiting.get(keyOf(preflight.url, preflight.signals.asked)) ?? waitingList();
    const request = requestOf(preflight, requests, preflightOf);
    if (request === undefined) orphans.push(preflight);
    else preflightOf.set(request, preflight);
  }
  return { preflightOf, orphans };
}

/** `method`: null for any. No URL or method contains a line break. */
const keyOf = (url: string, method: string | null): string => `${url}\n${method ?? ''}`;

/** Requests in order of time. Those before `first` are over or have their preflight. */
type Waiting = {
  all: Entry[];
  first: number;
  /** By the names of their headers, lower-case. Made when it is first needed. */
  readonly withName: () => ReadonlyMap<string, readonly Entry[]>;
};

function waitingList(): Waiting {
  const list: Waiting = { all: [], first: 0, withName: lazy(() => byName(list.all)) };
  return list;
}

function byName(requests: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const request of requests) {
    for (const name of namesOf(request)) {
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [request]);
      else group.push(request);
    }
  }
  return groups;
}

/**
 * The requests that may belong to a preflight, by URL and method. A request that stopped before it
 * was sent has no headers to compare.
 */
function waitingFor(entries: readonly Entry[]): ReadonlyMap<string, Waiting> {
  const waiting = new Map<string, Waiting>();
  for (const entry of entries) {
    if (isPreflightEntry(entry)) waiting.set(keyOf(entry.url, entry.signals.asked), waitingList());
  }
  for (const entry of entries) {
    if (isPreflightEntry(entry)) continue;
    waiting.get(keyOf(entry.url, entry.method))?.all.push(entry);
    waiting.get(keyOf(entry.url, null))?.all.push(entry);
  }
  return waiting;
}

function requestOf(
  preflight: Entry,
  requests: Waiting,
  preflightOf: Pairs['preflightOf'],
): Entry | undefined {
  const { all } = requests;
  const isOver = (request: Entry): boolean =>
    // What ended long before this preflight began also ended before all later ones.
    overBefore(request, preflight.at) > INEXACT_MS || preflightOf.has(request);
  for (let next = all[requests.first]; next !== undefined && isOver(next); ) {
    requests.first += 1;
    next = all[requests.first];
  }
  const { origin } = preflight.signals;
  const mayBe = (request: Entry): boolean =>
    !preflightOf.has(request) && mayHaveAsked(preflight, request);
  const named = carrying(preflight, requests).filter(
    (one) => one.signals.origin === origin && mayBe(one) && !isTooFar(one, preflight),
  );
  if (named.length > 0) return nearest(named, preflight);
  const possible: Entry[] = [];
  for (let index = requests.first, read = 0; read < MOST_CANDIDATES; index += 1) {
    const request = all[index];
    if (request === undefined || startedAfter(request, preflight) > INEXACT_MS) break;
    if (preflightOf.has(request)) continue;
    read += 1;
    if (mayBe(request)) possible.push(request);
  }
  if (possible.length < 2) return possible[0];
  const own = orAll(possible, ({ signals }) => signals.origin === origin);
  return nearest(orAll(own, carriesAskedBy(preflight)), preflight);
}

const isTooFar = (request: Entry, preflight: Entry): boolean =>
  startedAfter(request, preflight) > INEXACT_MS || overBefore(request, preflight.at) > INEXACT_MS;

/** If a header tells few of the requests apart, comparing all with each preflight takes too long. */
const MOST_ALIKE = 50;

/** The requests with every header that the preflight requested, if these are few. */
function carrying(preflight: Entry, { withName }: Waiting): readonly Entry[] {
  const [rarest] = askedBy(preflight)
    .map((name) => withName().get(name) ?? [])
    .toSorted((a, b) => a.length - b.length);
  if (rarest === undefined || rarest.length > MOST_ALIKE) return [];
  return rarest.filter(carriesAskedBy(preflight));
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

/** The names of the headers that a preflight requested, lower-case. */
function askedBy({ requestHeaders }: Entry): readonly string[] {
  const asked = headerValue(requestHeaders, 'access-control-request-headers');
  return asked === '' ? [] : asked.toLowerCase().split(/,\s*/);
}

/** Returns a check whether a request has every header that the preflight requested. */
function carriesAskedBy(preflight: Entry): (request: Entry) => boolean {
  const wanted = askedBy(preflight);
  return (request) => wanted.every((name) => namesOf(request).has(name));
}

const namesOf = remember(({ requestHeaders }: Entry): ReadonlySet<string> => {
  const headers = list(requestHeaders).map((header) => text(fields(header)['name']));
  return new Set(headers.map((name) => name.toLowerCase()));
});
