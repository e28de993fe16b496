import { type Entry, isPreflight } from './entry.ts';
import { headerValue } from './headers.ts';
import { fields, list, text } from './shape.ts';

/** Recorders date a request by its first event or by its sending, after its preflight was over. */
const LATEST_START_MS = 1_000;
const ROUNDING_MS = 3;
/** How many waiting requests to one URL are looked at for one preflight. */
const MOST_CANDIDATES = 500;

/** Each request's preflight, and the preflights whose request the file does not have. */
export type Pairs = {
  readonly preflightOf: ReadonlyMap<Entry, Entry>;
  readonly orphans: readonly Entry[];
};

/**
 * Pairs preflights with the requests that they asked for: same URL, method and origin, at the same
 * time, oldest first, as browsers send them. `entries` in the order of their time.
 */
export function pairPreflights(entries: readonly Entry[]): Pairs {
  const waiting = waitingFor(entries);
  const preflightOf = new Map<Entry, Entry>();
  const orphans: Entry[] = [];
  for (const preflight of entries) {
    if (!isPreflight(preflight)) continue;
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
    if (isPreflight(entry)) waiting.set(keyOf(entry.url, entry.signals.asked), []);
  }
  for (const entry of entries) {
    if (isPreflight(entry)) continue;
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
  // What was over before this preflight began was so before all later ones.
  while (requests[0] !== undefined && isOver(requests[0], preflight.at)) requests.shift();
  const possible: Entry[] = [];
  for (const request of requests.slice(0, MOST_CANDIDATES)) {
    if (request.at > (preflight.end ?? preflight.at) + LATEST_START_MS) break;
    if (!preflightOf.has(request) && mayHaveAsked(preflight, request)) possible.push(request);
  }
  if (possible.length < 2) return possible[0];
  const own = possible.filter(({ signals }) => signals.origin === preflight.signals.origin);
  const likely = own.length > 0 ? own : possible;
  return likely.find((request) => hasAskedHeaders(request, preflight)) ?? likely[0];
}

const isOver = ({ end }: Entry, at: number): boolean => end !== null && end + ROUNDING_MS < at;

function mayHaveAsked(preflight: Entry, request: Entry): boolean {
  const { origin } = request.signals;
  const asker = preflight.signals.origin ?? origin;
  // Where a redirect has taken its origin from it, Firefox asks in the page's name all the same.
  if (origin !== null && origin !== 'null' && origin !== asker) return false;
  // The request's own answer comes after its preflight's, and not after one that failed.
  if (request.status === 0) return true;
  return isSuccess(preflight) && !(preflight.end !== null && isOver(request, preflight.end));
}

const isSuccess = ({ status, error }: Entry): boolean =>
  error === null && status >= 200 && status < 300;

/** Whether the request carries every header that the preflight asked for. */
function hasAskedHeaders(request: Entry, preflight: Entry): boolean {
  const asked = headerValue(preflight.requestHeaders, 'access-control-request-headers');
  const wanted = asked === '' ? [] : asked.toLowerCase().split(/,\s*/);
  const names = new Set(
    list(request.requestHeaders).map((header) => text(fields(header)['name']).toLowerCase()),
  );
  return wanted.every((name) => names.has(name));
}
