import { expect, test } from 'playwright/test';
import { compareModel } from '../tools/real-servers/compare-model.ts';
import { labStacks } from '../tools/real-servers/stacks/index.ts';

/** Each stack's model against its running server: the same settings, the same requests. */

const PAIRS = 240;
/** Set: the stacks that `npm test` has no time for as well. */
const { PROOF } = process.env;

test.describe.configure({ mode: 'parallel' });

for (const stack of labStacks) {
  const { model, proofOnly } = stack;
  if (model === null || (proofOnly && PROOF === undefined)) continue;
  test(`the model answers as ${stack.id} does`, async () => {
    test.setTimeout(240_000);
    const missing = await stack.ready();
    test.skip(missing !== null, missing ?? '');
    const { pairs, allowed, preflights, differences } = await compareModel(stack, model, PAIRS);
    expect(differences).toEqual([]);
    expect(pairs).toBeGreaterThanOrEqual(PAIRS);
    // A generator that drifts into refusing everything would compare nothing.
    expect(allowed).toBeGreaterThan(PAIRS / 20);
    expect(preflights).toBeGreaterThan(PAIRS / 20);
    test.info().annotations.push({ type: 'compared', description: `${pairs} pairs` });
  });
}
