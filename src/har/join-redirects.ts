import { withoutFragment } from '../model/url.ts';
import type { Entry } from './entry.ts';

/** Entries that are one request: the URL first asked for, then each redirect's target. */
export type Chain = readonly [Entry, ...Entry[]];

/** Files have whole milliseconds, so a redirect's target may seem to begin before its end. */
const ROUNDING_MS = 3;
/**
 * The parts of an entry's time may add up to more than had passed: by 0.8 ms at most in the 23
 * redirects among the recorded files, on an idle machine. The rest is room for a busy one.
 */
const SLACK_MS = 50;
/** A browser goes to a redirect's target at once; what comes later is another request. */
const LONGEST_GAP_MS = 10_000;

/**
 * Joins the entries of each request, by the redirect's URL and time: they share no id. `entries` are
 * in the order of their time; so are the chains.
 */
export function joinRedirects(entries: readonly Entry[]): readonly Chain[] {
  const targets = targetsOf(entries);
  const joined = new Set<Entry>();
  const chains: Chain[] = [];
  // In order of time: whatever leads to an entry comes before it, so that there is no cycle.
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

/** The entries that some redirect leads to, in order of time. */
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
  // A browser that names an error here did not follow.
  if (last.redirectUrl === null || last.error !== null) return null;
  const places = byUrl.get(withoutFragment(last.redirectUrl)) ?? [];
  const after = indexOf.get(last) ?? 0;
  const end = last.end ?? last.at;
  // What came too early for this redirect did so for all later ones.
  while (places[0] !== undefined && isOver(places[0], last, joined)) places.shift();
  const next = places.find(
    ({ entry, index }) =>
      index > after && !joined.has(entry) && entry.at >= end - SLACK_MS && isHopOf(entry, last),
  );
  return next !== undefined && next.entry.at <= end + LONGEST_GAP_MS ? next.entry : null;
}

const isOver = ({ entry }: Place, last: Entry, joined: ReadonlySet<Entry>): boolean =>
  joined.has(entry) || entry.at < last.at - ROUNDING_MS;

/** A redirect keeps the method, or makes it GET, and stays what it was for. */
const isHopOf = (entry: Entry, last: Entry): boolean =>
  (entry.method === last.method || entry.method === 'GET') &&
  entry.resourceType === last.resourceType;
