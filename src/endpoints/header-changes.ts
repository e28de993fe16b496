import { received } from '../diagnosis/comparison.ts';
import type { Diagnosis, HeaderComparison } from '../diagnosis/diagnosis.ts';

type Place = Pick<HeaderComparison, 'phase' | 'hop' | 'name'>;

/** A header of an answer as it came before and as it comes now. */
export type HeaderChange = Place & {
  /** One entry per line; empty when absent; null when no such answer was judged. */
  readonly before: readonly string[] | null;
  readonly after: readonly string[] | null;
};

/** The headers in which the answers to a fixed request differ from those to the refused one. */
export function headerChanges(before: Diagnosis, after: Diagnosis): readonly HeaderChange[] {
  const known = new Map<string, HeaderComparison>();
  for (const row of [...after.comparison, ...before.comparison]) {
    if (!known.has(keyOf(row))) known.set(keyOf(row), row);
  }
  return [...known.values()]
    .map(({ phase, hop, name }) => {
      const place = { phase, hop, name };
      return { ...place, before: receivedAt(before, place), after: receivedAt(after, place) };
    })
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

const keyOf = ({ hop, phase, name }: Place): string => `${hop} ${phase} ${name}`;

function receivedAt({ comparison, exchange }: Diagnosis, place: Place): readonly string[] | null {
  const { hop, phase, name } = place;
  if (!comparison.some((row) => row.hop === hop && row.phase === phase)) return null;
  const own = exchange.hops[hop];
  // The comparison has no row for what this request did not ask for: its answer may have the header.
  return received(phase === 'preflight' ? own?.preflight?.response : own?.response, name);
}
