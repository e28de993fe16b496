import { createCredentialsIndex } from '../diagnosis/credentials.ts';
import type { RowDiagnosis } from '../diagnosis/diagnosis.ts';
import type { Others } from '../diagnosis/judge.ts';
import { serversOf } from '../diagnosis/neighbours.ts';
import type { BrowserName, Exchange } from '../model/exchange.ts';
import { withholdsStorageAccess } from '../policy/credentials.ts';
import type { Endpoint } from './endpoints.ts';
import { listChanges } from './list-changes.ts';
import { createRowChanges, endpointsOf, type Item, type Rows } from './rows.ts';
import type { Judged } from './told-apart.ts';

/**
 * Returns the endpoints of a changing list of exchanges, in the order of their first appearance.
 */
export type EndpointIndex<Seen extends Judged = RowDiagnosis> = (
  exchanges: readonly Exchange[],
) => readonly Endpoint<Seen>[];

/** Judges one of very many exchanges. */
export type Judge<Seen extends Judged> = (
  exchange: Exchange,
  browser: BrowserName,
  others: Others,
) => Seen;

/**
 * An index for one live list. It finds the same endpoints as `groupEndpoints`. Unchanged ones are
 * not diagnosed or grouped again, and stay the same object.
 */
export function createEndpointIndex<Seen extends Judged>(
  browser: BrowserName,
  judge: Judge<Seen>,
): EndpointIndex<Seen> {
  const credentials = createCredentialsIndex(browser);
  const items = new Map<string, Item<Seen>>();
  const rows = new Map<string, Rows<Seen>>();
  let before: readonly Exchange[] = [];
  let endpoints: readonly Endpoint<Seen>[] = [];
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
  const itemOf = (exchange: Exchange, place: number): Item<Seen> => {
    const others: Others = {
      likely: credentials.likely(exchange),
      storageAccessWithheld: withholding > 0,
    };
    const old = items.get(exchange.id);
    if (old?.exchange === exchange && isAlike(old.others, others) && old.place === place) {
      return old;
    }
    const diagnosis = judge(exchange, browser, others);
    return { exchange, place, others, diagnosis };
  };

  return (exchanges) => {
    if (exchanges === before) return endpoints;
    const { removed, changed, added } = listChanges(before, exchanges);
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
    if (changes.apply()) endpoints = endpointsOf(rows);
    return endpoints;
  };
}

const isAlike = (a: Others, b: Others): boolean =>
  a.likely === b.likely && a.storageAccessWithheld === b.storageAccessWithheld;
