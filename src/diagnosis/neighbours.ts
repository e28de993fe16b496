import type { Exchange } from '../model/exchange.ts';
import { remember } from '../model/lazy.ts';
import { originOf, type SerializedOrigin } from '../model/origin.ts';

/** Exchanges with one server. The array stays the same as long as the exchanges do. */
export type Neighbours = readonly Exchange[];

/** For each server, the exchanges that went to it. */
type Index = ReadonlyMap<SerializedOrigin, Neighbours>;

/** The known neighborhoods, by their first exchange, because that changes least. */
const knownSince = remember((_: Exchange) => new Map<SerializedOrigin, Neighbours>());

/**
 * What else was seen of the servers of an exchange: one list for each server, in the order of the
 * hops. A list stays the same object while nothing about its server changes, so what was derived
 * from it stays valid. Exchanges that were only tried are left out: they show nothing.
 */
export function neighboursOf(
  exchange: Exchange,
  exchanges: readonly Exchange[],
): readonly Neighbours[] {
  const index = indexOf(exchanges);
  return [...serversOf(exchange)].map((server) => index.get(server) ?? NOBODY);
}

/** The exchanges that went to one server. */
export function neighboursAt(server: SerializedOrigin, exchanges: readonly Exchange[]): Neighbours {
  return indexOf(exchanges).get(server) ?? NOBODY;
}

const NOBODY: Neighbours = [];

/** The servers that an exchange went to, in the order of its hops. */
export const serversOf = remember(
  ({ hops }: Exchange): ReadonlySet<SerializedOrigin> =>
    new Set(hops.map(({ url }) => originOf(url))),
);

const indexOf = remember((exchanges: readonly Exchange[]): Index => {
  const lists = new Map<SerializedOrigin, Exchange[]>();
  for (const exchange of exchanges) {
    if (exchange.tried) continue;
    for (const server of serversOf(exchange)) {
      const list = lists.get(server);
      if (list === undefined) lists.set(server, [exchange]);
      else list.push(exchange);
    }
  }
  return new Map([...lists].map(([server, list]) => [server, keep(server, list)]));
});

/** The list, or the equal one that was made before. */
function keep(server: SerializedOrigin, list: Neighbours): Neighbours {
  const [first] = list;
  if (first === undefined) return list;
  const lists = knownSince(first);
  const before = lists.get(server);
  if (before !== undefined && sameItems(before, list)) return before;
  lists.set(server, list);
  return list;
}

/** Whether two lists hold the same things in the same order. */
export function sameItems<Item>(a: readonly Item[], b: readonly Item[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
