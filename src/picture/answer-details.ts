import { isStatusRow } from '../diagnosis/comparison.ts';
import type { HeaderComparison } from '../diagnosis/diagnosis.ts';
import { conjunction, phrase } from '../model/say.ts';
import { shorten } from '../model/shown.ts';
import type { Phase } from '../policy/finding.ts';
import type { Detail } from './picture.ts';

/** More lines would hide what matters. The table has them all. */
const MOST = 3;

/**
 * What a response says about the browser's questions: first what does not fit, else who may read
 * it.
 */
export function answerDetails(
  comparison: readonly HeaderComparison[],
  hop: number,
  phase: Phase,
): readonly Detail[] {
  const rows = comparison.filter(
    (row) => row.hop === hop && row.phase === phase && !isStatusRow(row),
  );
  const wrong = rows.filter(({ ok }) => !ok).slice(0, MOST);
  const shown = wrong.length > 0 ? wrong : rows.filter(({ received }) => received.length > 0);
  return shown.slice(0, MOST).map((row) => ({ text: words(row), wrong: !row.ok }));
}

function words({ name, received }: HeaderComparison): string {
  if (received.length === 0) return phrase`no ${name}`.fr`aucun ${name}`;
  const values = received.map((value) =>
    value === '' ? phrase`(empty)`.fr`(vide)` : shorten(value),
  );
  return `${name}: ${values.join(` ${conjunction('and')} `)}`;
}
