import { isPending } from './record.ts';
import { forget, remove } from './remove.ts';
import { leastMissed, overfull } from './retention.ts';
import { type CaptureState, changeTab, type Limits, tabOf } from './state.ts';
import { entries, lookup } from './table.ts';

/** The state with other limits; what exceeds them is removed. */
export function withLimits(state: CaptureState, limits: Limits): CaptureState {
  return entries(state.tabs).reduce((next, [tabId]) => withinLimits(next, Number(tabId)), {
    ...state,
    limits,
  });
}

/** The state without what is too much for one tab, or for all together. */
export function withinLimits(state: CaptureState, tabId: number): CaptureState {
  let next = state;
  for (let choice = overfull(next, tabId); choice !== null; choice = overfull(next, tabId)) {
    const { id, queue } = choice;
    next = evict(
      changeTab(next, tabId, (tab) => ({ ...tab, queue })),
      id,
    );
  }
  if (next.bytes <= next.limits.bytes) return next;
  // Frees extra room at once, so that not every later event has to free some.
  const target = next.limits.bytes * 0.95;
  while (next.bytes > target) {
    const id = leastMissed(next);
    if (id === null) break;
    next = evict(next, id);
  }
  return next;
}

function evict(state: CaptureState, id: string): CaptureState {
  const tracked = lookup(state.records, id);
  if (tracked === undefined) return state;
  const { tabId } = tracked.record;
  const wasShown = lookup(tabOf(state, tabId).exchanges, id) !== undefined;
  const next = isPending(tracked.record) ? forget(state, id) : remove(state, [id]);
  if (!wasShown) return next;
  return changeTab(next, tabId, (tab) => ({ ...tab, dropped: tab.dropped + 1 }));
}
