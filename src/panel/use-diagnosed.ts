import { useEffect, useRef, useState } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Endpoint } from '../endpoints/endpoints.ts';

/** Among so many requests everything about one of them is diagnosed at once. */
const FEW = 1_000;

/** What only an opened row needs, and what takes long among very many requests. */
const PARTS: readonly ((diagnosis: Diagnosis) => unknown)[] = [
  ({ hints }) => hints,
  ({ requirement }) => requirement,
  ({ remedies }) => remedies,
];

/** A row, and all that is told of it. */
export type Subject = { readonly endpoint: Endpoint; readonly diagnosis: Diagnosis };

/**
 * The subject, among very many requests only after its parts have been diagnosed, each in a task
 * of its own; until then the one before it, or null.
 */
export function useDiagnosed({ endpoint, diagnosis }: Subject, requests: number): Subject | null {
  const isAtOnce = requests <= FEW;
  const [diagnosed, setDiagnosed] = useState<Subject | null>(null);
  /** What was shown when there were few. */
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
