import type { NetworkEntry } from '../model/network-entry.ts';
import type { ViewEnvironment } from './environment.ts';

/** A page may make very many requests; what belongs to old ones has been looked at. */
const MOST_ENTRIES = 2_000;
/** Entries come in bursts. */
const BATCH_MS = 100;

/** What DevTools' recorder told, the newest last: what `useSyncExternalStore` asks for. */
export type NetworkEntries = {
  readonly get: () => readonly NetworkEntry[];
  readonly subscribe: (listener: () => void) => () => void;
  /** Begins to listen; returns the function that stops it. */
  readonly start: () => () => void;
};

export function createNetworkEntries({
  onNetworkEntry,
}: Pick<ViewEnvironment, 'onNetworkEntry'>): NetworkEntries {
  const listeners = new Set<() => void>();
  let entries: readonly NetworkEntry[] = [];
  let waiting: NetworkEntry[] = [];

  const publish = (): void => {
    entries = [...entries, ...waiting].slice(-MOST_ENTRIES);
    waiting = [];
    for (const listener of listeners) listener();
  };
  return {
    get: () => entries,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: () => {
      entries = [];
      waiting = [];
      return onNetworkEntry((entry) => {
        waiting.push(entry);
        if (waiting.length === 1) setTimeout(publish, BATCH_MS);
      });
    },
  };
}
