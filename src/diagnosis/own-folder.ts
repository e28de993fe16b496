import { settingsReaders } from '../servers/readers.ts';
import type { SettingsFile } from '../settings/file.ts';
import {
  DEEPEST,
  leftOutLine,
  MOST_LOOKED_AT,
  MOST_OPENED,
  MOST_PICKED,
  MOST_TEXT,
} from '../settings/left-out.ts';

/** A folder, as a disk or a browser shows it. Links are none of its entries. */
export type Folder = { readonly entries: () => Promise<readonly FolderEntry[]> };

export type FolderEntry =
  | (Folder & { readonly kind: 'folder'; readonly name: string })
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly open: () => Promise<OpenedEntry>;
    };

/** A file of which the text may be read. Size: in bytes. */
export type OpenedEntry = {
  readonly size: number;
  readonly read: () => Promise<SettingsFile>;
};

/** The settings files of a folder, and what was left out in one line; null: nothing was. */
export type FolderReading = {
  readonly files: readonly SettingsFile[];
  readonly leftOut: string | null;
};

/** Folders in which nobody edits settings. */
const SKIPPED =
  /^(?:node_modules|venv|env|site-packages|__pycache__|dist|build|out|target|vendor|coverage|migrations|tests?|\..+)$/;

/** Whether a folder of a project may hold settings files. */
const isOwnFolder = (name: string): boolean => !SKIPPED.test(name);

/** More than any settings file has, in bytes. */
const LARGEST = 400_000;
const NONE: readonly string[] = [];

const PROGRAM = /\.(?:py|[cm]?[jt]s|conf)$/i;
const ENVIRONMENT =
  /(?:^|\/)(?:\.env(?:\.(?!example|sample|template)[\w.-]+)?|(?:docker-)?compose[\w.-]*\.ya?ml|settings\.ini)$/i;

/** Whether a file of a folder may be a settings file, by its path. */
const mayBeSettings = (name: string): boolean =>
  (PROGRAM.test(name) && !/\.(?:d|min|test|spec)\.[cm]?[jt]s$/i.test(name)) ||
  ENVIRONMENT.test(name);

/**
 * Finds the settings files of a folder, the upper ones first: those that set up a server, what these
 * import, and the environment beside them. Rejects only if the folder itself cannot be listed.
 */
export async function readFolder(folder: Folder): Promise<FolderReading> {
  const left = { rest: false, deep: false, large: NONE, unreadable: NONE };
  const files: SettingsFile[] = [];
  const waiting = [{ path: '', depth: 0, entries: await folder.entries() }];
  let looked = 0;
  let room = MOST_TEXT;

  const take = async (entry: FolderEntry, name: string, depth: number): Promise<void> => {
    if (entry.kind === 'folder') {
      if (!isOwnFolder(entry.name)) return;
      if (depth >= DEEPEST) left.deep = true;
      else waiting.push({ path: `${name}/`, depth: depth + 1, entries: await entry.entries() });
      return;
    }
    if (!mayBeSettings(entry.name)) return;
    const { size, read } = await entry.open();
    if (size > LARGEST) left.large = [...left.large, name];
    else if (size > room) left.rest = true;
    else {
      room -= size;
      files.push(await read());
    }
  };

  for (const { path, depth, entries } of waiting) {
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = `${path}${entry.name}`;
      looked += 1;
      left.rest ||= looked > MOST_LOOKED_AT || files.length >= MOST_OPENED;
      if (left.rest) break;
      await take(entry, name, depth).catch(() => {
        left.unreadable = [...left.unreadable, name];
      });
    }
  }
  const picked = pickedFrom(files);
  const most = picked.slice(0, MOST_PICKED);
  return { files: most, leftOut: leftOutLine({ ...left, more: picked.length - most.length }) };
}

/** Those that set up a server, what these import, and the environment beside them. */
function pickedFrom(files: readonly SettingsFile[]): readonly SettingsFile[] {
  const known = files.filter((file) => settingsReaders.some(({ knows }) => knows(file)));
  if (known.length === 0) return [];
  const text = known.map((file) => file.text).join('\n');
  const words = new Set(text.match(/[\w-]{1,60}/g));
  const isNamed = ({ name }: SettingsFile): boolean =>
    PROGRAM.test(name) && words.has((name.split('/').at(-1) ?? name).replace(/\.\w+$/, ''));
  const beside = files.filter(
    (file) => !known.includes(file) && (ENVIRONMENT.test(file.name) || isNamed(file)),
  );
  return [...known, ...beside];
}
