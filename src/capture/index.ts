export { parseCapture } from './parse-state.ts';
export { reduceCapture } from './reduce.ts';
export { type CaptureState, initialCapture } from './state.ts';
export { toEntries } from './store-state.ts';
export { changedSince, changedTabs, exchangesOfTab, tabFacts } from './view.ts';
