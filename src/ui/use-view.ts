import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Declaration } from '../model/declared.ts';
import type { ViewEnvironment } from './environment.ts';
import { type Feed, startFeed } from './feed.ts';
import { stateLike, type ViewEvent, type ViewState } from './state.ts';
import { createStore } from './store.ts';

/**
 * A hidden view gets no frames, even if its document calls itself visible: behind another panel of
 * DevTools. Messages must not pile up for it.
 */
const UNSEEN_MS = 500;
const MOST_CALLS = 1_000;

function nextFrame(callback: () => void): void {
  const run = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    callback();
  };
  const frame = requestAnimationFrame(run);
  const timer = setTimeout(run, UNSEEN_MS);
}

export type View = {
  readonly state: ViewState;
  readonly dispatch: (event: ViewEvent) => void;
  /** Asks the background to forget the tab's exchanges. */
  readonly clear: () => void;
  /** Asks it to bring back what was cleared a moment ago. */
  readonly undoClear: () => void;
  /** Asks the background to start or stop watching the tab. */
  readonly watch: Feed['watch'];
  /** The page's calls that made no request, the newest last. */
  readonly calls: readonly Declaration[];
  /** Observes pages from now on, and reloads this one. */
  readonly observe: Feed['observe'];
  /** Sends the page's resource timings. */
  readonly handedOver: Feed['handedOver'];
  /** Applies a fix to the tab, for as long as this view is open. */
  readonly tryFix: Feed['tryFix'];
  readonly endTrial: Feed['endTrial'];
};

/** A view's live state: connected to the background as long as the view is shown. */
export function useView(environment: ViewEnvironment): View {
  const store = useMemo(
    () => createStore(nextFrame, stateLike(environment.view.last)),
    [environment],
  );
  const [feed, setFeed] = useState<Feed | null>(null);
  const [calls, setCalls] = useState<readonly Declaration[]>([]);
  useEffect(() => {
    const start = (): Feed =>
      startFeed(environment, store, (news) => {
        setCalls((calls) => [...calls, ...news].slice(-MOST_CALLS));
      });
    let started = start();
    setFeed(started);
    // Firefox still tells a closed window what its ports say, but refuses it timers.
    const onHide = (): void => started.stop();
    const onShow = ({ persisted }: PageTransitionEvent): void => {
      if (!persisted) return;
      started = start();
      setFeed(started);
    };
    addEventListener('pagehide', onHide);
    addEventListener('pageshow', onShow);
    return () => {
      removeEventListener('pagehide', onHide);
      removeEventListener('pageshow', onShow);
      started.stop();
    };
  }, [environment, store]);
  const state = useSyncExternalStore(store.subscribe, store.get);
  return {
    state,
    dispatch: store.dispatch,
    clear: () => feed?.clear(),
    undoClear: () => feed?.undoClear(),
    watch: (on) => feed?.watch(on),
    calls,
    observe: () => feed?.observe(),
    handedOver: (requests) => feed?.handedOver(requests),
    tryFix: (plan) => feed?.tryFix(plan),
    endTrial: () => feed?.endTrial(),
  };
}
