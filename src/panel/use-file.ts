import { useCallback, useEffect, useRef, useState } from 'react';
import type { HarReading } from '../har/parse-har.ts';
import { phrase } from '../model/say.ts';
import type { OpenedFile } from '../ui/state.ts';
import type { View } from '../ui/use-view.ts';
import { isConsoleText, isRecording } from './own-files.ts';
import type { OwnFilesStore } from './use-own-files.ts';

/** Opening and closing files, and the progress. */
export type FileControl = {
  /** One after the other. The last one is shown. */
  readonly open: (files: readonly File[]) => void;
  /** Closes the one that is shown. */
  readonly close: () => void;
  /** Shows another opened file. Null: the live requests. */
  readonly show: (file: OpenedFile | null) => void;
  /** The name of the file being read. */
  readonly busy: string | null;
  /** Why the last file was not opened. */
  readonly problem: string | null;
  /** Whether a file is being dragged over the panel. */
  readonly dragging: boolean;
};

/**
 * Lets the user open HARs, reports and console text, by choosing them or dropping them on the panel.
 * Other dropped files go to the fix that is shown, as the settings of its server.
 */
export function useFile(
  dispatch: View['dispatch'],
  ownFiles: OwnFilesStore,
  onConsoleText: (text: string) => void,
): FileControl {
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const latest = useRef<readonly File[]>([]);

  const open = useCallback(
    async (files: readonly File[]): Promise<void> => {
      latest.current = files;
      setProblem(null);
      for (const file of files) {
        setBusy(file.name);
        if (isConsoleText(file.name)) {
          onConsoleText(await file.text().catch(() => ''));
          continue;
        }
        const result = await readFile(file);
        if (latest.current !== files) return;
        if (typeof result === 'string')
          setProblem(phrase`${file.name}: ${result}`.fr`${file.name} : ${result}`);
        else dispatch({ type: 'file-opened', file: { name: file.name, reading: result } });
      }
      setBusy(null);
    },
    [dispatch, onConsoleText],
  );
  const close = useCallback((): void => {
    latest.current = [];
    setBusy(null);
    setProblem(null);
    dispatch({ type: 'file-closed' });
  }, [dispatch]);
  const show = useCallback(
    (file: OpenedFile | null): void => {
      setProblem(null);
      dispatch({ type: 'file-shown', file });
    },
    [dispatch],
  );

  const { add, shown } = ownFiles;
  const take = useCallback(
    async (files: readonly File[], folders: readonly FileSystemDirectoryEntry[]): Promise<void> => {
      const kinds = await Promise.all(files.map(isRecordingFile));
      const recordings = files.filter((_, index) => kinds[index]);
      const { current: fix } = shown;
      const [folder] = folders;
      const isVisible = fix?.element.closest('.detail-pane')?.checkVisibility() === true;
      if (recordings.length > 0) await open(recordings);
      else if (fix !== null && isVisible) add(fix.server, files, folders);
      else if (folder !== undefined) {
        setProblem(
          phrase`choose a blocked request, then drop ${folder.name} again to read its settings`
            .fr`choisissez une requête bloquée, puis déposez de nouveau ${folder.name} pour lire ses
            réglages`,
        );
      } else await open(files.slice(0, 1));
    },
    [add, shown, open],
  );

  return { open: (files) => void open(files), close, show, busy, problem, dragging: useDrop(take) };
}

/** How much of a file shows whether it has requests. */
const START = 1_000;

const isRecordingFile = (file: File): Promise<boolean> =>
  file
    .slice(0, START)
    .text()
    .then(
      (start) => isRecording(file.name, start),
      () => isRecording(file.name, ''),
    );

/** The content of the file, or one line that says why it cannot be read. */
async function readFile(file: File): Promise<HarReading | string> {
  try {
    const { parseFile } = await import('../har/parse-file.ts');
    const text = await file.text();
    // A large file blocks drawing for a moment, so the message must appear first.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const reading = parseFile(text);
    return reading.readable ? reading : reading.problems.join('; ');
  } catch {
    return phrase`choose another file: this one is a folder, or too large for the browser to read`
      .fr`choisissez un autre fichier : c’est un dossier, ou il est trop grand pour le navigateur`;
  }
}

/**
 * Calls back with dropped files. Without it, the browser would replace the panel with the file.
 */
function useDrop(
  onDrop: (files: readonly File[], folders: readonly FileSystemDirectoryEntry[]) => Promise<void>,
): boolean {
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setDragging(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setDragging(false);
    };
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setDragging(false);
      const { files = [], items = [] } = event.dataTransfer ?? {};
      // Only now: after the event, the browser no longer says what was a folder.
      const folders = [...items].map((item) => item.webkitGetAsEntry()).filter(isFolder);
      const single = [...files].filter(({ name }) => !folders.some((one) => one.name === name));
      void onDrop(single, folders);
    };
    document.addEventListener('dragover', over);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', over);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
    };
  }, [onDrop]);
  return dragging;
}

const isFolder = (entry: FileSystemEntry | null): entry is FileSystemDirectoryEntry =>
  entry?.isDirectory === true;

const hasFiles = ({ dataTransfer }: DragEvent): boolean =>
  dataTransfer?.types.includes('Files') === true;
