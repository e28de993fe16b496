import { expect, test } from 'playwright/test';
import { firefoxPath } from '../tools/browsers/firefox-path.ts';
import { conformInFirefox, startFirefoxLab } from '../tools/conformance/firefox-run.ts';
import { startTally, summary } from '../tools/conformance/tally.ts';

test.skip(firefoxPath() === undefined, 'no Firefox');

const SEED = 1;
const COUNT = 400;

/**
 * The most requests whose verdict the traffic may leave open. Firefox ends blocked requests like
 * all others. Within a site, no sign shows whether a request sends cookies.
 */
const MOST_UNDETERMINED = 0.06;
/** The most that stay open even if the credentials mode is known. */
const MOST_UNSETTLED = 0.005;

test(`${COUNT} generated scenarios in Firefox: verdict, first cause and phase are the browser's own`, async () => {
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
