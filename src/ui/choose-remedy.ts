import type { Diagnosis, ProvedRemedy } from '../diagnosis/diagnosis.ts';
import { giveWay } from '../diagnosis/remedies.ts';

/**
 * The stack to show: the chosen one, else the preferred one if no application is detected. Null:
 * the most likely.
 */
export function preferredStack(
  { remedies }: Pick<Diagnosis, 'remedies'>,
  chosen: string | null,
  preferred: string | null,
): string | null {
  return chosen ?? (giveWay(remedies) ? preferred : null);
}

/** The user's choice if it offers a fix, else the most likely stack. Null without any. */
export function chooseRemedy(
  { remedies, remedyFor }: Diagnosis,
  stack: string | null,
): ProvedRemedy | null {
  return (stack === null ? null : remedyFor(stack)) ?? remedies[0] ?? null;
}
