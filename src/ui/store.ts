import {
  type FeedEvent,
  firstOf,
  INITIAL_STATE,
  joinFeed,
  reduceView,
  type ViewEvent,
  type ViewState,
} from './state.ts';

/** A view's state and its listeners, in the form that `useSyncExternalStore` needs. */
export type ViewStore = {
  readonly get: () => ViewState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Applies an action of the user at once. */
  readonly dispatch: (event: ViewEvent) => void;
  /**
   * Applies messages of the background with the next frame. Very many are spread over several
   * frames.
   */
  readonly enqueue: (event: FeedEvent) => void;
};

/** More exchanges make a frame late: each is diagnosed when it is applied. */
const MOST_A_FRAME = 100;
/** For the very first exchanges: code that has never run is slower. */
const MOST_AT_FIRST = 50;

/** `nextFrame` calls back once, soon: once a frame while the view is visible. */
export function createStore(
  nextFrame: (callback: () => void) => void,
  first: ViewState = INITIAL_STATE,
): ViewStore {
  let state = first;
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
