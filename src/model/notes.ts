import { type Copied, parseCopied } from './copied.ts';
import { fields } from './fields.ts';
import { parseSaidCookies, type SaidCookies } from './said-cookies.ts';

/** What the user did and said about one tab's requests. */
export type Notes = {
  readonly copied: readonly Copied[];
  readonly cookies: SaidCookies;
};

export const NO_NOTES: Notes = { copied: [], cookies: {} };

/** The key of a tab's notes in session storage. */
export const notesKey = (tabId: number): string => `notes:${tabId}`;

/** Stored notes. Unreadable ones are left out. Never throws. */
export function parseNotes(value: unknown): Notes {
  const { copied, cookies } = fields(value);
  return { copied: parseCopied(copied), cookies: parseSaidCookies(cookies) };
}

/** Where a tab's notes are kept until the browser closes. */
export interface NotesStore {
  read(): Promise<Notes>;
  write(notes: Notes): Promise<void>;
  /**
   * Calls back when the user returns to this view, because another one may have changed the notes.
   * Returns the function that stops it.
   */
  onReturn(listener: (notes: Notes) => void): () => void;
}
