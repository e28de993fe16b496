import { browser } from './browser.ts';

/** Storage that outlives the background worker and ends with the browser session. */
export interface Store {
  readAll(): Promise<Record<string, unknown>>;
  /** Writes and removes in the order of the calls. Rejects when the quota is full. */
  write(set: Readonly<Record<string, unknown>>, remove: readonly string[]): Promise<void>;
}

/** The browser's `storage.session`: in memory, never on disk, readable by the extension only. */
export function sessionStore(): Store {
  const area = browser.storage.session;
  return {
    readAll: () => area.get(null),
    async write(set, remove) {
      const removed = remove.length > 0 ? area.remove([...remove]) : undefined;
      const written = Object.keys(set).length > 0 ? area.set(set) : undefined;
      await Promise.all([removed, written]);
    },
  };
}
