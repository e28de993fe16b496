import type { Diagnosis, ProvedRemedy } from '../diagnosis/diagnosis.ts';

/** The user's choice where it offers a fix, else the likeliest stack's; null without any. */
export function chooseRemedy(
  { remedies, remedyFor }: Diagnosis,
  stack: string | null,
): ProvedRemedy | null {
  return (stack === null ? null : remedyFor(stack)) ?? remedies[0] ?? null;
}
