import { createContext, useCallback, useEffect, useMemo, useState } from 'react';
import { type ChosenStacks, NO_STACKS, withStack } from '../model/chosen-stacks.ts';
import { withCopied } from '../model/copied.ts';
import { type KeptNotes, NO_NOTES, type Notes } from '../model/notes.ts';
import { withSaid } from '../model/said-cookies.ts';
import type { ViewEnvironment } from './environment.ts';

/** A tab's notes, and the functions that add to them. */
export type NoteBook = {
  readonly notes: Notes;
  /** The servers that the user has chosen. */
  readonly stacks: ChosenStacks;
  /** Notes that the user has just copied this text for a server. */
  readonly noteCopy: (server: string, text: string) => void;
  /** Notes whether an endpoint's requests send cookies; null takes the answer back. */
  readonly say: (key: string, sends: boolean | null) => void;
  /** Notes which stack the user has chosen for a server, by its origin. */
  readonly choose: (server: string, stack: string) => void;
};

/** The tab's notes. None until they are read. */
export function useNotes({ notes: store }: ViewEnvironment): NoteBook {
  const [notes, setNotes] = useState(NO_NOTES);
  const [stacks, setStacks] = useState(NO_STACKS);
  const show = useCallback(({ stacks: read, ...others }: KeptNotes): void => {
    // Diagnoses are made again for other notes, so equal ones stay the same object.
    setNotes((present) => sameOr(present, others));
    setStacks((present) => sameOr(present, read));
  }, []);
  useEffect(() => {
    store.read().then(show, () => {});
    return store.onReturn(show);
  }, [store, show]);
  const change = useCallback(
    async (next: (present: KeptNotes) => KeptNotes): Promise<void> => {
      // Another view may have written since.
      const changed = next(await store.read());
      show(changed);
      await store.write(changed);
    },
    [store, show],
  );
  return useMemo(
    () => ({
      notes,
      stacks,
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
      choose: (server, stack) => {
        // Also shown if it cannot be kept.
        setStacks((present) => withStack(present, server, stack));
        change((present) => ({
          ...present,
          stacks: withStack(present.stacks, server, stack),
        })).catch(() => {});
      },
    }),
    [notes, stacks, change],
  );
}

const sameOr = <Value>(present: Value, read: Value): Value =>
  JSON.stringify(present) === JSON.stringify(read) ? present : read;

/** The notes of the view's tab, for every component below. */
export const NoteBookContext = createContext<NoteBook>({
  notes: NO_NOTES,
  stacks: NO_STACKS,
  noteCopy: () => {},
  say: () => {},
  choose: () => {},
});

/** Notes each text that a Copy button below copies. Null: nobody takes notes. */
export const NoteCopies = createContext<((text: string) => void) | null>(null);
