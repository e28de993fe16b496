import { expect, test } from 'playwright/test';
import { firefoxPath } from '../tools/browsers/firefox-path.ts';
import { conformInFirefox, startFirefoxLab } from '../tools/conformance/firefox-run.ts';
import { startTally, summary } from '../tools/conformance/tally.ts';

test.skip(firefoxPath() === undefined, 'no Firefox');

const SEED = 1;
const COUNT = 400;

/**
 * Requests, at most, of which the traffic does not tell whether they came through: Firefox ends
 * what it has blocked like everything else, and within a site nothing shows the credentials mode.
 */
const MOST_UNDETERMINED = 0.06;
/** Those that a credentials mode would not settle. */
const MOST_UNSETTLED = 0.005;

test(`${COUNT} generated scenarios in Firefox: verdict, first cause and phase are its own`, async () => {
  test.setTimeout(300_000);
  const lab = await startFirefoxLab();
  const tally = startTally();
  const problems: string[] = [];
  try {
    await conformInFirefox(lab, { seed: SEED, count: COUNT }, async (played) => {
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
  expect(totals.unsettled / totals.requests).toBeLessThan(MOST_UNSETTLED);
});
