import { type Exchange, type Hop, lastHop } from '../model/exchange.ts';
import { groupBy } from '../model/group-by.ts';
import { remember } from '../model/lazy.ts';
import type { NetworkEntry } from '../model/network-entry.ts';
import { redactUrl } from '../model/redact.ts';

/** DevTools and the extension API read the same clock, at different moments of a request. */
const NEAR = 1_000;
/** Among more equal requests at once, which entry belongs to which is anybody's guess. */
const MOST_ALIKE = 30;

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
  const place = placeOf(url, method);
  const alike = (entriesByPlace(entries).get(place) ?? []).filter(
    (entry) => !entry.isPreflight && isNear(entry.at, at),
  );
  const offered = nearest(alike, at);
  if (offered.length === 0) return null;
  const near = (one: Asked): boolean => Math.abs(one.at - at) <= 2 * NEAR;
  const asked = nearest((askedByPlace(exchanges).get(place) ?? []).filter(near), at);
  return pairOff(asked, offered).get(`${index} ${id}`) ?? null;
}

const placeOf = (url: string, method: string): string => `${method} ${redactUrl(url)}`;

/** DevTools' entries, by method and URL. */
export const entriesByPlace = remember((entries: readonly NetworkEntry[]) =>
  groupBy(entries, ({ url, method }) => `${method} ${url}`),
);

/** All requests of the page, by method and URL. */
const askedByPlace = remember((exchanges: readonly Exchange[]) => {
  const pages = exchanges.filter(({ checked }) => checked === undefined);
  const placed = pages.flatMap(({ id, hops }) =>
    hops.map(({ url, method, at }, index) => ({
      place: placeOf(url, method),
      asked: { exchange: id, index, at },
    })),
  );
  const groups = groupBy(placed, ({ place }) => place);
  return new Map([...groups].map(([place, all]) => [place, all.map(({ asked }) => asked)]));
});

/** Those nearest in time, in their own order. */
function nearest<One extends Asked | NetworkEntry>(
  all: readonly One[],
  at: number,
): readonly One[] {
  if (all.length <= MOST_ALIKE) return all;
  const kept = new Set(
    all.toSorted((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at)).slice(0, MOST_ALIKE),
  );
  return all.filter((one) => kept.has(one));
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
