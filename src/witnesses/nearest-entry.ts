import { type Exchange, type Hop, lastHop } from '../model/exchange.ts';
import type { NetworkEntry } from '../model/network-entry.ts';
import { redactUrl } from '../model/redact.ts';

/** DevTools and the extension API read the same clock, at different moments of a request. */
const NEAR = 1_000;

type Asked = { readonly exchange: string; readonly index: number; readonly at: number };

/**
 * DevTools' entry for one hop of an exchange. Each entry with its URL and method belongs to the
 * nearest request in time, among all requests of the tab, so that none counts twice. Null when each
 * entry belongs to a nearer request.
 */
export function entryOfHop(
  { id }: Exchange,
  index: number,
  { url, method, at }: Hop,
  exchanges: readonly Exchange[],
  entries: readonly NetworkEntry[],
): NetworkEntry | null {
  const place = redactUrl(url);
  const offered = entries.filter(
    (entry) =>
      entry.url === place && entry.method === method && !entry.isPreflight && isNear(entry.at, at),
  );
  if (offered.length === 0) return null;
  const asked = exchanges.flatMap((other) =>
    other.hops.flatMap((hop, i): readonly Asked[] =>
      other.checked === undefined &&
      hop.method === method &&
      Math.abs(hop.at - at) <= 2 * NEAR &&
      redactUrl(hop.url) === place
        ? [{ exchange: other.id, index: i, at: hop.at }]
        : [],
    ),
  );
  return pairOff(asked, offered).get(`${index} ${id}`) ?? null;
}

const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= NEAR;

/** First the nearest two, then the nearest of the rest. */
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

/** The entry of the last hop's preflight, which began at `at`. Null without any. */
export function entryOfPreflight(
  at: number,
  exchange: Exchange,
  entries: readonly NetworkEntry[],
): NetworkEntry | null {
  if (exchange.checked !== undefined) return null;
  const url = redactUrl(lastHop(exchange).url);
  const near = entries.filter(
    (entry) => entry.isPreflight && entry.url === url && isNear(entry.at, at),
  );
  return near.toSorted((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0] ?? null;
}
