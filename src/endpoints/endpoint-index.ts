import { createCredentialsIndex } from '../diagnosis/credentials.ts';
import { diagnoseRow, type Others } from '../diagnosis/diagnose.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { serversOf } from '../diagnosis/neighbours.ts';
import type { BrowserName, Exchange } from '../model/exchange.ts';
import { withholdsStorageAccess } from '../policy/credentials.ts';
import { type Endpoint, endpoint, endpointKey, isTraffic } from './endpoints.ts';

/** Gives the endpoints of ever other exchanges, in the order of their first appearance. */
export type EndpointIndex = (exchanges: readonly Exchange[]) => readonly Endpoint[];

type Item = {
  readonly exchange: Exchange;
  /** Where it stands among all exchanges. */
  readonly place: number;
  readonly others: Others;
  readonly diagnosis: Diagnosis;
};
type Row = { readonly items: readonly [Item, ...Item[]]; readonly endpoint: Endpoint };

/**
 * An index for one live list: the same endpoints as `groupEndpoints` finds, but what has not
 * changed since the last call is neither diagnosed nor grouped again, and stays the same object.
 */
export function createEndpointIndex(browser: BrowserName): EndpointIndex {
  const credentials = createCredentialsIndex(browser);
  const items = new Map<string, Item>();
  const rows = new Map<string, Row>();
  let before: readonly Exchange[] = [];
  let endpoints: readonly Endpoint[] = [];
  let places = 0;
  /** How many exchanges show that the user's settings withhold `Sec-Fetch-Storage-Access`. */
  let withholding = 0;

  const count = (exchange: Exchange, place: number): void => {
    if (withholdsStorageAccess(exchange)) withholding += 1;
    for (const server of serversOf(exchange)) credentials.add(exchange, server, place);
  };
  const discount = (exchange: Exchange): void => {
    if (withholdsStorageAccess(exchange)) withholding -= 1;
    for (const server of serversOf(exchange)) credentials.remove(exchange, server);
  };
  const itemOf = (exchange: Exchange, place: number): Item => {
    const others: Others = {
      likely: credentials.likely(exchange),
      storageAccessWithheld: withholding > 0,
    };
    const old = items.get(exchange.id);
    if (old?.exchange === exchange && isAlike(old.others, others) && old.place === place) {
      return old;
    }
    const diagnosis = diagnoseRow(exchange, browser, others, () => before);
    return { exchange, place, others, diagnosis };
  };

  return (exchanges) => {
    if (exchanges === before) return endpoints;
    const { removed, changed, added } = compare(before, exchanges);
    before = exchanges;
    const wasWithholding = withholding > 0;
    const fresh = new Map<string, { readonly exchange: Exchange; readonly place: number }>();
    const changes = createRowChanges(rows);
    for (const exchange of removed) {
      discount(exchange);
      changes.leave(items.get(exchange.id));
      items.delete(exchange.id);
    }
    for (const [old, exchange] of changed) {
      const place = items.get(old.id)?.place ?? places;
      discount(old);
      count(exchange, place);
      fresh.set(exchange.id, { exchange, place });
    }
    for (const exchange of added) {
      places += 1;
      count(exchange, places);
      fresh.set(exchange.id, { exchange, place: places });
    }
    const affected = credentials.affected();
    for (const id of wasWithholding === withholding > 0 ? affected : items.keys()) {
      const item = items.get(id);
      if (item !== undefined && !fresh.has(id)) fresh.set(id, item);
    }
    for (const [id, { exchange, place }] of fresh) {
      const [old, item] = [items.get(id), itemOf(exchange, place)];
      if (old === item) continue;
      changes.leave(old);
      changes.enter(item);
      items.set(id, item);
    }
    if (changes.apply())
      endpoints = [...rows.values()].toSorted(byFirst).map((row) => row.endpoint);
    return endpoints;
  };
}

const isAlike = (a: Others, b: Others): boolean =>
  a.likely === b.likely && a.storageAccessWithheld === b.storageAccessWithheld;

/** Collects what enters and leaves rows, so that each row is made once, however much does. */
function createRowChanges(rows: Map<string, Row>) {
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

const byFirst = (a: Row, b: Row): number => byTime(a.items[0], b.items[0]);

type Comparison = {
  readonly removed: readonly Exchange[];
  readonly changed: readonly (readonly [old: Exchange, now: Exchange])[];
  readonly added: readonly Exchange[];
};

/** What was put in the middle counts as removed and added, together with all that follows it. */
function compare(before: readonly Exchange[], now: readonly Exchange[]): Comparison {
  const removed: Exchange[] = [];
  const changed: (readonly [Exchange, Exchange])[] = [];
  let next = 0;
  for (const old of before) {
    const other = now[next];
    if (old === other) next += 1;
    else if (old.id === other?.id) {
      changed.push([old, other]);
      next += 1;
    } else removed.push(old);
  }
  return { removed, changed, added: now.slice(next) };
}
