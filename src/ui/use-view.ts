import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ViewEnvironment } from './environment.ts';
import { type Feed, startFeed } from './feed.ts';
import type { ViewEvent, ViewState } from './state.ts';
import { createStore } from './store.ts';

/** A hidden view gets no frames; messages must not pile up for it. */
const HIDDEN_MS = 500;

function nextFrame(callback: () => void): void {
  if (document.visibilityState === 'hidden') setTimeout(callback, HIDDEN_MS);
  else requestAnimationFrame(callback);
}

export type View = {
  readonly state: ViewState;
  readonly dispatch: (event: ViewEvent) => void;
  /** Asks the background to forget the tab's exchanges. */
  readonly clear: () => void;
  /** Asks the background to begin or end the capturing of the tab. */
  readonly watch: Feed['watch'];
  /** Hands on what was observed in the page. */
  readonly observed: Feed['observed'];
};

/** A view's live state: connected to the background for as long as the view is shown. */
export function useView(environment: ViewEnvironment): View {
  const store = useMemo(() => createStore(nextFrame), []);
  const [feed, setFeed] = useState<Feed | null>(null);
  useEffect(() => {
    const started = startFeed(environment, store);
    setFeed(started);
    return started.stop;
  }, [environment, store]);
  const state = useSyncExternalStore(store.subscribe, store.get);
  return {
    state,
    dispatch: store.dispatch,
    clear: () => feed?.clear(),
    watch: (on) => feed?.watch(on),
    observed: (declarations) => feed?.observed(declarations),
  };
}
