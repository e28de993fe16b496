import { type Folder, type FolderEntry, readFolder } from '../diagnosis/own-folder.ts';
import { phrase } from '../model/say.ts';
import { MOST_LOOKED_AT, NOTHING_IN_FOLDER } from '../settings/left-out.ts';
import { NO_FILES, type OwnFiles, textFile, withFiles, withoutFile } from './own-files.ts';
import { decoded, type HandedFile, takeFiles } from './take-files.ts';

/** What is needed of a file. With a path, it belongs to a folder that was chosen. */
export type ChosenFile = HandedFile & Pick<File, 'webkitRelativePath'>;

/** What is needed of a folder that was dropped. */
export type DroppedFolder = Pick<FileSystemDirectoryEntry, 'name' | 'createReader'>;

type NamedFolder = { readonly name: string; readonly folder: Folder };

/**
 * What the user handed over beside the files that are there: single files, and the settings files of
 * folders, which are named by their paths in the folder. What was left out gets one line. Never
 * rejects.
 */
export async function takeAll(
  files: readonly ChosenFile[],
  folders: readonly DroppedFolder[],
  own: OwnFiles,
): Promise<OwnFiles> {
  const single = files.filter((file) => file.webkitRelativePath === '');
  const chosen = files.filter((file) => file.webkitRelativePath !== '');
  const others = single.reduce((left, { name }) => withoutFile(left, name), own);
  const taken = await takeFiles(single, others);
  return withFiles(taken, await takeFolders(folders, chosen, withFiles(others, taken)));
}

async function takeFolders(
  dropped: readonly DroppedFolder[],
  chosen: readonly ChosenFile[],
  own: OwnFiles,
): Promise<OwnFiles> {
  const isOne = dropped.length + rootsOf(chosen).length === 1;
  const start = (name: string): string => (isOne ? '' : `${name}/`);
  const folders = [
    ...dropped.map((entry) => ({
      name: entry.name,
      folder: droppedFolder(entry, start(entry.name)),
    })),
    ...rootsOf(chosen).map((name) => ({ name, folder: chosenFolder(name, chosen, start(name)) })),
  ];
  let taken = NO_FILES;
  for (const one of folders) {
    taken = withFiles(taken, await takeFolder(one, withFiles(own, taken)));
  }
  return taken;
}

async function takeFolder({ name: root, folder }: NamedFolder, own: OwnFiles): Promise<OwnFiles> {
  const name = `${root}/`;
  try {
    const { files, leftOut } = await readFolder(folder);
    const problem = [files.length === 0 ? NOTHING_IN_FOLDER : [], leftOut ?? []].flat().join('; ');
    let taken: OwnFiles = { files: [], unread: problem === '' ? [] : [{ name, problem }] };
    for (const file of files) {
      taken = withFiles(taken, textFile(file.name, file.text, withFiles(own, taken)));
    }
    return taken;
  } catch {
    const problem = phrase`the browser cannot read this folder`
      .fr`le navigateur ne peut pas lire ce dossier`;
    return { files: [], unread: [{ name, problem }] };
  }
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

const droppedFolder = (folder: DroppedFolder, path: string): Folder => ({
  entries: async () =>
    (await entriesOf(folder)).flatMap((entry): FolderEntry[] => {
      const { name } = entry;
      if (isFolder(entry)) {
        return [{ kind: 'folder', name, ...droppedFolder(entry, `${path}${name}/`) }];
      }
      return isFile(entry) ? [fileEntry(name, path, () => fileOf(entry))] : [];
    }),
});

/** A browser hands entries over in portions; the last one is empty. */
async function entriesOf(folder: DroppedFolder): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  while (found.length <= MOST_LOOKED_AT) {
    const some = await new Promise<FileSystemEntry[]>((done, fail) =>
      reader.readEntries(done, fail),
    );
    if (some.length === 0) break;
    found.push(...some);
  }
  return found;
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((done, fail) => entry.file(done, fail));

function fileEntry(name: string, path: string, open: () => Promise<HandedFile>): FolderEntry {
  return {
    kind: 'file',
    name,
    open: async () => {
      const file = await open();
      const read = async () => ({
        name: `${path}${name}`,
        text: decoded(await file.arrayBuffer()),
      });
      return { size: file.size, read };
    },
  };
}

const rootOf = ({ webkitRelativePath: path }: ChosenFile): string => path.split('/', 1)[0] ?? '';

const rootsOf = (chosen: readonly ChosenFile[]): readonly string[] => [
  ...new Set(chosen.map(rootOf)),
];

/** The folder that the paths of its files describe. `path`: what its files are named after. */
function chosenFolder(root: string, chosen: readonly ChosenFile[], path: string): Folder {
  const all = chosen.filter((file) => rootOf(file) === root);
  return folderOf(
    all.map((file) => ({ file, parts: file.webkitRelativePath.split('/').slice(1) })),
    path,
  );
}

type Placed = { readonly file: ChosenFile; readonly parts: readonly string[] };

/** Only a folder that is looked at is sorted out: another may have thousands of files. */
const folderOf = (files: readonly Placed[], path: string): Folder => ({
  entries: async () => {
    const entries: FolderEntry[] = [];
    const folders = new Map<string, Placed[]>();
    for (const { file, parts } of files) {
      const [name = '', ...rest] = parts;
      if (rest.length === 0) {
        entries.push(fileEntry(name, path, () => Promise.resolve(file)));
        continue;
      }
      const inside = folders.get(name) ?? [];
      folders.set(name, inside);
      inside.push({ file, parts: rest });
    }
    for (const [name, inside] of folders) {
      entries.push({ kind: 'folder', name, ...folderOf(inside, `${path}${name}/`) });
    }
    return entries;
  },
});
