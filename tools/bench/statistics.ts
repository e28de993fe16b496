/** The middle value; NaN if there is none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  const lower = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** The ratio to the baseline, compared round by round: `×1.25`. */
export function ratio(values: readonly number[], baseline: readonly number[]): string {
  const ratios = values.map((value, round) => value / (baseline[round] ?? Number.NaN));
  return `×${median(ratios).toFixed(2)}`;
}

/** The work of the processor, in milliseconds: what others do meanwhile does not count. */
export function worked(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
