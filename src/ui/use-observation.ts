import { useCallback, useEffect, useRef, useState } from 'react';
import type { Declaration } from '../model/declared.ts';
import type { ViewEnvironment } from './environment.ts';
import type { Feed } from './feed.ts';
import { useLatest } from './use-latest.ts';

/** Whether the page's code can be observed, and whether it is observed now. */
export type Observation = {
  readonly state: 'unavailable' | 'idle' | 'observing';
  /** What the page's code asked for, the newest last. */
  readonly calls: readonly Declaration[];
  /** Reloads the page with an observer. Call from a click. */
  readonly start: () => void;
};

const MOST_CALLS = 1_000;

/** "Reload and observe": one click of the user, and then what the page's code asks for. */
export function useObservation(
  { reloadAndObserve }: ViewEnvironment,
  observed: Feed['observed'],
): Observation {
  const [observing, setObserving] = useState(false);
  const [calls, setCalls] = useState<readonly Declaration[]>([]);
  const stop = useRef<(() => void) | null>(null);
  const tell = useLatest(observed);
  useEffect(() => () => stop.current?.(), []);
  const start = useCallback(() => {
    if (reloadAndObserve === null) return;
    stop.current?.();
    setObserving(true);
    stop.current = reloadAndObserve(
      (declarations) => {
        setCalls((calls) => [...calls, ...declarations].slice(-MOST_CALLS));
        tell(declarations);
      },
      () => setObserving(false),
    );
  }, [reloadAndObserve, tell]);
  const state = reloadAndObserve === null ? 'unavailable' : observing ? 'observing' : 'idle';
  return { state, calls, start };
}
