import { expect, test } from 'playwright/test';
import { conform, startLab } from '../tools/conformance/run.ts';
import { startTally, summary } from '../tools/conformance/tally.ts';

const SEED = 1;
const COUNT = 800;

/** The most requests about which only the browser's console could say more. */
const MOST_UNDETERMINED = 0.005;

test(`${COUNT} generated scenarios: verdict, first cause and phase are the browser's own`, async () => {
  test.setTimeout(240_000);
  const lab = await startLab();
  const tally = startTally();
  const problems: string[] = [];
  try {
    await conform(lab, { seed: SEED, count: COUNT }, async (played) => {
      for (const { scenario, comparisons } of played) {
        for (const comparison of comparisons) {
          tally.add(comparison);
          problems.push(...comparison.problems.map((problem) => `${scenario.id}: ${problem}`));
        }
      }
    });
    expect(problems).toEqual([]);
    expect(lab.browser.extensionErrors()).toEqual([]);
  } finally {
    await lab.close();
  }
  const totals = tally.totals();
  console.log(`${tally.confusion()}\n${summary(totals)}`);
  expect(totals.requests).toBeGreaterThan(COUNT);
  expect(totals.undetermined / totals.requests).toBeLessThan(MOST_UNDETERMINED);
});
