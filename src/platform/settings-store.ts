import type { Storage } from 'webextension-polyfill';
import { parseSettings, type SettingsStore } from '../model/settings.ts';
import { browser } from './browser.ts';

const KEY = 'settings';

/** Synced between the user's browsers where this one can; else kept in this one. */
export function settingsStore(): SettingsStore {
  return {
    read: async () => parseSettings(await firstOf((area) => area.get(KEY)).then(valueIn)),
    write: async (settings) => {
      await firstOf((area) => area.set({ [KEY]: settings }));
    },
    onChanged(listener) {
      const onChange = (changes: Readonly<Record<string, Storage.StorageChange>>): void => {
        const change = changes[KEY];
        if (change !== undefined) listener(parseSettings(change.newValue));
      };
      browser.storage.onChanged.addListener(onChange);
      return () => browser.storage.onChanged.removeListener(onChange);
    },
  };
}

const valueIn = (items: Readonly<Record<string, unknown>>): unknown => items[KEY];

/** Firefox refuses to sync for an extension that was loaded without an id. */
async function firstOf<Result>(
  use: (area: Storage.StorageArea) => Promise<Result>,
): Promise<Result> {
  const { sync, local } = browser.storage as Partial<typeof browser.storage> & {
    readonly local: Storage.StorageArea;
  };
  if (sync === undefined) return use(local);
  try {
    return await use(sync);
  } catch {
    return use(local);
  }
}
