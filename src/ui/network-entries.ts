import type { NetworkEntry } from '../model/network-entry.ts';
import type { ViewEnvironment } from './environment.ts';

/** A page may make very many requests. Old entries are no longer needed. */
const MOST_ENTRIES = 2_000;
/** Entries come in bursts. */
const BATCH_MS = 100;

/**
 * What DevTools' recorder reported, the newest last. In the form that `useSyncExternalStore` needs.
 */
export type NetworkEntries = {
  readonly get: () => readonly NetworkEntry[];
  readonly subscribe: (listener: () => void) => () => void;
  /** Starts to listen. Returns the function that stops it. */
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
