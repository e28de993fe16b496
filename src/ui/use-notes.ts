import { createContext, useCallback, useEffect, useMemo, useState } from 'react';
import { withCopied } from '../model/copied.ts';
import { NO_NOTES, type Notes } from '../model/notes.ts';
import { withSaid } from '../model/said-cookies.ts';
import type { ViewEnvironment } from './environment.ts';

/** A tab's notes, and the functions that add to them. */
export type NoteBook = {
  readonly notes: Notes;
  /** Notes that the user has just copied this text for a server. */
  readonly noteCopy: (server: string, text: string) => void;
  /** Notes whether an endpoint's requests send cookies; null takes the answer back. */
  readonly say: (key: string, sends: boolean | null) => void;
};

/** The tab's notes. None until they are read. */
export function useNotes({ notes: store }: ViewEnvironment): NoteBook {
  const [notes, setNotes] = useState(NO_NOTES);
  useEffect(() => {
    // Diagnoses are made again for other notes, so equal ones stay the same object.
    const show = (read: Notes): void =>
      setNotes((present) => (JSON.stringify(present) === JSON.stringify(read) ? present : read));
    store.read().then(show, () => {});
    return store.onReturn(show);
  }, [store]);
  const change = useCallback(
    async (next: (present: Notes) => Notes): Promise<void> => {
      // Another view may have written since.
      const changed = next(await store.read());
      setNotes(changed);
      await store.write(changed);
    },
    [store],
  );
  return useMemo(
    () => ({
      notes,
      noteCopy: (server, text) => {
        change((present) => {
          const copied = withCopied(present.copied, { server, text, at: Date.now() });
          return { ...present, copied };
        }).catch(() => {});
      },
      say: (key, sends) => {
        change((present) => ({ ...present, cookies: withSaid(present.cookies, key, sends) })).catch(
          () => {},
        );
      },
    }),
    [notes, change],
  );
}

/** The notes of the view's tab, for every component below. */
export const NoteBookContext = createContext<NoteBook>({
  notes: NO_NOTES,
  noteCopy: () => {},
  say: () => {},
});

/** Notes each text that a Copy button below copies. Null: nobody takes notes. */
export const NoteCopies = createContext<((text: string) => void) | null>(null);
