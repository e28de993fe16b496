import { useEffect, useState } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { NothingRead, OwnSettings } from '../diagnosis/own-settings.ts';
import { knownServer } from '../diagnosis/seen-server-in.ts';
import type { Exchange } from '../model/exchange.ts';
import type { SettingsFile } from '../settings/file.ts';

/** What files say about a request; `reading` until that is known. */
export type OwnReading = OwnSettings | NothingRead | 'reading' | 'not-loaded';

type Done = {
  readonly files: readonly SettingsFile[];
  readonly exchange: string;
  readonly stack: string | null;
  readonly as: Exclude<OwnReading, 'reading'>;
};

/** Long enough to draw what is being done. */
const DRAWN_MS = 20;

/**
 * Reads the files for one request, and again when more is known of it. The parsers load with the
 * first file. Null without files.
 */
export function useOwnReading(
  files: readonly SettingsFile[],
  diagnosis: Diagnosis,
  stack: string | null,
  exchanges: readonly Exchange[],
): OwnReading | null {
  const [done, setDone] = useState<Done | null>(null);
  const { exchange } = diagnosis;
  useEffect(() => {
    const { answer } = diagnosis.requirement;
    if (files.length === 0 || answer === null) return;
    let isOver = false;
    const finish = (as: Done['as']): void => {
      if (!isOver) setDone({ files, exchange: exchange.id, stack, as });
    };
    const timer = setTimeout(async () => {
      try {
        const { readOwnSettings } = await import('../diagnosis/own-settings.ts');
        if (isOver) return;
        const { now } = knownServer(exchange, exchanges, answer.server);
        finish(readOwnSettings(files, answer, now, stack));
      } catch {
        finish('not-loaded');
      }
    }, DRAWN_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [files, diagnosis, exchange, stack, exchanges]);
  if (files.length === 0 || diagnosis.requirement.answer === null) return null;
  const isOurs =
    done !== null && done.files === files && done.exchange === exchange.id && done.stack === stack;
  return isOurs ? done.as : 'reading';
}
