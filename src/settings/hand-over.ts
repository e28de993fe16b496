import { phrase } from '../model/say.ts';
import type { SettingsFile } from './file.ts';

/** A file that was not read, and why, in one line. */
export type Unread = { readonly name: string; readonly problem: string };

/** Why a file is not read whose text no reader knows. */
export const UNKNOWN_FILE = phrase`it sets up no server that Crosscheck can read`.fr`il ne configure
  aucun serveur que Crosscheck sache lire`;

/** Why a file is not read whose brackets or blocks stand inside one another without end. */
export const TOO_DEEP = phrase`its brackets are nested too deeply to be read`
  .fr`ses parenthèses sont trop imbriquées pour être lues`;

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
  if (text.length > LONGEST)
    return phrase`it is too large for a settings file`.fr`il est trop grand pour un fichier de
      configuration`;
  if (text.includes('\0'))
    return phrase`it is not a text file: it contains NUL characters`.fr`ce n’est pas un fichier
      texte : il contient des caractères NUL`;
  if (/^\s*\{\s*"(?:cells|metadata|nbformat)/.test(text.slice(0, 500))) {
    return phrase`it is a notebook: hand over the settings as a file of their own, not ${name}`
      .fr`c’est un notebook : donnez les réglages dans un fichier à part, et non ${name}`;
  }
  if (hasLongLine(text))
    return phrase`it was made by a bundler: hand over the file that you edit`.fr`un bundler l’a
      produit : donnez le fichier que vous modifiez`;
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
