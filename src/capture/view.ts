import type { Exchange } from '../model/exchange.ts';
import { lastAt } from './record.ts';
import { compareIds } from './request-order.ts';
import { type CaptureState, NO_TAB, type Tab, tabOf } from './state.ts';
import { difference, entries, lookup, type Table } from './table.ts';

/**
 * The exchanges of a tab, the oldest first. Requests of shared and service workers belong to no
 * tab. They are shown in every tab that has, or had, a document of their origin.
 */
export function exchangesOfTab(state: CaptureState, tabId: number): readonly Exchange[] {
  const workers = tabId === NO_TAB ? [] : entries(workersOf(state));
  const tab = tabOf(state, tabId);
  return [...entries(tab.exchanges), ...workers.filter(([, one]) => isOfTab(one, tab))]
    .map(([, exchange]) => exchange)
    .toSorted(byBegin);
}

const workersOf = (state: CaptureState): Table<Exchange> => tabOf(state, NO_TAB).exchanges;

const isOfTab = ({ initiator, hops }: Exchange, tab: Tab): boolean =>
  initiator !== null && tab.origins.includes(initiator) && hops[0].at > tab.clearedAt;

const byBegin = (a: Exchange, b: Exchange): number =>
  a.hops[0].at - b.hops[0].at || compareIds(a.id, b.id);

/** Whether anything was seen of a request. */
export const isKnown = (state: CaptureState, requestId: string): boolean =>
  lookup(state.records, requestId) !== undefined;

/** When something last happened in each tab. */
export function lastEvents(state: CaptureState): ReadonlyMap<number, number> {
  const last = new Map<number, number>();
  for (const [, { record }] of entries(state.records)) {
    last.set(record.tabId, Math.max(last.get(record.tabId) ?? 0, lastAt(record)));
  }
  return last;
}

/** What is known of a tab besides its exchanges. */
export type TabFacts = {
  /** When the tab's present document began to load; 0 when no navigation was seen. */
  readonly navigatedAt: number;
  /** When the observer last began in one of its documents; 0 when it never did. */
  readonly observedAt: number;
  /** How many of its exchanges were removed to keep within the limits. */
  readonly dropped: number;
};

export function tabFacts(state: CaptureState, tabId: number): TabFacts {
  const { navigatedAt, observedAt, dropped } = tabOf(state, tabId);
  return { navigatedAt, observedAt, dropped };
}

/** What a view of one tab must receive. */
export type TabChange = {
  /** New or changed exchanges, the oldest first. */
  readonly changed: readonly Exchange[];
  /** Ids of exchanges that are no longer shown. */
  readonly removed: readonly string[];
};

/** What has changed in a tab between two states. The cost depends only on the difference. */
export function changedSince(before: CaptureState, after: CaptureState, tabId: number): TabChange {
  const [old, now] = [tabOf(before, tabId), tabOf(after, tabId)];
  const own = difference(old.exchanges, now.exchanges);
  const workers = tabId === NO_TAB ? NO_CHANGE : changedWorkers(before, after, tabId);
  return {
    changed: [...own.put.map(([, exchange]) => exchange), ...workers.changed].toSorted(byBegin),
    removed: [...own.dropped, ...workers.removed],
  };
}

const NO_CHANGE: TabChange = { changed: [], removed: [] };

function changedWorkers(before: CaptureState, after: CaptureState, tabId: number): TabChange {
  const [old, now] = [tabOf(before, tabId), tabOf(after, tabId)];
  const [oldWorkers, workers] = [workersOf(before), workersOf(after)];
  const isSameView = old.origins === now.origins && old.clearedAt === now.clearedAt;
  const { put, dropped } = difference(oldWorkers, workers);
  const ids = isSameView
    ? [...put.map(([id]) => id), ...dropped]
    : [...entries(oldWorkers), ...entries(workers)].map(([id]) => id);
  const changed: Exchange[] = [];
  const removed: string[] = [];
  for (const id of new Set(ids)) {
    const [was, is] = [lookup(oldWorkers, id), lookup(workers, id)];
    const wasShown = was !== undefined && isOfTab(was, old);
    const isShown = is !== undefined && isOfTab(is, now);
    if (isShown && !(wasShown && was === is)) changed.push(is);
    if (wasShown && !isShown) removed.push(id);
  }
  return { changed, removed };
}

/** The tabs whose views must receive something: exchanges, facts, or requests of workers. */
export function changedTabs(before: CaptureState, after: CaptureState): ReadonlySet<number> {
  const { put, dropped } = difference(before.tabs, after.tabs);
  const ids = new Set([...put.map(([tabId]) => tabId), ...dropped].map(Number));
  const candidates = ids.has(NO_TAB)
    ? new Set([...ids, ...entries(after.tabs).map(([tabId]) => Number(tabId))])
    : ids;
  return new Set([...candidates].filter((tabId) => isChanged(before, after, tabId)));
}

function isChanged(before: CaptureState, after: CaptureState, tabId: number): boolean {
  const [old, now] = [tabFacts(before, tabId), tabFacts(after, tabId)];
  const keys = ['navigatedAt', 'observedAt', 'dropped'] as const;
  if (keys.some((key) => old[key] !== now[key])) return true;
  const { changed, removed } = changedSince(before, after, tabId);
  return changed.length + removed.length > 0;
}
