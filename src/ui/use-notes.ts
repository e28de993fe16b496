import { createContext, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type ChosenStacks, NO_STACKS, withStack } from '../model/chosen-stacks.ts';
import { withCopied } from '../model/copied.ts';
import { withNotMine } from '../model/not-mine.ts';
import { type KeptNotes, NO_NOTES, type Notes } from '../model/notes.ts';
import { NO_ROW_NOTES, type RowNotes } from '../model/row-notes.ts';
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
  /** Notes whether the user cannot change a server, by its origin. */
  readonly sayNotMine: (server: string, isNotMine: boolean) => void;
  /** Notes which stack the user has chosen for a server, by its origin. */
  readonly choose: (server: string, stack: string) => void;
  /** What the user did with the rows of the list. */
  readonly rows: RowNotes;
  readonly changeRows: (next: (present: RowNotes) => RowNotes) => void;
};

/** The tab's notes. None until they are read. */
export function useNotes({ notes: store }: ViewEnvironment): NoteBook {
  const [notes, setNotes] = useState(NO_NOTES);
  const [stacks, setStacks] = useState(NO_STACKS);
  const [rows, setRows] = useState(NO_ROW_NOTES);
  const show = useCallback(({ stacks: read, rows: ofRows, ...others }: KeptNotes): void => {
    // Diagnoses are made again for other notes, so equal ones stay the same object.
    setNotes((present) => sameOr(present, others));
    setStacks((present) => sameOr(present, read));
    setRows((present) => sameOr(present, ofRows));
  }, []);
  useEffect(() => {
    store.read().then(show, () => {});
    return store.onReturn(show);
  }, [store, show]);
  const queue = useRef({ last: Promise.resolve(), waiting: 0 });
  const change = useCallback(
    (next: (present: KeptNotes) => KeptNotes): Promise<void> => {
      queue.current.waiting += 1;
      const write = async (): Promise<void> => {
        try {
          // Another view may have written since.
          const changed = next(await store.read());
          // What the user did meanwhile is shown already.
          if (queue.current.waiting === 1) show(changed);
          await store.write(changed);
        } finally {
          queue.current.waiting -= 1;
        }
      };
      const written = queue.current.last.then(write);
      queue.current.last = written.catch(() => {});
      return written;
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
      sayNotMine: (server, isNotMine) => {
        change((present) => ({
          ...present,
          notMine: withNotMine(present.notMine, server, isNotMine),
        })).catch(() => {});
      },
      choose: (server, stack) => {
        // Also shown if it cannot be kept.
        setStacks((present) => withStack(present, server, stack));
        change((present) => ({
          ...present,
          stacks: withStack(present.stacks, server, stack),
        })).catch(() => {});
      },
      rows,
      changeRows: (next) => {
        // Shown at once, also if it cannot be kept.
        setRows(next);
        change((present) => ({ ...present, rows: next(present.rows) })).catch(() => {});
      },
    }),
    [notes, stacks, rows, change],
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
  sayNotMine: () => {},
  choose: () => {},
  rows: NO_ROW_NOTES,
  changeRows: () => {},
});

/** Notes each text that a Copy button below copies. Null: nobody takes notes. */
export const NoteCopies = createContext<((text: string) => void) | null>(null);
