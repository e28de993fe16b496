import type { ProvedRemedy } from '../diagnosis/diagnosis.ts';

/** The user's choice where it still offers a fix, else the likeliest stack; null without any. */
export function chooseRemedy(
  remedies: readonly ProvedRemedy[],
  stack: string | null,
): ProvedRemedy | null {
  return remedies.find((one) => one.stack.id === stack) ?? remedies[0] ?? null;
}
