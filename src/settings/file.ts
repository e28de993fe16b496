/**
 * A text file of the developer's project, as handed over. It stays in memory: never run, stored or
 * exported. `name` is its path in the project, with `/`.
 */
export type SettingsFile = { readonly name: string; readonly text: string };

/** A part of a file's text, in UTF-16 units. */
export type Span = { readonly file: string; readonly from: number; readonly to: number };

/** A span as the key of a map. */
export const placeOf = ({ file, from, to }: Span): string => `${from}-${to} ${file}`;

/** The line of a position, counted from 1, as editors and Python count: `\r\n` ends one line. */
export function lineAt(text: string, position: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < position; at = text.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}

/** The file of this name. */
export function fileNamed(files: readonly SettingsFile[], name: string): SettingsFile | null {
  return files.find((file) => file.name === name) ?? null;
}

/** The line of a span's start, counted from 1. */
export function lineOf(files: readonly SettingsFile[], { file, from }: Span): number {
  return lineAt(fileNamed(files, file)?.text ?? '', from);
}

/** What ends the lines of a text: that of its first line. */
export function lineBreakOf(text: string): '\n' | '\r\n' {
  return /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n';
}
