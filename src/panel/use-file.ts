import { useCallback, useEffect, useRef, useState } from 'react';
import type { HarReading } from '../har/parse-har.ts';
import type { View } from '../ui/use-view.ts';
import { isHar } from './own-files.ts';
import type { OwnFilesStore } from './use-own-files.ts';

/** Opening and closing files, and the progress. */
export type FileControl = {
  readonly open: (file: File) => void;
  readonly close: () => void;
  /** The name of the file being read. */
  readonly busy: string | null;
  /** Why the last file was not opened. */
  readonly problem: string | null;
  /** Whether a file is being dragged over the panel. */
  readonly dragging: boolean;
};

/**
 * Lets the user open a HAR, by choosing it or by dropping it anywhere on the panel. Other dropped
 * files go to the fix that is shown, as the settings of its server.
 */
export function useFile(dispatch: View['dispatch'], ownFiles: OwnFilesStore): FileControl {
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const latest = useRef<File | null>(null);

  const open = useCallback(
    (file: File): void => {
      latest.current = file;
      setProblem(null);
      setBusy(file.name);
      void readHar(file).then((result) => {
        if (latest.current !== file) return;
        setBusy(null);
        if (typeof result === 'string') setProblem(`${file.name}: ${result}`);
        else dispatch({ type: 'file-opened', file: { name: file.name, reading: result } });
      });
    },
    [dispatch],
  );
  const close = useCallback((): void => {
    latest.current = null;
    setBusy(null);
    setProblem(null);
    dispatch({ type: 'file-closed' });
  }, [dispatch]);

  const { add, shown } = ownFiles;
  const take = useCallback(
    async (files: readonly File[]): Promise<void> => {
      const kinds = await Promise.all(files.map(isHarFile));
      const har = files.find((_, index) => kinds[index]) ?? null;
      const { current: fix } = shown;
      const isVisible = fix?.element.closest('.detail-pane')?.checkVisibility() === true;
      if (har === null && fix !== null && isVisible) add(fix.server, files);
      else {
        const one = har ?? files[0];
        if (one !== undefined) open(one);
      }
    },
    [add, shown, open],
  );

  return { open, close, busy, problem, dragging: useDrop(take) };
}

/** How much of a file shows whether it is a HAR. */
const START = 1_000;

const isHarFile = (file: File): Promise<boolean> =>
  file
    .slice(0, START)
    .text()
    .then(
      (start) => isHar(file.name, start),
      () => isHar(file.name, ''),
    );

/** The content of the file, or one line that says why it cannot be read. */
async function readHar(file: File): Promise<HarReading | string> {
  try {
    const { parseHar } = await import('../har/parse-har.ts');
    const text = await file.text();
    // A large file blocks drawing for a moment, so the message must appear first.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const reading = parseHar(text);
    return reading.readable ? reading : reading.problems.join('; ');
  } catch {
    return 'choose another file: this one is a folder, or too large for the browser to read';
  }
}

/**
 * Calls back with dropped files. Without it, the browser would replace the panel with the file.
 */
function useDrop(onDrop: (files: readonly File[]) => Promise<void>): boolean {
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
      void onDrop([...(event.dataTransfer?.files ?? [])]);
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

const hasFiles = ({ dataTransfer }: DragEvent): boolean =>
  dataTransfer?.types.includes('Files') === true;
