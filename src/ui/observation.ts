import type { ViewState } from './state.ts';
import type { View } from './use-view.ts';

/** Whether the page's code is observed now. */
export type Observation = {
  /** Idle: observing is off, or the page was there before it began. */
  readonly state: 'unavailable' | 'idle' | 'observing';
  /** Observes pages from now on, and reloads this one. Call from a click. */
  readonly start: () => void;
};

/** What a view knows of the observer in its page. */
export function observationOf({ status }: ViewState, { observe }: View): Observation {
  const isObserved = status !== null && status.observedAt > 0;
  const state = status === null ? 'unavailable' : isObserved ? 'observing' : 'idle';
  return { state, start: observe };
}
