import type { Span } from './file.ts';

/** Something for each of many places, in the order in which they came. */
export type Places<Known> = {
  readonly get: (at: Span) => Known | undefined;
  readonly set: (at: Span, known: Known) => void;
  /** In order. A place that was set again counts once for each time. */
  readonly all: readonly Known[];
};

/** Longer than any file that is read. */
const LONGEST = 2 ** 23;

/** A map by places: a number as key takes a fraction of the time that a text takes. */
export function places<Known>(): Places<Known> {
  const files = new Map<string, Map<number, Known>>();
  const all: Known[] = [];
  const keyOf = ({ from, to }: Span): number => from * LONGEST + to;
  return {
    all,
    get: (at) => files.get(at.file)?.get(keyOf(at)),
    set: (at, known) => {
      const own = files.get(at.file) ?? new Map<number, Known>();
      files.set(at.file, own.set(keyOf(at), known));
      all.push(known);
    },
  };
}
