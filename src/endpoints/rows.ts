import type { Others } from '../diagnosis/diagnose.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Exchange } from '../model/exchange.ts';
import { type Endpoint, endpoint, endpointKey, isTraffic } from './endpoints.ts';

/** An exchange, judged. */
export type Item = {
  readonly exchange: Exchange;
  /** Where it stands among all exchanges. */
  readonly place: number;
  readonly others: Others;
  readonly diagnosis: Diagnosis;
};
/** An endpoint, with what it is made of. */
export type Row = { readonly items: readonly [Item, ...Item[]]; readonly endpoint: Endpoint };

/** Collects what enters and leaves rows, so that each row is made once, however much does. */
export function createRowChanges(rows: Map<string, Row>) {
  const left = new Map<string, Set<Item>>();
  const entered = new Map<string, Item[]>();
  const note = (item: Item): string => {
    const key = endpointKey(item.diagnosis);
    if (!left.has(key)) left.set(key, new Set());
    if (!entered.has(key)) entered.set(key, []);
    return key;
  };
  return {
    leave: (item: Item | undefined): void => {
      if (item !== undefined && isTraffic(item.diagnosis)) left.get(note(item))?.add(item);
    },
    enter: (item: Item): void => {
      if (isTraffic(item.diagnosis)) entered.get(note(item))?.push(item);
    },
    /** Whether any row is another one now. */
    apply: (): boolean => {
      for (const [key, gone] of left) {
        const stayed = (rows.get(key)?.items ?? []).filter((item) => !gone.has(item));
        const [first, ...rest] = [...stayed, ...(entered.get(key) ?? [])].toSorted(byTime);
        if (first === undefined) rows.delete(key);
        else rows.set(key, rowOf(key, [first, ...rest]));
      }
      return left.size > 0;
    },
  };
}

function rowOf(key: string, items: Row['items']): Row {
  const [first, ...rest] = items;
  const seen = [first.diagnosis, ...rest.map(({ diagnosis }) => diagnosis)] as const;
  return { items, endpoint: endpoint(key, seen) };
}

const byTime = (a: Item, b: Item): number =>
  a.exchange.hops[0].at - b.exchange.hops[0].at || a.place - b.place;

/** The endpoints, in the order of their first appearance. */
export const endpointsOf = (rows: ReadonlyMap<string, Row>): readonly Endpoint[] =>
  [...rows.values()]
    .toSorted((a, b) => byTime(a.items[0], b.items[0]))
    .map(({ endpoint }) => endpoint);
