import { type NotesStore, notesKey, parseNotes } from '../model/notes.ts';
import { browser } from './browser.ts';

/** A tab's notes in `storage.session`: all views share them, and they outlive the worker. */
export function notesStore(tabId: number): NotesStore {
  const area = browser.storage.session;
  const key = notesKey(tabId);
  const read: NotesStore['read'] = async () => parseNotes((await area.get(key))[key]);
  return {
    read,
    write: (notes) => area.set({ [key]: notes }),
    onReturn(listener) {
      // `storage.onChanged` would also report each captured request.
      const onFocus = (): void => {
        read().then(listener, () => {});
      };
      addEventListener('focus', onFocus);
      return () => removeEventListener('focus', onFocus);
    },
  };
}
