import { expect, test } from 'playwright/test';
import { compareModel } from '../tools/real-servers/compare-model.ts';
import { labStacks } from '../tools/real-servers/stacks/index.ts';

/** Compares each server's model with the running server: same settings, same requests. */

const PAIRS = 240;
/** If set: also the servers that `npm test` has no time for. */
const { PROOF } = process.env;

test.describe.configure({ mode: 'parallel' });

for (const stack of labStacks) {
  const { model, proofOnly } = stack;
  if (model === null || (proofOnly && PROOF === undefined)) continue;
  test(`the model answers like ${stack.id}`, async () => {
    test.setTimeout(240_000);
    const missing = await stack.ready();
    test.skip(missing !== null, missing ?? '');
    const { pairs, allowed, preflights, differences } = await compareModel(stack, model, PAIRS);
    expect(differences).toEqual([]);
    expect(pairs).toBeGreaterThanOrEqual(PAIRS);
    // If the generator drifts and every request is refused, the test compares nothing.
    expect(allowed).toBeGreaterThan(PAIRS / 20);
    expect(preflights).toBeGreaterThan(PAIRS / 20);
    test.info().annotations.push({ type: 'compared', description: `${pairs} pairs` });
  });
}
