import { compareHeaders, received } from '../diagnosis/comparison.ts';
import type { HeaderComparison } from '../diagnosis/diagnosis.ts';
import type { Judged } from './told-apart.ts';

type Place = Pick<HeaderComparison, 'phase' | 'hop' | 'name'>;

/** A response header, before and now. */
export type HeaderChange = Place & {
  /** One entry per line. Empty when absent. Null when no such response was judged. */
  readonly before: readonly string[] | null;
  readonly after: readonly string[] | null;
};

/** The headers that differ between the responses to the refused and the fixed request. */
export function headerChanges(before: Judged, after: Judged): readonly HeaderChange[] {
  const known = new Map<string, HeaderComparison>();
  for (const row of [...compareHeaders(after), ...compareHeaders(before)]) {
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

function receivedAt(judged: Judged, place: Place): readonly string[] | null {
  const { hop, phase, name } = place;
  if (!compareHeaders(judged).some((row) => row.hop === hop && row.phase === phase)) return null;
  const own = judged.exchange.hops[hop];
  // The comparison has no row for a header that this request did not need. Its response may have
  // it.
  return received(phase === 'preflight' ? own?.preflight?.response : own?.response, name);
}
