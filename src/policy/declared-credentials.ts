import type { Declared } from '../model/declared.ts';
import type { Outcome } from './outcome.ts';
import type { Reading } from './reading.ts';

/**
 * The reading under the credentials mode that the page's code asked for. Null without one, or when
 * only another reading agrees with what the browser did. A page can forge what it asks for, and
 * another request of the same URL may be taken for this one.
 */
export function declaredReading(
  declared: Declared | undefined,
  readings: readonly Reading[],
  outcome: Outcome,
): Reading | null {
  if (declared === undefined) return null;
  // Between two origins `omit` behaves as `same-origin` does.
  const mode = declared.credentials === 'include' ? 'include' : 'same-origin';
  const reading = readings.find(({ credentials }) => credentials === mode);
  if (reading === undefined) return null;
  const agrees = (one: Reading): boolean => agreesWith(outcome, one);
  return agrees(reading) || !readings.some(agrees) ? reading : null;
}

function agreesWith({ kind }: Outcome, { contradicted, findings }: Reading): boolean {
  if (contradicted) return false;
  if (kind === 'refused') return findings.length > 0;
  return kind !== 'passed' || findings.length === 0;
}
