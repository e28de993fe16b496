import { originOf } from '../model/origin.ts';
import type { RequestEvent } from './raw-event.ts';
import { type CaptureState, changeTab, NO_TAB } from './state.ts';

const MOST_ORIGINS = 32;

/** Notes when a tab began to load its present document. */
export function navigate(state: CaptureState, tabId: number, at: number): CaptureState {
  return changeTab(state, tabId, (tab) => {
    const isOver = tab.closedAt !== null && at <= tab.closedAt;
    return isOver || at <= tab.navigatedAt ? tab : { ...tab, closedAt: null, navigatedAt: at };
  });
}

/** Notes when the observer began in the document that the tab shows. */
export function observe(state: CaptureState, tabId: number, at: number): CaptureState {
  return changeTab(state, tabId, (tab) =>
    tab.closedAt !== null || at <= tab.observedAt ? tab : { ...tab, observedAt: at },
  );
}

/**
 * Remembers the origins of a tab's documents: a worker's request has an origin, but no tab. No worker
 * that is watched belongs to a tab apart.
 */
export function noteOrigin(state: CaptureState, event: RequestEvent): CaptureState {
  const origin = event.resourceType === 'main_frame' ? originOf(event.url) : event.initiator;
  if (event.tabId === NO_TAB || event.apart === true) return state;
  if (!/^https?:/.test(origin ?? '')) return state;
  return changeTab(state, event.tabId, (tab) => {
    if (origin === null || tab.closedAt !== null || tab.origins.includes(origin)) return tab;
    return { ...tab, origins: [...tab.origins, origin].slice(-MOST_ORIGINS) };
  });
}
