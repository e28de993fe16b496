import { expect, test } from 'playwright/test';
import { webkitReady } from '../tools/browsers/webkit-path.ts';
import { conform, startLab, turnstile } from '../tools/conformance/run.ts';
import { startTally } from '../tools/conformance/tally.ts';
import { compareWithWebkit } from '../tools/conformance/webkit-compare.ts';
import { playInWebkit, startWebkit } from '../tools/conformance/webkit-run.ts';

const problem = await webkitReady();
test.skip(problem !== null, `no WebKit: ${problem}`);

const SEED = 1;
const COUNT = 120;

/** The most requests of which a capture in Chromium leaves open what Safari would do. */
const MOST_OPEN = 0.03;

test(`${COUNT} generated scenarios: a capture in Chromium says what WebKit decides`, async () => {
  test.setTimeout(300_000);
  const [lab, webkit] = [await startLab(), await startWebkit()];
  const tally = startTally();
  const problems: string[] = [];
  const inTurn = turnstile();
  try {
    await conform(lab, { seed: SEED, count: COUNT }, async (played) => {
      const said = await inTurn(() => playInWebkit(webkit, played));
      for (const one of played) {
        const { id } = one.scenario;
        for (const { comparison } of compareWithWebkit(one, said.get(id) ?? [])) {
          tally.add(comparison);
          problems.push(...comparison.problems.map((text) => `${id}: ${text}`));
        }
      }
    });
    expect(problems).toEqual([]);
  } finally {
    await webkit.close();
    await lab.close();
  }
  const { requests, undetermined } = tally.totals();
  expect(requests).toBeGreaterThan(COUNT / 2);
  expect(undetermined / requests).toBeLessThan(MOST_OPEN);
});
