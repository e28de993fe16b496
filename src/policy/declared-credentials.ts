import type { Declared } from '../model/declared.ts';
import type { Outcome } from './outcome.ts';
import type { Reading } from './reading.ts';

/**
 * The reading under the credentials mode that the page's code was seen to ask for; null when there
 * is none, or when only another reading agrees with what the browser did: a page can forge what it
 * asks for, and a request of the same URL be taken for its own, but not what the browser does.
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
