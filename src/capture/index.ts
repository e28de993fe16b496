export { type ParsedCapture, parseCapture } from './parse-state.ts';
export { reduceCapture } from './reduce.ts';
export { type CaptureState, DEFAULT_LIMITS, initialCapture, type Limits } from './state.ts';
export { toEntries } from './store-state.ts';
export {
  changedSince,
  changedTabs,
  exchangesOfTab,
  type TabChange,
  type TabFacts,
  tabFacts,
} from './view.ts';
