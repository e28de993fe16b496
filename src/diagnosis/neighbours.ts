import type { Exchange } from '../model/exchange.ts';
import { remember } from '../model/lazy.ts';
import { originOf, type SerializedOrigin } from '../model/origin.ts';

/** Exchanges with one server. The same array for as long as they are the same exchanges. */
export type Neighbours = readonly Exchange[];

/** For each server, the exchanges in which it was asked. */
type Index = ReadonlyMap<SerializedOrigin, Neighbours>;

/** The neighbourhoods known so far, by their first exchange, the one that changes least. */
const knownSince = remember((_: Exchange) => new Map<SerializedOrigin, Neighbours>());

/**
 * What else was seen of the servers of an exchange: one list for each server that it went to, in
 * the order of its hops. Lists keep their identity while nothing about that server changes, so
 * that what was derived from them stays valid.
 */
export function neighboursOf(
  exchange: Exchange,
  exchanges: readonly Exchange[],
): readonly Neighbours[] {
  const index = indexOf(exchanges);
  return [...serversOf(exchange)].map((server) => index.get(server) ?? NOBODY);
}

/** The exchanges in which one server was asked. */
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
