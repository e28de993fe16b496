import type { TabStatus } from '../protocol.ts';

/** A watched tab of which nothing has left. */
export const status: TabStatus = {
  tabId: 1,
  watchingSince: 1,
  navigatedAt: 0,
  dropped: 0,
  restarts: 0,
  interruptedAt: 0,
  watching: true,
  storageProblem: null,
};
