import { useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import type { Declaration } from '../model/declared.ts';
import type { NetworkEntries } from '../ui/network-entries.ts';
import type { ViewState } from '../ui/state.ts';
import { withLinesApart } from '../witnesses/lines-apart.ts';
import { stoppedExchanges, withStopped } from '../witnesses/stopped-requests.ts';

/** The view's state, plus requests that the browser stopped before they left the page. */
export type WithStopped = {
  readonly state: ViewState;
  /** Forgets the requests stopped until now. */
  readonly forget: () => void;
  /** Brings back what was forgotten last. */
  readonly remember: () => void;
};

/** Adds what only DevTools and the observer know to what the background sends. */
export function useStopped(
  state: ViewState,
  tabId: number,
  entries: NetworkEntries,
  calls: readonly Declaration[],
): WithStopped {
  const recorded = useSyncExternalStore(entries.subscribe, entries.get);
  const [{ since, before }, setSince] = useState({ since: 0, before: 0 });
  const stopped = useMemo(
    () => stoppedExchanges({ tabId, entries: recorded, calls, since }),
    [tabId, recorded, calls, since],
  );
  const apart = useMemo(
    () => withLinesApart(state.exchanges, recorded),
    [state.exchanges, recorded],
  );
  const exchanges = useMemo(
    () => (state.file === null ? withStopped(apart, stopped) : state.exchanges),
    [state.file, state.exchanges, apart, stopped],
  );
  const forget = useCallback(
    () => setSince(({ since }) => ({ since: Date.now(), before: since })),
    [],
  );
  const remember = useCallback(() => setSince({ since: before, before }), [before]);
  return {
    state: exchanges === state.exchanges ? state : { ...state, exchanges },
    forget,
    remember,
  };
}
