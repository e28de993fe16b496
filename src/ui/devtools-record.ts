import { type KeptEntry, keptEntry } from '../har/keep-entry.ts';
import type { HarReading } from '../har/parse-har.ts';
import type { BrowserName } from '../model/exchange.ts';
import type { ViewEnvironment } from './environment.ts';

/** A page may make very many requests. */
const MOST_ENTRIES = 1_000;
/** Entries come in bursts, and each reading begins from the start. */
const BATCH_MS = 250;

/**
 * What DevTools' own recorder has of the page's requests, in the form that `useSyncExternalStore`
 * needs. It needs no permission.
 */
export type DevtoolsRecord = {
  readonly get: () => readonly KeptEntry[];
  readonly subscribe: (listener: () => void) => () => void;
  /** Starts to listen. Returns the function that stops it. */
  readonly start: () => () => void;
};

export function createDevtoolsRecord({
  onHarEntry,
}: Pick<ViewEnvironment, 'onHarEntry'>): DevtoolsRecord {
  const listeners = new Set<() => void>();
  let entries: readonly KeptEntry[] = [];
  let waiting: KeptEntry[] = [];

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
      return onHarEntry((raw) => {
        const entry = keptEntry(raw);
        if (entry === null) return;
        waiting.push(entry);
        if (waiting.length === 1) setTimeout(publish, BATCH_MS);
      });
    },
  };
}

/** Who writes these entries: it decides what a missing value means. */
const CREATORS: Readonly<Record<BrowserName, string>> = {
  chromium: 'WebInspector',
  firefox: 'Firefox',
  webkit: 'WebKit Web Inspector',
};

/** The entries as a file that the same browser has saved. */
export async function readRecord(
  entries: readonly KeptEntry[],
  browser: BrowserName,
): Promise<HarReading> {
  // Needed only where a host is not granted.
  const { parseHar } = await import('../har/parse-har.ts');
  return parseHar({ log: { creator: { name: CREATORS[browser] }, entries } }, browser);
}
