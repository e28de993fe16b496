import type { SettingsFile, Span } from './file.ts';

/** One change: this text instead of what the span holds. An empty span inserts. */
export type TextEdit = { readonly at: Span; readonly text: string };

/**
 * The files with the edits applied. Only changed files are returned. Null if two edits overlap or
 * one lies outside of its file.
 */
export function edited(
  files: readonly SettingsFile[],
  edits: readonly TextEdit[],
): readonly SettingsFile[] | null {
  const changed = files.map((file) => {
    const own = editsOf(file, edits);
    const text = own.length === 0 ? file.text : textWith(file.text, own);
    return text === null ? null : { ...file, text };
  });
  if (changed.includes(null) || edits.some(({ at }) => !files.some(isNamed(at.file)))) return null;
  return changed.filter(
    (file, index) => file !== null && file.text !== files[index]?.text,
  ) as readonly SettingsFile[];
}

/** The edits of one file, in the order of its text. Insertions at one place keep their order. */
export function editsOf(file: SettingsFile, edits: readonly TextEdit[]): readonly TextEdit[] {
  return edits
    .filter(({ at }) => at.file === file.name)
    .toSorted((a, b) => a.at.from - b.at.from || a.at.to - b.at.to);
}

const isNamed =
  (name: string) =>
  (file: SettingsFile): boolean =>
    file.name === name;

/** The text with the edits, which are in order; null if they overlap. */
export function textWith(text: string, edits: readonly TextEdit[]): string | null {
  let [result, done] = ['', 0];
  for (const { at, text: replacement } of edits) {
    if (at.from < done || at.to < at.from || at.to > text.length) return null;
    result += text.slice(done, at.from) + replacement;
    done = at.to;
  }
  return result + text.slice(done);
}
