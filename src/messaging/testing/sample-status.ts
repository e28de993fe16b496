import type { TabStatus } from '../protocol.ts';

/** A watched tab from which no exchange was removed. */
export const status: TabStatus = {
  tabId: 1,
  watchingSince: 1,
  navigatedAt: 0,
  observedAt: 0,
  dropped: 0,
  restarts: 0,
  interruptedAt: 0,
  watching: true,
  storageProblem: null,
  trial: null,
  trialProblem: null,
};
