import { createContext, type RefObject, useCallback, useMemo, useRef, useState } from 'react';
import type { Exchange } from '../model/exchange.ts';
import type { SerializedOrigin } from '../model/origin.ts';
import { phrase } from '../model/say.ts';
import {
  NO_FILES,
  type OwnFiles,
  takeFiles,
  textFile,
  withFiles,
  withoutFile,
} from './own-files.ts';

/** A fix on the screen that files can be read for. */
export type ShownFix = { readonly server: SerializedOrigin; readonly element: Element };

/** The developer's own files for each server, in this panel's memory only. */
export type OwnFilesStore = {
  readonly of: (server: SerializedOrigin) => OwnFiles;
  /** The names of those that are being opened; null: none. */
  readonly opening: string | null;
  /** A file that has a path belongs to a folder that was chosen. */
  readonly add: (
    server: SerializedOrigin,
    files: readonly File[],
    folders?: readonly FileSystemDirectoryEntry[],
  ) => void;
  readonly paste: (server: SerializedOrigin, name: string, text: string) => void;
  readonly remove: (server: SerializedOrigin, name: string) => void;
  /** Where dropped files go; null if no fix is shown. */
  readonly shown: RefObject<ShownFix | null>;
};

/** Forgets everything when the panel closes: nothing is stored, run or exported. */
export function useOwnFiles(): OwnFilesStore {
  const [all, setAll] = useState<ReadonlyMap<SerializedOrigin, OwnFiles>>(new Map());
  const [opening, setOpening] = useState<string | null>(null);
  const shown = useRef<ShownFix | null>(null);
  const of = useCallback((server: SerializedOrigin) => all.get(server) ?? NO_FILES, [all]);
  const change = useCallback(
    (server: SerializedOrigin, next: (own: OwnFiles) => OwnFiles): void =>
      setAll((present) => new Map(present).set(server, next(present.get(server) ?? NO_FILES))),
    [],
  );
  return useMemo(
    () => ({
      of,
      opening,
      shown,
      add: (server, files, folders = []) => {
        const single = files.filter((file) => file.webkitRelativePath === '');
        const chosen = files.filter((file) => file.webkitRelativePath !== '');
        const names = [...single.map(({ name }) => name), ...folderNames(folders, chosen)];
        if (names.length === 0) return;
        setOpening(names.join(', '));
        const own = withoutAll(of(server), single);
        void takeFiles(single, own)
          .then((taken) =>
            names.length === single.length ? taken : withFolders(taken, folders, chosen, own),
          )
          .then((taken) => {
            setOpening(null);
            change(server, (present) => withFiles(present, taken));
          });
      },
      paste: (server, name, text) =>
        change(server, (own) => withFiles(own, textFile(name, text, own))),
      remove: (server, name) => change(server, (own) => withoutFile(own, name)),
    }),
    [of, opening, change],
  );
}

const withoutAll = (own: OwnFiles, files: readonly File[]): OwnFiles =>
  files.reduce((left, { name }) => withoutFile(left, name), own);

function folderNames(
  folders: readonly FileSystemDirectoryEntry[],
  chosen: readonly File[],
): readonly string[] {
  const roots = chosen.map(({ webkitRelativePath: path }) => path.split('/', 1)[0]);
  return [...new Set([...folders.map(({ name }) => name), ...roots])].map((name) => `${name}/`);
}

/** The reader of folders loads with the first one. */
async function withFolders(
  taken: OwnFiles,
  folders: readonly FileSystemDirectoryEntry[],
  chosen: readonly File[],
  own: OwnFiles,
): Promise<OwnFiles> {
  try {
    const { takeFolders } = await import('./own-folders.ts');
    return withFiles(taken, await takeFolders(folders, chosen, withFiles(own, taken)));
  } catch {
    const problem = phrase`close this panel and open it again: the reader did not load`
      .fr`fermez ce panneau et rouvrez-le : le lecteur n’a pas pu être chargé`;
    const unread = folderNames(folders, chosen).map((name) => ({ name, problem }));
    return withFiles(taken, { files: [], unread });
  }
}

/** The files, and what was seen of the servers that they set up. */
export type OwnFilesModel = {
  readonly store: OwnFilesStore;
  readonly exchanges: readonly Exchange[];
};

/** For every fix below. */
export const OwnFilesContext = createContext<OwnFilesModel | null>(null);
