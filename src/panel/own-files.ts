import { phrase } from '../model/say.ts';
import type { SettingsFile } from '../settings/file.ts';
import type { Unread } from '../settings/hand-over.ts';

/** The developer's own files for one server, in the panel's memory only. */
export type OwnFiles = {
  readonly files: readonly SettingsFile[];
  /** Those that were not taken, each with the reason in one line. */
  readonly unread: readonly Unread[];
};

export const NO_FILES: OwnFiles = { files: [], unread: [] };

/** In bytes, of all files of a server: reading them never stops the panel for long. */
export const MOST_TEXT = 400_000;

/** With more files. One of the same name replaces the one before. */
export function withFiles(own: OwnFiles, added: OwnFiles): OwnFiles {
  const names = new Set([...added.files, ...added.unread].map(({ name }) => name));
  const isOther = ({ name }: { readonly name: string }): boolean => !names.has(name);
  return {
    files: [...own.files.filter(isOther), ...added.files],
    unread: [...own.unread.filter(isOther), ...added.unread],
  };
}

/** Without the file of this name. */
export const withoutFile = ({ files, unread }: OwnFiles, name: string): OwnFiles => ({
  files: files.filter((file) => file.name !== name),
  unread: unread.filter((file) => file.name !== name),
});

/** Why a file is not taken beside those that are there. */
export const TOGETHER = phrase`remove another file first: together they are too large`
  .fr`retirez d’abord un autre fichier : ensemble, ils sont trop grands`;

/** Why a file is not taken at all. */
export const TOO_LARGE = phrase`it is too large for a settings file`
  .fr`il est trop grand pour un fichier de configuration`;

/** A text as a file beside those that are there. Too large a text gets one line. */
export function textFile(name: string, text: string, own: OwnFiles): OwnFiles {
  const others = withoutFile(own, name).files.reduce((sum, file) => sum + file.text.length, 0);
  if (others + text.length <= MOST_TEXT) return { files: [{ name, text }], unread: [] };
  const problem = text.length > MOST_TEXT ? TOO_LARGE : TOGETHER;
  return { files: [], unread: [{ name, problem }] };
}

/** How much of a text shows what it is. */
const START = 2_000;
const VARIABLE = /^(?:export )?[A-Za-z_]\w*=\S/;

/** The name that a pasted text probably has. `usual`: that of the server's main settings file. */
export function nameOfPasted(text: string, usual: string): string {
  const lines = text
    .slice(0, START)
    .split('\n')
    .filter((line) => !/^\s*(?:#.*)?$/.test(line));
  if (lines.some((line) => /^services:\s*$/.test(line))) return 'docker-compose.yml';
  return lines.length > 0 && lines.every((line) => VARIABLE.test(line)) ? '.env' : usual;
}

/** Whether a file is text saved from a console, by its name. */
export const isConsoleText = (name: string): boolean => /\.(txt|log)$/i.test(name);

/** Whether a file is to be opened, by its name or by how its text starts: a HAR, a report or console text. */
export const isRecording = (name: string, start: string): boolean =>
  /\.har$/i.test(name) ||
  isConsoleText(name) ||
  /^\ufeff?\s*\{\s*"(log"\s*:|format"\s*:\s*"crosscheck-report")/.test(start);
