import { type ViewKeeper, viewKey } from '../model/kept-view.ts';
import { parseKeptView, viewToKeep } from '../model/stored-view.ts';
import { browser } from './browser.ts';

/** The view of a tab's DevTools, in `storage.session`: in memory, never on disk. */
export async function viewKeeper(tabId: number): Promise<ViewKeeper> {
  const area = browser.storage.session;
  const key = viewKey(tabId);
  const stored = await area.get(key).catch(() => ({}));
  return {
    last: parseKeptView(Reflect.get(stored, key)),
    keep: (view) => {
      // Full: the panel then only forgets this when it is loaded again.
      area.set({ [key]: viewToKeep(view) }).catch(() => {});
    },
  };
}
