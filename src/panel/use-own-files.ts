import { createContext, type RefObject, useCallback, useMemo, useRef, useState } from 'react';
import type { Exchange } from '../model/exchange.ts';
import type { SerializedOrigin } from '../model/origin.ts';
import { phrase } from '../model/say.ts';
import { NO_FILES, type OwnFiles, textFile, withFiles, withoutFile } from './own-files.ts';

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
        const names = namesOf(files, folders);
        if (names.length === 0) return;
        setOpening(names.join(', '));
        void taken(files, folders, of(server)).then((added) => {
          setOpening(null);
          change(server, (own) => withFiles(own, added));
        });
      },
      paste: (server, name, text) =>
        change(server, (own) => withFiles(own, textFile(name, text, own))),
      remove: (server, name) => change(server, (own) => withoutFile(own, name)),
    }),
    [of, opening, change],
  );
}

const namesOf = (files: readonly File[], folders: readonly FileSystemDirectoryEntry[]) => [
  ...new Set([
    ...files.map(({ name, webkitRelativePath: path }) =>
      path === '' ? name : path.slice(0, path.indexOf('/') + 1),
    ),
    ...folders.map(({ name }) => `${name}/`),
  ]),
];

/** The texts of what was handed over. What reads it loads with the first file. */
async function taken(
  files: readonly File[],
  folders: readonly FileSystemDirectoryEntry[],
  own: OwnFiles,
): Promise<OwnFiles> {
  try {
    const { takeAll } = await import('./own-folders.ts');
    return await takeAll(files, folders, own);
  } catch {
    const problem = phrase`close this panel and open it again: the reader did not load`
      .fr`fermez ce panneau et rouvrez-le : le lecteur n’a pas pu être chargé`;
    return { files: [], unread: namesOf(files, folders).map((name) => ({ name, problem })) };
  }
}

/** The files, and what was seen of the servers that they set up. */
export type OwnFilesModel = {
  readonly store: OwnFilesStore;
  readonly exchanges: readonly Exchange[];
};

/** For every fix below. */
export const OwnFilesContext = createContext<OwnFilesModel | null>(null);
