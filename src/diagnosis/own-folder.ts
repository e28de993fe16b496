import { settingsReaders } from '../servers/readers.ts';
import type { SettingsFile } from '../settings/file.ts';

/** Folders in which nobody edits settings. */
const SKIPPED =
  /^(?:node_modules|venv|env|site-packages|__pycache__|dist|build|out|target|vendor|coverage|migrations|tests?|\..+)$/;

/** Whether a folder of a project may hold settings files. */
export const isOwnFolder = (name: string): boolean => !SKIPPED.test(name);

/** More than any settings file has, in bytes. */
export const LARGEST_IN_FOLDER = 400_000;
/** Files and folders that are looked at. */
export const MOST_IN_FOLDER = 5_000;
/** Files that are opened. */
export const MOST_OPENED = 300;
/** No project has more settings files. */
const MOST_PICKED = 20;

const PROGRAM = /\.(?:py|[cm]?[jt]s|conf)$/i;
const ENVIRONMENT =
  /(?:^|\/)(?:\.env(?:\.(?!example|sample|template)[\w.-]+)?|(?:docker-)?compose[\w.-]*\.ya?ml|settings\.ini)$/i;

/** Whether a file of a folder may be a settings file, by its path. */
export const mayBeSettings = (name: string): boolean =>
  (PROGRAM.test(name) && !/\.(?:d|min|test|spec)\.[cm]?[jt]s$/i.test(name)) ||
  ENVIRONMENT.test(name);

/**
 * The settings files among the files of a folder: those that set up a server, what these import,
 * and the environment beside them.
 */
export function pickedFrom(files: readonly SettingsFile[]): readonly SettingsFile[] {
  const known = files.filter((file) => settingsReaders.some(({ knows }) => knows(file)));
  if (known.length === 0) return [];
  const text = known.map((file) => file.text).join('\n');
  const words = new Set(text.match(/[\w-]{1,60}/g));
  const isNamed = ({ name }: SettingsFile): boolean =>
    PROGRAM.test(name) && words.has((name.split('/').at(-1) ?? name).replace(/\.\w+$/, ''));
  const beside = files.filter(
    (file) => !known.includes(file) && (ENVIRONMENT.test(file.name) || isNamed(file)),
  );
  return [...known, ...beside].slice(0, MOST_PICKED);
}
