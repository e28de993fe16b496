import type { Exchange } from '../model/exchange.ts';
import { exchangeOf, orphanExchange, type Tracked, trackedForm } from './derive-exchange.ts';
import { hopKey, requestOfHop } from './pairing/hop-key.ts';
import { repair } from './pairing/repair.ts';
import { roleOf } from './pairing/role.ts';
import { isPending, lastAt, type RequestRecord } from './record.ts';
import { isRelevant } from './relevance.ts';
import { enqueued } from './retention.ts';
import { type CaptureState, changeTab } from './state.ts';
import { sizeOf } from './stored-record.ts';
import { drop, lookup, put } from './table.ts';

/** How long a preflight may wait for its request's own events before it is shown alone. */
const ORPHAN_PATIENCE = 2_000;

/** Stores a record, and derives again what depends on it. */
export function track(state: CaptureState, record: RequestRecord): CaptureState {
  const { id } = record;
  const old = lookup(state.records, id);
  const tracked = trackedForm(record, state.browser);
  const { pairing, changed } = repair(state.pairing, old?.parts ?? [], tracked.parts);
  const size = (one: RequestRecord): number => sizeOf(one, state.shared);
  const next: CaptureState = {
    ...state,
    pairing,
    records: put(state.records, id, tracked),
    bytes: state.bytes + size(record) - (old === undefined ? 0 : size(old.record)),
  };
  const moved =
    old === undefined || old.record.tabId === record.tabId
      ? next
      : show(next, old.record.tabId, id, null);
  const hop = lookup(pairing.hopOf, id);
  const affected = [id, ...(hop === undefined ? [] : [requestOfHop(hop)]), ...changed];
  return [...new Set(affected)].reduce(rederive, moved);
}

/** Derives again what is to be shown of a request. */
export function rederive(state: CaptureState, id: string): CaptureState {
  const tracked = lookup(state.records, id);
  if (tracked === undefined) return state;
  const exchange = currentExchange(state, tracked);
  const isOwned = lookup(state.pairing.hopOf, id) !== undefined;
  const isUnfinished = isPending(tracked.record) || (exchange === null && !isOwned);
  const unfinished = isUnfinished ? put(state.unfinished, id, true) : drop(state.unfinished, id);
  return show({ ...state, unfinished }, tracked.record.tabId, id, exchange);
}

/** What is to be shown of a request now; null if there is nothing, or nothing yet. */
function currentExchange(state: CaptureState, tracked: Tracked): Exchange | null {
  const { record, hops } = tracked;
  const { pairing, records } = state;
  if (lookup(pairing.hopOf, record.id) !== undefined) return null;
  const preflightOf = (index: number): Tracked | null => {
    const id = lookup(pairing.preflightOf, hopKey(record.id, index));
    return (id === undefined ? undefined : lookup(records, id)) ?? null;
  };
  const role = roleOf(hops);
  if (role !== 'actual' && preflightOf(0) === null) {
    const isAlone = !isPending(record) && state.clock >= lastAt(record) + ORPHAN_PATIENCE;
    if (!isAlone) return null;
  }
  const exchange =
    role === 'preflight'
      ? orphanExchange(tracked)
      : exchangeOf(tracked, preflightOf, state.browser);
  return exchange !== null && isRelevant(exchange) ? exchange : null;
}

/** The state with the exchange among what a tab shows; without it, if the exchange is null. */
export function show(
  state: CaptureState,
  tabId: number,
  id: string,
  exchange: Exchange | null,
): CaptureState {
  return changeTab(state, tabId, (tab) => {
    const isShown = lookup(tab.exchanges, id) !== undefined;
    if (exchange === null) return isShown ? { ...tab, exchanges: drop(tab.exchanges, id) } : tab;
    const exchanges = put(tab.exchanges, id, exchange);
    return { ...tab, exchanges, queue: isShown ? tab.queue : enqueued(tab.queue, id) };
  });
}
