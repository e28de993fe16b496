export { withLimits } from './limits.ts';
export { parseCapture } from './parse-state.ts';
export { reduceCapture } from './reduce.ts';
export { type CaptureState, DEFAULT_LIMITS, initialCapture } from './state.ts';
export { toEntries } from './store-state.ts';
export {
  changedSince,
  changedTabs,
  exchangesOfTab,
  isKnown,
  lastEvents,
  tabFacts,
} from './view.ts';
