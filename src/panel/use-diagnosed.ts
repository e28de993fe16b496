import { useEffect, useRef, useState } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Endpoint } from '../endpoints/endpoints.ts';

/** Up to this many requests, the full diagnosis of one is made at once. */
const FEW = 1_000;

/** What only an opened row needs, and what is slow with very many requests. */
const PARTS: readonly ((diagnosis: Diagnosis) => unknown)[] = [
  ({ hints }) => hints,
  ({ requirement }) => requirement,
  ({ remedies }) => remedies,
];

/** A row with its full diagnosis. */
export type Subject = { readonly endpoint: Endpoint; readonly diagnosis: Diagnosis };

/**
 * The subject. With very many requests, its parts are diagnosed first, each in a task of its own.
 * Until then, the previous subject, or null.
 */
export function useDiagnosed({ endpoint, diagnosis }: Subject, requests: number): Subject | null {
  const isAtOnce = requests <= FEW;
  const [diagnosed, setDiagnosed] = useState<Subject | null>(null);
  /** What was shown when there were few requests. */
  const shown = useRef<Subject | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const goOn = (left: typeof PARTS): void => {
      const [part, ...others] = left;
      if (part === undefined) setDiagnosed({ endpoint, diagnosis });
      else {
        part(diagnosis);
        timer = setTimeout(goOn, 0, others);
      }
    };
    if (isAtOnce) {
      shown.current = { endpoint, diagnosis };
      setDiagnosed(null);
    } else timer = setTimeout(goOn, 0, PARTS);
    return () => clearTimeout(timer);
  }, [endpoint, diagnosis, isAtOnce]);
  return isAtOnce ? { endpoint, diagnosis } : (diagnosed ?? shown.current);
}
