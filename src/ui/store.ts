import {
  type FeedEvent,
  INITIAL_STATE,
  joinFeed,
  reduceView,
  type ViewEvent,
  type ViewState,
} from './state.ts';

/** A view's state with its listeners: what `useSyncExternalStore` asks for, and two inlets. */
export type ViewStore = {
  readonly get: () => ViewState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Applies at once: what the user does. */
  readonly dispatch: (event: ViewEvent) => void;
  /** Applies with everything else of the same frame: what the background sends. */
  readonly enqueue: (event: FeedEvent) => void;
};

/** `nextFrame` calls back once, soon: once a frame while the view is visible. */
export function createStore(nextFrame: (callback: () => void) => void): ViewStore {
  let state = INITIAL_STATE;
  let waiting: FeedEvent[] = [];
  const listeners = new Set<() => void>();

  const apply = (events: readonly ViewEvent[]): void => {
    const next = events.reduce(reduceView, state);
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  };
  const flush = (): void => {
    const events = joinFeed(waiting);
    waiting = [];
    apply(events);
  };

  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch: (event) => apply([event]),
    enqueue: (event) => {
      waiting.push(event);
      if (waiting.length === 1) nextFrame(flush);
    },
  };
}
