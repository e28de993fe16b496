import type { SettingsFile } from './file.ts';

/** A file that was not read, and why, in one line. */
export type Unread = { readonly name: string; readonly problem: string };

/** Why a file is not read whose text no reader knows. */
export const UNKNOWN_FILE = 'it sets up no server that Crosscheck can read';

/** Why a file is not read whose brackets or blocks stand inside one another without end. */
export const TOO_DEEP = 'its brackets are nested too deeply to be read';

/** More than any settings file has: reading stays quick. */
const LONGEST = 4_000_000;
/** No line of code that people write is longer. */
const LONGEST_LINE = 50_000;

/** The files that can be read, and one line about each other one. Never throws. */
export function sorted(files: readonly SettingsFile[]): {
  readonly readable: readonly SettingsFile[];
  readonly unread: readonly Unread[];
} {
  const judged = files.map((file) => ({ file, problem: problemOf(file) }));
  return {
    readable: judged.flatMap(({ file, problem }) => (problem === null ? [file] : [])),
    unread: judged.flatMap(({ file: { name }, problem }) =>
      problem === null ? [] : [{ name, problem }],
    ),
  };
}

function problemOf({ name, text }: SettingsFile): string | null {
  if (text.length > LONGEST) return 'it is too large for a settings file';
  if (text.includes('\0')) return 'it is not a text file: it contains NUL characters';
  if (/^\s*\{\s*"(?:cells|metadata|nbformat)/.test(text.slice(0, 500))) {
    return `it is a notebook: hand over the settings as a file of their own, not ${name}`;
  }
  if (hasLongLine(text)) return 'it was made by a bundler: hand over the file that you edit';
  return null;
}

function hasLongLine(text: string): boolean {
  let start = 0;
  while (text.length - start > LONGEST_LINE) {
    const end = text.indexOf('\n', start);
    if (end < 0 || end - start > LONGEST_LINE) return true;
    start = end + 1;
  }
  return false;
}
