import { createContext, type RefObject, useCallback, useMemo, useRef, useState } from 'react';
import type { Exchange } from '../model/exchange.ts';
import type { SerializedOrigin } from '../model/origin.ts';
import {
  NO_FILES,
  type OwnFiles,
  pastedFile,
  takeFiles,
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
  readonly add: (server: SerializedOrigin, files: readonly File[]) => void;
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
      add: (server, files) => {
        if (files.length === 0) return;
        setOpening(files.map(({ name }) => name).join(', '));
        void takeFiles(files, withoutAll(of(server), files)).then((taken) => {
          setOpening(null);
          change(server, (own) => withFiles(own, taken));
        });
      },
      paste: (server, name, text) =>
        change(server, (own) => withFiles(own, pastedFile(name, text, own))),
      remove: (server, name) => change(server, (own) => withoutFile(own, name)),
    }),
    [of, opening, change],
  );
}

const withoutAll = (own: OwnFiles, files: readonly File[]): OwnFiles =>
  files.reduce((left, { name }) => withoutFile(left, name), own);

/** The files, and what was seen of the servers that they set up. */
export type OwnFilesModel = {
  readonly store: OwnFilesStore;
  readonly exchanges: readonly Exchange[];
};

/** For every fix below. */
export const OwnFilesContext = createContext<OwnFilesModel | null>(null);
