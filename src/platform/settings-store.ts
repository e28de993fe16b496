import type { Storage } from 'webextension-polyfill';
import { parseSettings, type SettingsStore } from '../model/settings.ts';
import { browser } from './browser.ts';

const KEY = 'settings';

/** Synced between the user's browsers if this one can do that, else kept in this one. */
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
      // Not for the storage as a whole: that also reports each captured request.
      for (const area of areas()) area.onChanged.addListener(onChange);
      return () => {
        for (const area of areas()) area.onChanged.removeListener(onChange);
      };
    },
  };
}

const valueIn = (items: Readonly<Record<string, unknown>>): unknown => items[KEY];

type Areas = readonly [Storage.StorageArea, ...Storage.StorageArea[]];

/** Where settings can be kept, the best place first. */
function areas(): Areas {
  const { sync, local } = browser.storage as Partial<typeof browser.storage> & {
    readonly local: Storage.StorageArea;
  };
  return sync === undefined ? [local] : [sync, local];
}

/** Firefox refuses to sync for an extension that was loaded without an id. */
async function firstOf<Result>(
  use: (area: Storage.StorageArea) => Promise<Result>,
): Promise<Result> {
  const [best, other = best] = areas();
  try {
    return await use(best);
  } catch {
    return use(other);
  }
}
