import type { Diagnosis, ProvedRemedy } from '../diagnosis/diagnosis.ts';
import { givesWay } from '../diagnosis/remedies.ts';

/**
 * The stack to show: the chosen one, else the preferred one if no application is detected. Null:
 * the most likely.
 */
export function preferredStack(
  likeliest: ProvedRemedy | null,
  chosen: string | null,
  preferred: string | null,
): string | null {
  return chosen ?? (givesWay(likeliest) ? preferred : null);
}

/** The user's choice if it offers a fix, else the most likely stack. Null without any. */
export function chooseRemedy(
  { likeliest, remedyFor }: Pick<Diagnosis, 'likeliest' | 'remedyFor'>,
  stack: string | null,
): ProvedRemedy | null {
  return (stack === null ? null : remedyFor(stack)) ?? likeliest;
}
