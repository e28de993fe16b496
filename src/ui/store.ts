import {
  type FeedEvent,
  firstOf,
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
  /** Applies with the next frame, very much with the next ones: what the background sends. */
  readonly enqueue: (event: FeedEvent) => void;
};

/** More exchanges than that make a frame late: each is diagnosed when it is taken in. */
const MOST_A_FRAME = 100;
/** Of the very first: what has never run yet takes longer. */
const MOST_AT_FIRST = 50;

/** `nextFrame` calls back once, soon: once a frame while the view is visible. */
export function createStore(nextFrame: (callback: () => void) => void): ViewStore {
  let state = INITIAL_STATE;
  let waiting: FeedEvent[] = [];
  let willFlush = false;
  const listeners = new Set<() => void>();

  const apply = (events: readonly ViewEvent[]): void => {
    const next = events.reduce(reduceView, state);
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  };
  const flush = (): void => {
    willFlush = false;
    const most = Math.min(MOST_AT_FIRST + state.exchanges.length, MOST_A_FRAME);
    const [first, rest] = firstOf(joinFeed(waiting), most);
    waiting = [...rest];
    apply(first);
    if (rest.length > 0) flushSoon();
  };
  const flushSoon = (): void => {
    if (willFlush) return;
    willFlush = true;
    nextFrame(flush);
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
      flushSoon();
    },
  };
}
