import { type TextEdit, textWith } from './edit.ts';
import type { SettingsFile, Span } from './file.ts';

/** A part of a file as it was, or text that came in. */
type Piece = { readonly from: number; readonly to: number } | { readonly text: string };

type Draft = {
  readonly before: SettingsFile;
  readonly now: SettingsFile;
  readonly pieces: readonly Piece[];
};

/**
 * Files that are changed several times, each time as they are then. In the end, all that was changed
 * is one set of edits of the files as they were.
 */
export type Drafts = readonly Draft[];

export const startDrafts = (files: readonly SettingsFile[]): Drafts =>
  files.map((file) => ({ before: file, now: file, pieces: [{ from: 0, to: file.text.length }] }));

/** The files as they are now. Those without a change are the same objects. */
export const draftFiles = (drafts: Drafts): readonly SettingsFile[] => drafts.map(({ now }) => now);

/** With edits of the files as they are now. Null if two of them overlap. */
export function withEdits(drafts: Drafts, edits: readonly TextEdit[]): Drafts | null {
  const changed = drafts.map((draft): Draft | null => {
    const own = edits
      .filter(({ at }) => at.file === draft.now.name)
      .toSorted((a, b) => a.at.from - b.at.from || a.at.to - b.at.to);
    if (own.length === 0) return draft;
    const text = textWith(draft.now.text, own);
    if (text === null) return null;
    const pieces = own.reduceRight(withEdit, draft.pieces);
    return { ...draft, now: { ...draft.now, text }, pieces };
  });
  const known = changed.filter((one) => one !== null);
  return known.length === changed.length ? known : null;
}

const lengthOf = (piece: Piece): number =>
  'text' in piece ? piece.text.length : piece.to - piece.from;

function withEdit(pieces: readonly Piece[], { at, text }: TextEdit): readonly Piece[] {
  const result: Piece[] = [];
  let [start, isIn] = [0, false];
  const put = (): void => {
    if (!isIn) result.push({ text });
    isIn = true;
  };
  for (const piece of pieces) {
    const end = start + lengthOf(piece);
    if (end <= at.from) result.push(piece);
    else {
      if (start < at.from) result.push(part(piece, 0, at.from - start));
      put();
      if (end > at.to) result.push(part(piece, Math.max(at.to - start, 0), end - start));
    }
    start = end;
  }
  put();
  return result;
}

const part = (piece: Piece, from: number, to: number): Piece =>
  'text' in piece
    ? { text: piece.text.slice(from, to) }
    : { from: piece.from + from, to: piece.from + to };

/** All changes, as edits of the files as they were. */
export function editsOfDrafts(drafts: Drafts): readonly TextEdit[] {
  return drafts.flatMap(({ before, pieces }) => {
    const edits: TextEdit[] = [];
    let [cursor, text] = [0, ''];
    const until = (from: number): void => {
      if (from > cursor || text !== '') {
        edits.push({ at: { file: before.name, from: cursor, to: from }, text });
      }
      text = '';
    };
    for (const piece of pieces) {
      if ('text' in piece) text += piece.text;
      else {
        until(piece.from);
        cursor = piece.to;
      }
    }
    until(before.text.length);
    return edits;
  });
}

/** Where a place of the files as they are now was in the files as they were. */
export function placeBefore(drafts: Drafts, { file, from }: Span): Span {
  const draft = drafts.find(({ now }) => now.name === file);
  let [start, old] = [0, 0];
  for (const piece of draft?.pieces ?? []) {
    const end = start + lengthOf(piece);
    if (!('text' in piece)) {
      if (from < end)
        return { file, from: piece.from + from - start, to: piece.from + from - start };
      old = piece.to;
    } else if (from < end) return { file, from: old, to: old };
    start = end;
  }
  return { file, from: old, to: old };
}
