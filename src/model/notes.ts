import { type ChosenStacks, NO_STACKS, parseStacks } from './chosen-stacks.ts';
import { type Copied, parseCopied } from './copied.ts';
import { fields } from './fields.ts';
import { type NotMine, parseNotMine } from './not-mine.ts';
import { NO_ROW_NOTES, parseRowNotes, type RowNotes } from './row-notes.ts';
import { parseSaidCookies, type SaidCookies } from './said-cookies.ts';

/** What the user did and said about one tab's requests. Diagnoses depend on it. */
export type Notes = {
  readonly copied: readonly Copied[];
  readonly cookies: SaidCookies;
  /** The servers that the user cannot change. */
  readonly notMine: NotMine;
};

export const NO_NOTES: Notes = { copied: [], cookies: {}, notMine: [] };

/** All that is kept of one tab: the notes, which servers the user has chosen, and the list's rows. */
export type KeptNotes = Notes & { readonly stacks: ChosenStacks; readonly rows: RowNotes };

export const NOTHING_KEPT: KeptNotes = { ...NO_NOTES, stacks: NO_STACKS, rows: NO_ROW_NOTES };

/** The key of a tab's notes in session storage. */
export const notesKey = (tabId: number): string => `notes:${tabId}`;

/** Stored notes. Unreadable ones are left out. Never throws. */
export function parseNotes(value: unknown): KeptNotes {
  const { copied, cookies, notMine, stacks, rows } = fields(value);
  return {
    copied: parseCopied(copied),
    cookies: parseSaidCookies(cookies),
    notMine: parseNotMine(notMine),
    stacks: parseStacks(stacks),
    rows: parseRowNotes(rows),
  };
}

/** Where a tab's notes are kept until the browser closes. */
export interface NotesStore {
  read(): Promise<KeptNotes>;
  write(notes: KeptNotes): Promise<void>;
  /**
   * Calls back when the user returns to this view, because another one may have changed the notes.
   * Returns the function that stops it.
   */
  onReturn(listener: (notes: KeptNotes) => void): () => void;
}
