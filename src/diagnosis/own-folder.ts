import { counted, figure, phrase } from '../model/say.ts';
import { settingsReaders } from '../servers/readers.ts';
import type { SettingsFile } from '../settings/file.ts';

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
/** Files and folders that are looked at. */
export const MOST_LOOKED_AT = 5_000;
/** Files that are opened. */
const MOST_OPENED = 300;
/** In bytes, of all files that are opened. */
const MOST_TEXT = 20_000_000;
/** Folders inside one another. */
const DEEPEST = 20;
/** No project has more settings files. */
const MOST_PICKED = 20;

/** Why nothing of a folder is read. */
export const NOTHING_IN_FOLDER = phrase`no file in this folder sets up a server`
  .fr`aucun fichier de ce dossier ne configure un serveur`;

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
  for (const { path, depth, entries } of waiting) {
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = `${path}${entry.name}`;
      looked += 1;
      if (looked > MOST_LOOKED_AT || files.length >= MOST_OPENED) left.rest = true;
      if (left.rest) break;
      try {
        if (entry.kind === 'folder') {
          if (!isOwnFolder(entry.name)) continue;
          if (depth >= DEEPEST) left.deep = true;
          else waiting.push({ path: `${name}/`, depth: depth + 1, entries: await entry.entries() });
        } else if (mayBeSettings(entry.name)) {
          const { size, read } = await entry.open();
          if (size > LARGEST) left.large = [...left.large, name];
          else if (size > room) left.rest = true;
          else {
            room -= size;
            files.push(await read());
          }
        }
      } catch {
        left.unreadable = [...left.unreadable, name];
      }
    }
  }
  const picked = pickedFrom(files);
  const most = picked.slice(0, MOST_PICKED);
  return { files: most, leftOut: leftOutLine({ ...left, more: picked.length - most.length }) };
}
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

type LeftOut = {
  /** Files and folders behind the last one that was looked at. */
  readonly rest: boolean;
  readonly deep: boolean;
  readonly large: readonly string[];
  readonly unreadable: readonly string[];
  /** Settings files behind the last one that was taken. */
  readonly more: number;
};

const NONE: readonly string[] = [];

function leftOutLine({ rest, deep, large, unreadable, more }: LeftOut): string | null {
  const parts = [
    ...(rest
      ? [
          phrase`what comes after the first ${figure(MOST_LOOKED_AT)} entries, ${figure(MOST_OPENED)}
            programs or 20 MB`.fr`ce qui suit les ${figure(MOST_LOOKED_AT)} premières entrées, les
            ${figure(MOST_OPENED)} premiers programmes ou les 20 premiers Mo`,
        ]
      : []),
    ...(deep
      ? [
          phrase`folders that are more than ${DEEPEST} deep`
            .fr`les dossiers à plus de ${DEEPEST} niveaux`,
        ]
      : []),
    ...(more > 0
      ? [
          phrase`${counted(more, 'file')} after the first ${MOST_PICKED} that set up a server`
            .fr`${counted(more, 'fichier')} après les ${MOST_PICKED} premiers qui configurent un
            serveur`,
        ]
      : []),
    ...(large.length > 0
      ? [
          phrase`${someOf(large)} (too large for a settings file)`
            .fr`${someOf(large)} (trop grand pour un fichier de configuration)`,
        ]
      : []),
    ...(unreadable.length > 0
      ? [phrase`${someOf(unreadable)} (cannot be read)`.fr`${someOf(unreadable)} (illisible)`]
      : []),
  ];
  if (parts.length === 0) return null;
  const list = parts.join('; ');
  return phrase`hand over what you miss as single files, because these were left out: ${list}`
    .fr`donnez un par un les fichiers qui manquent, car ceci a été omis : ${list}`;
}

/** The first one, and how many more. */
const someOf = ([first = '', ...more]: readonly string[]): string =>
  more.length === 0
    ? first
    : phrase`${first} and ${counted(more.length, 'more', 'more')}`
        .fr`${first} et ${counted(more.length, 'autre')}`;
