import { useEffect, useMemo, useRef, useState } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { type ChosenStacks, stackOf } from '../model/chosen-stacks.ts';
import type { Work } from '../model/work.ts';
import { preferredStack } from '../ui/choose-remedy.ts';
import { inSlices } from '../ui/in-slices.ts';
import type { Working } from './working.tsx';

/** Among so many requests even the first slice waits until the row is drawn. */
const FEW = 1_000;
/** A user does not notice a view that stands still for so long. */
const SLICE_MS = 30;

/** What only an opened row needs, and what is slow with very many requests. */
const PARTS: readonly ((diagnosis: Diagnosis) => unknown)[] = [
  ({ requirement }) => requirement,
  ({ candidates }) => candidates,
  ({ hints }) => hints,
  ({ otherBrowsers }) => otherBrowsers,
];

/** A row with its full diagnosis. */
export type Subject = { readonly endpoint: Endpoint; readonly diagnosis: Diagnosis };

/** The stacks that the user has chosen: for each server, and in general. */
export type StackChoice = {
  readonly stacks: ChosenStacks;
  readonly preferred: string | null;
};

/** A subject, and the stack whose fix comes first; null: the most likely one's. */
type Concluded = Subject & { readonly stack: string | null };

/** The server whose settings the fix changes. */
export const serverToChange = ({ endpoint, diagnosis }: Subject): string =>
  diagnosis.requirement.answer?.server ?? endpoint.server;

/** Everything that is shown of an opened row, one part after the other. */
export function* conclude(subject: Subject, { stacks, preferred }: StackChoice): Work<Concluded> {
  for (const [index, part] of PARTS.entries()) {
    part(subject.diagnosis);
    yield index + 1;
  }
  const chosen = stackOf(stacks, serverToChange(subject));
  const stackFor = (likeliest: Diagnosis['likeliest']): string | null =>
    preferredStack(likeliest, chosen, preferred);
  yield* subject.diagnosis.remedyInTurn(stackFor);
  return { ...subject, stack: stackFor(subject.diagnosis.likeliest) };
}

/**
 * The subject, whose reasons and fixes are made in slices. Most are there after the first one,
 * before anything is drawn. While others are `working`, what was shown of the same request before
 * stays.
 */
export function useDiagnosed(
  { endpoint, diagnosis }: Subject,
  { stacks, preferred }: StackChoice,
  requests: number,
): Concluded & { readonly working: Working } {
  const ms = requests <= FEW ? SLICE_MS : 0;
  const begun = useMemo(() => {
    const work = conclude({ endpoint, diagnosis }, { stacks, preferred });
    return { work, concluded: firstSlice(work, ms) };
  }, [endpoint, diagnosis, stacks, preferred, ms]);
  const [ended, setEnded] = useState<{ readonly of: typeof begun; readonly as: Concluded } | null>(
    null,
  );
  const concluded = begun.concluded ?? (ended?.of === begun ? ended.as : null);
  const last = useRef<Concluded | null>(null);
  useEffect(() => {
    if (concluded !== null) {
      last.current = concluded;
      return;
    }
    const stop = new AbortController();
    const { signal } = stop;
    // What is known of the row is drawn first.
    const timer = setTimeout(async () => {
      const as = await inSlices(begun.work, { ms: SLICE_MS, priority: 'user-visible', signal });
      if (as !== null && !signal.aborted) setEnded({ of: begun, as });
    });
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [begun, concluded]);
  if (concluded !== null) return { ...concluded, working: 'no' };
  const before = last.current;
  if (before?.diagnosis.exchange.id === diagnosis.exchange.id)
    return { ...before, working: 'again' };
  return { endpoint, diagnosis, stack: null, working: 'first' };
}

/** What the work comes to if it takes no longer; null if there is more to do. */
function firstSlice(work: Work<Concluded>, ms: number): Concluded | null {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    const { done, value } = work.next();
    if (done) return value;
  }
  return null;
}
