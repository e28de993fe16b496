import { withoutFragment } from '../model/url.ts';
import type { Entry } from './entry.ts';

/** The entries of one request: the first URL, then each redirect's target. */
export type Chain = readonly [Entry, ...Entry[]];

/** Files have whole milliseconds, so a redirect's target may seem to begin too early. */
const ROUNDING_MS = 3;
/**
 * The parts of an entry's time may add up to more than its real time. On an idle machine the 23
 * recorded redirects exceeded it by at most 0.8 ms. The rest is for busy machines.
 */
const SLACK_MS = 50;
/** A browser follows a redirect at once; a later entry is another request. */
const LONGEST_GAP_MS = 10_000;

/**
 * Joins the entries of each request by the redirect's URL and time, because they share no id.
 * `entries` and the returned chains are in order of time.
 */
export function joinRedirects(entries: readonly Entry[]): readonly Chain[] {
  const targets = targetsOf(entries);
  const joined = new Set<Entry>();
  const chains: Chain[] = [];
  // In order of time, so the source of a redirect comes first and there is no cycle.
  for (const first of entries) {
    if (joined.has(first)) continue;
    const rest: Entry[] = [];
    for (let last = first; ; ) {
      const next = nextHop(last, targets, joined);
      if (next === null) break;
      joined.add(next);
      rest.push(next);
      last = next;
    }
    chains.push([first, ...rest]);
  }
  return chains;
}

type Place = { readonly entry: Entry; readonly index: number };
type Targets = {
  readonly byUrl: ReadonlyMap<string, Place[]>;
  readonly indexOf: ReadonlyMap<Entry, number>;
};

/** The entries that a redirect leads to, in order of time. */
function targetsOf(entries: readonly Entry[]): Targets {
  const byUrl = new Map<string, Place[]>();
  const indexOf = new Map<Entry, number>();
  for (const { redirectUrl } of entries) {
    if (redirectUrl !== null) byUrl.set(withoutFragment(redirectUrl), []);
  }
  for (const [index, entry] of entries.entries()) {
    if (entry.redirectUrl !== null) indexOf.set(entry, index);
    byUrl.get(entry.url)?.push({ entry, index });
  }
  return { byUrl, indexOf };
}

function nextHop(
  last: Entry,
  { byUrl, indexOf }: Targets,
  joined: ReadonlySet<Entry>,
): Entry | null {
  // A browser that reports an error here did not follow the redirect.
  if (last.redirectUrl === null || last.error !== null) return null;
  const places = byUrl.get(withoutFragment(last.redirectUrl)) ?? [];
  const after = indexOf.get(last) ?? 0;
  const end = last.end ?? last.at;
  // What is too early for this redirect is too early for all later ones.
  while (places[0] !== undefined && isOver(places[0], last, joined)) places.shift();
  const next = places.find(
    ({ entry, index }) =>
      index > after && !joined.has(entry) && entry.at >= end - SLACK_MS && isHopOf(entry, last),
  );
  return next !== undefined && next.entry.at <= end + LONGEST_GAP_MS ? next.entry : null;
}

const isOver = ({ entry }: Place, last: Entry, joined: ReadonlySet<Entry>): boolean =>
  joined.has(entry) || entry.at < last.at - ROUNDING_MS;

/** A redirect keeps the method or changes it to GET, and keeps the kind of request. */
const isHopOf = (entry: Entry, last: Entry): boolean =>
  (entry.method === last.method || entry.method === 'GET') &&
  entry.resourceType === last.resourceType;
