import type { Others } from '../diagnosis/judge.ts';
import type { Exchange } from '../model/exchange.ts';
import { addressKey, type Endpoint, endpointsAt, isTraffic } from './endpoints.ts';
import type { Judged } from './told-apart.ts';

/** An exchange, judged. */
export type Item<Seen extends Judged> = {
  readonly exchange: Exchange;
  /** Its index among all exchanges. */
  readonly place: number;
  readonly others: Others;
  readonly diagnosis: Seen;
};
/** The endpoints of one address, with their sources. */
export type Rows<Seen extends Judged> = {
  readonly items: readonly [Item<Seen>, ...Item<Seen>[]];
  readonly endpoints: readonly Endpoint<Seen>[];
};

/** Collects what enters and leaves rows, so that each row is made only once per update. */
export function createRowChanges<Seen extends Judged>(rows: Map<string, Rows<Seen>>) {
  const left = new Map<string, Set<Item<Seen>>>();
  const entered = new Map<string, Item<Seen>[]>();
  const note = (item: Item<Seen>): string => {
    const key = addressKey(item.diagnosis);
    if (!left.has(key)) left.set(key, new Set());
    if (!entered.has(key)) entered.set(key, []);
    return key;
  };
  return {
    leave: (item: Item<Seen> | undefined): void => {
      if (item !== undefined && isTraffic(item.diagnosis)) left.get(note(item))?.add(item);
    },
    enter: (item: Item<Seen>): void => {
      if (isTraffic(item.diagnosis)) entered.get(note(item))?.push(item);
    },
    /** Whether any row has changed. */
    apply: (): boolean => {
      for (const [key, gone] of left) {
        const before = rows.get(key);
        const stayed = (before?.items ?? []).filter((item) => !gone.has(item));
        const [first, ...rest] = [...stayed, ...(entered.get(key) ?? [])].toSorted(byTime);
        if (first === undefined) rows.delete(key);
        else rows.set(key, rowsOf(key, [first, ...rest], before?.endpoints ?? []));
      }
      return left.size > 0;
    },
  };
}

function rowsOf<Seen extends Judged>(
  key: string,
  items: Rows<Seen>['items'],
  before: readonly Endpoint<Seen>[],
): Rows<Seen> {
  const [first, ...rest] = items;
  const seen = [first.diagnosis, ...rest.map(({ diagnosis }) => diagnosis)] as const;
  const old = new Map(before.map((one) => [one.key, one]));
  const endpoints = endpointsAt(key, seen).map((now) => {
    const known = old.get(now.key);
    return known !== undefined && isSame(known, now) ? known : now;
  });
  return { items, endpoints };
}

const isSame = <Seen extends Judged>(a: Endpoint<Seen>, b: Endpoint<Seen>): boolean =>
  a.apart === b.apart &&
  a.history.length === b.history.length &&
  a.history.every((one, index) => one === b.history[index]);

const byTime = <Seen extends Judged>(a: Item<Seen>, b: Item<Seen>): number =>
  a.exchange.hops[0].at - b.exchange.hops[0].at || a.place - b.place;

/** The endpoints, in the order of their first appearance. */
export const endpointsOf = <Seen extends Judged>(
  rows: ReadonlyMap<string, Rows<Seen>>,
): readonly Endpoint<Seen>[] =>
  [...rows.values()]
    .flatMap(withFirst)
    .toSorted((a, b) => byTime(a.item, b.item))
    .map(({ endpoint }) => endpoint);

/** Each endpoint, with its first item. */
function withFirst<Seen extends Judged>({ items, endpoints }: Rows<Seen>) {
  const itemOf = new Map(items.toReversed().map((item) => [item.diagnosis, item]));
  return endpoints.map((endpoint) => {
    const [oldest] = endpoint.history;
    return { endpoint, item: (oldest && itemOf.get(oldest)) ?? items[0] };
  });
}
