import type { StackFrame } from '../model/declared.ts';
import type { Exchange, Hop } from '../model/exchange.ts';
import type { HeaderList } from '../model/header-list.ts';
import type { NetworkEntry } from '../model/network-entry.ts';
import { redactUrl } from '../model/redact.ts';

/** What DevTools and the observer add to an exchange. */
export type Sources = {
  /** The calls that led to the request, the innermost first; empty when nobody tells. */
  readonly stack: readonly StackFrame[];
  /** The network error of a preflight: the extension API of Chromium says `net::ERR_FAILED` only. */
  readonly preflightError: string | null;
  /** What the request would have carried: the extension API does not show it of a refused one. */
  readonly provisionalHeaders: HeaderList | null;
  /** Whether the refused answer came from the HTTP cache, of a request that needed no permission. */
  readonly fromCache: boolean;
};

/** DevTools and the extension API read one clock, at different moments of a request. */
const NEAR = 1_000;

type Asked = { readonly exchange: string; readonly index: number; readonly at: number };

/**
 * What else is known of an exchange: DevTools' entries with its URL and method, each given to the
 * request that is nearest in time, among all of the tab, so that none counts twice.
 */
export function sourcesOf(
  exchange: Exchange,
  exchanges: readonly Exchange[],
  entries: readonly NetworkEntry[],
): Sources {
  const requests = exchange.hops.map((hop, index) =>
    nearest(exchange, index, hop, exchanges, entries),
  );
  const last = exchange.hops.length - 1;
  const preflight = exchange.hops[last]?.preflight;
  const unsent = exchange.hops[last]?.request === null ? requests[last] : undefined;
  const asked = preflight == null ? null : preflightEntry(preflight.request.at, exchange, entries);
  const stack = requests[0]?.stack ?? [];
  return {
    stack: stack.length > 0 ? stack : (exchange.declared?.stack ?? []),
    preflightError: asked?.error || null,
    provisionalHeaders: unsent?.provisionalHeaders ?? null,
    fromCache: exchange.hops.some((hop, i) => isCached(hop, requests[i] ?? null, entries)),
  };
}

/** The entry of one hop of an exchange, null when a nearer request has a better claim to each. */
function nearest(
  { id }: Exchange,
  index: number,
  { url, method, at }: Hop,
  exchanges: readonly Exchange[],
  entries: readonly NetworkEntry[],
): NetworkEntry | null {
  const place = redactUrl(url);
  const offered = entries.filter(
    (entry) => isNear(entry.at, at) && !entry.isPreflight && is(entry, place, method),
  );
  if (offered.length === 0) return null;
  const asked = exchanges.flatMap((other) =>
    other.hops.flatMap((hop, i): readonly Asked[] =>
      hop.method === method && Math.abs(hop.at - at) <= 2 * NEAR && redactUrl(hop.url) === place
        ? [{ exchange: other.id, index: i, at: hop.at }]
        : [],
    ),
  );
  return pairOff(asked, offered).get(`${index} ${id}`) ?? null;
}

const is = (entry: NetworkEntry, url: string, method: string): boolean =>
  entry.url === url && entry.method === method;

const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= NEAR;

/** The nearest two first, then of what is left. */
function pairOff(
  asked: readonly Asked[],
  offered: readonly NetworkEntry[],
): ReadonlyMap<string, NetworkEntry> {
  const pairs = asked
    .flatMap((one) => offered.map((entry) => ({ one, entry, apart: Math.abs(one.at - entry.at) })))
    .filter(({ apart }) => apart <= NEAR)
    .toSorted((a, b) => a.apart - b.apart);
  const given = new Map<string, NetworkEntry>();
  const taken = new Set<NetworkEntry>();
  for (const { one, entry } of pairs) {
    const key = `${one.index} ${one.exchange}`;
    if (given.has(key) || taken.has(entry)) continue;
    given.set(key, entry);
    taken.add(entry);
  }
  return given;
}

function preflightEntry(
  at: number,
  { hops }: Exchange,
  entries: readonly NetworkEntry[],
): NetworkEntry | null {
  const url = redactUrl(hops[hops.length - 1]?.url ?? hops[0].url);
  const near = entries.filter(
    (entry) => entry.isPreflight && entry.url === url && isNear(entry.at, at),
  );
  return near.toSorted((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0] ?? null;
}

/**
 * DevTools show the answer of a refused request, but not where the HTTP cache gave it. Nor do they
 * show any that a worker got: that something had filled the cache before must be seen as well.
 */
function isCached(
  { response, started, url }: Hop,
  entry: NetworkEntry | null,
  entries: readonly NetworkEntry[],
): boolean {
  if (response === null || started || entry === null) return false;
  if (entry.status !== 0 || entry.error === null || entry.fromWorker) return false;
  const place = redactUrl(url);
  return entries.some(
    (one) => one.url === place && one.method === 'GET' && one.at < entry.at && one.status === 200,
  );
}
