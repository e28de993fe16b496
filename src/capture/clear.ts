import { firstAt, isPending } from './record.ts';
import { forget, remove } from './remove.ts';
import { queueOf } from './retention.ts';
import { type CaptureState, changeTab, NEW_TAB } from './state.ts';
import { entries } from './table.ts';
import { withoutWaiting } from './waiting-declarations.ts';

/** Forgets what began in a tab up to that time. */
export const clearTab = (state: CaptureState, tabId: number, until: number): CaptureState =>
  changeTab(withoutRequests(state, tabId, until), tabId, (tab) => ({
    ...NEW_TAB,
    navigatedAt: tab.navigatedAt,
    observedAt: tab.observedAt,
    origins: tab.origins,
    exchanges: tab.exchanges,
    queue: queueOf(tab.exchanges),
    clearedAt: Math.max(until, tab.clearedAt),
  }));

/** Forgets everything of a tab, except that it was closed. */
export const closeTab = (state: CaptureState, tabId: number, at: number): CaptureState =>
  changeTab(withoutRequests(state, tabId, Infinity), tabId, () => ({ ...NEW_TAB, closedAt: at }));

function withoutRequests(state: CaptureState, tabId: number, until: number): CaptureState {
  const cleared = entries(state.records)
    .filter(([, { record }]) => record.tabId === tabId && firstAt(record) <= until)
    .reduce(
      (next, [id, { record }]) => (isPending(record) ? forget(next, id) : remove(next, [id])),
      state,
    );
  return withoutWaiting(cleared, tabId, ({ at }) => at <= until);
}
