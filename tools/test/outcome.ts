/** The outcome of one step of `npm test`. */
export type Outcome = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Lines that are printed even on success: what was skipped, and why. */
  readonly notes: readonly string[];
  /** Everything that helps to fix what failed; empty when nothing did. */
  readonly failures: string;
};

export const PASSED: Outcome = { passed: 1, failed: 0, skipped: 0, notes: [], failures: '' };

export const failed = (failures: string): Outcome => ({
  ...PASSED,
  passed: 0,
  failed: 1,
  failures,
});

export const skipped = (why: string): Outcome => ({
  ...PASSED,
  passed: 0,
  skipped: 1,
  notes: [`skipped: ${why}`],
});

/** The sum of several outcomes. */
export function total(outcomes: readonly Outcome[]): Outcome {
  const sum = (count: (one: Outcome) => number) =>
    outcomes.reduce((so_far, one) => so_far + count(one), 0);
  return {
    passed: sum((one) => one.passed),
    failed: sum((one) => one.failed),
    skipped: sum((one) => one.skipped),
    notes: outcomes.flatMap((one) => one.notes),
    failures: outcomes
      .map((one) => one.failures)
      .filter((text) => text !== '')
      .join('\n'),
  };
}

/** `12 passed, 0 failed, 3 skipped` */
export const counts = ({ passed, failed, skipped }: Outcome): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/**
 * The outcome of a runner that counts its tests itself. A runner that fails, or finds nothing to
 * run, has failed even if it counts no failed test.
 */
export function counted(
  tests: Pick<Outcome, 'passed' | 'failed' | 'skipped' | 'notes'>,
  { code, output }: { readonly code: number | null; readonly output: string },
): Outcome {
  const none = tests.passed + tests.failed + tests.skipped === 0;
  const failures = tests.failed === 0 && (code !== 0 || none) ? 1 : tests.failed;
  return { ...tests, failed: failures, failures: failures === 0 ? '' : output };
}
