import { useCallback, useEffect, useRef, useState } from 'react';
import { counted, figure, phrase } from '../model/say.ts';
import type { Work } from '../model/work.ts';
import type { ViewEnvironment } from '../ui/environment.ts';
import { inSlices } from '../ui/in-slices.ts';

/** What is to be exported. */
export type ExportJob = {
  readonly format: string;
  /** The file to save. Null: copy. */
  readonly file: { readonly name: string; readonly mediaType: string } | null;
  /** How many requests it covers. */
  readonly requests: number;
  /** Begins to make its text. */
  readonly begin: () => Promise<Work<Made>>;
};

/** The text in pieces (none when nothing could be made), and what is missing in it. */
export type Made = { readonly pieces: readonly string[]; readonly leftOut: LeftOut | null };
/** How many requests, and a sentence with what to do instead, and why. */
export type LeftOut = { readonly requests: number; readonly why: string };

/** What to report about the latest export. */
export type ExportOutcome =
  | { readonly is: 'none' }
  | { readonly is: 'working'; readonly done: number; readonly of: number }
  /** The text is ready, but too late for the click: the browser wants another one. */
  | { readonly is: 'ready'; readonly words: string; readonly copy: () => void }
  | { readonly is: 'done' | 'partly' | 'failed'; readonly words: string };

export type Exporting = {
  readonly outcome: ExportOutcome;
  /** Call from a click or a key: otherwise browsers do not allow writing to the clipboard. */
  readonly run: (job: ExportJob) => void;
  readonly cancel: () => void;
};

/** For browsers, a click is valid as the user's consent for five seconds. */
const CONSENT_MS = 4_000;
const TOLD_MS = 4_000;
/** Faster exports show no progress. */
const PROGRESS_MS = 200;
/**
 * Shorter than a long task.
 * @see https://w3c.github.io/longtasks/
 */
const SLICE_MS = 40;
const NOT_COPIED = phrase`Not copied: the browser refused the clipboard. Save a file instead.`
  .fr`Non copié : le navigateur a refusé le presse-papiers. Enregistrez plutôt un fichier.`;
const NONE: ExportOutcome = { is: 'none' };

/** Exports without blocking the view, and reports the result. */
export function useExport(environment: ViewEnvironment): Exporting {
  const [outcome, setOutcome] = useState<ExportOutcome>(NONE);
  const running = useRef(new AbortController());
  useEffect(() => () => running.current.abort(), []);
  useEffect(() => {
    if (outcome.is !== 'done') return;
    const timer = setTimeout(setOutcome, TOLD_MS, NONE);
    return () => clearTimeout(timer);
  }, [outcome]);

  const run = useCallback(
    (job: ExportJob): void => {
      running.current.abort();
      running.current = new AbortController();
      const { signal } = running.current;
      const tell = (told: ExportOutcome): void => {
        if (!signal.aborted) setOutcome(told);
      };
      carryOut(job, environment, signal, tell).catch(() =>
        tell({
          is: 'failed',
          words: phrase`Not exported: Crosscheck could not write it as ${job.format}.`
            .fr`Non exporté : Crosscheck n’a pas pu l’écrire au format ${job.format}.`,
        }),
      );
    },
    [environment],
  );
  const cancel = useCallback((): void => {
    running.current.abort();
    setOutcome(NONE);
  }, []);
  return { outcome, run, cancel };
}

async function carryOut(
  { format, file, requests, begin }: ExportJob,
  environment: ViewEnvironment,
  signal: AbortSignal,
  tell: (told: ExportOutcome) => void,
): Promise<void> {
  const asked = performance.now();
  let toldAt = asked;
  const made = await inSlices(await begin(), {
    ms: SLICE_MS,
    priority: 'background',
    signal,
    onSlice: (done) => {
      if (performance.now() - toldAt < PROGRESS_MS) return;
      toldAt = performance.now();
      tell({ is: 'working', done, of: requests });
    },
  });
  if (made === null) return;
  const { pieces, leftOut } = made;
  if (leftOut !== null && pieces.length === 0) {
    tell({ is: 'failed', words: phrase`Not copied. ${leftOut.why}`.fr`Non copié. ${leftOut.why}` });
    return;
  }
  const some = amount(requests, leftOut);
  const what = phrase`${some} as ${format}`.fr`${some} au format ${format}`;
  const copied: ExportOutcome =
    leftOut === null
      ? { is: 'done', words: phrase`Copied ${what}`.fr`Copié : ${what}` }
      : {
          is: 'partly',
          words: phrase`Copied ${what}. ${leftOut.why}`.fr`Copié : ${what}. ${leftOut.why}`,
        };
  const copy = (): Promise<void> =>
    environment.copy(pieces.join('')).then(
      () => tell(copied),
      () => tell({ is: 'failed', words: NOT_COPIED }),
    );
  if (file !== null) {
    environment.save(file.name, file.mediaType, pieces);
    tell({ is: 'done', words: phrase`Saved ${what}`.fr`Enregistré : ${what}` });
  } else if (performance.now() - asked < CONSENT_MS) await copy();
  else tell({ is: 'ready', words: what, copy });
}

function amount(requests: number, leftOut: LeftOut | null): string {
  const all = counted(requests, phrase`request`.fr`requête`);
  if (leftOut === null) return all;
  const some = figure(requests - leftOut.requests);
  return phrase`${some} of ${all}`.fr`${some} sur ${all}`;
}
