import { test as base, expect } from 'playwright/test';
import { closeLoop, type LoopLab, startLoopLab } from '../tools/real-servers/close-loop.ts';
import type { FailureId } from '../tools/real-servers/failures.ts';
import { labStacks } from '../tools/real-servers/stacks/index.ts';

/**
 * Real servers are broken as developers break them, and fixed by what the report prints. These are
 * the most common ones; `npm run proof` does it for all.
 */

const MOST_FREQUENT: readonly FailureId[] = [
  'nothing-configured',
  'origin-not-listed',
  'wildcard-with-credentials',
  'credentials-not-allowed',
  'method-not-allowed',
  'expose-missing',
];
const TESTED: Readonly<Record<string, readonly FailureId[]>> = {
  'express-5': MOST_FREQUENT,
  'fastapi-debian': MOST_FREQUENT,
  nginx: ['nothing-configured', 'origin-not-listed', 'two-layers'],
};
/**
 * For these, each printed line is removed in turn. Then the page must fail, or more must be allowed
 * than asked for.
 */
const MINIMAL = ['nothing-configured', 'credentials-not-allowed', 'method-not-allowed'];

const test = base.extend<object, { lab: LoopLab }>({
  lab: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from it.
    async ({}, use) => {
      const lab = await startLoopLab();
      await use(lab);
      await lab.close();
    },
    { scope: 'worker' },
  ],
});
test.describe.configure({ mode: 'parallel' });

test('every server tested here is in the lab', () => {
  const known = labStacks.map(({ id }) => id);
  expect(Object.keys(TESTED).filter((id) => !known.includes(id))).toEqual([]);
});

for (const stack of labStacks) {
  const tested = TESTED[stack.id] ?? [];
  for (const id of tested.filter((one) => typeof stack.failures[one] !== 'string')) {
    test(`${stack.id}, ${id}: blocked, pasted, restarted, passes`, async ({ lab }) => {
      const missing = await stack.ready();
      test.skip(missing !== null, missing ?? '');
      const loop = await closeLoop(lab, stack, id, { minimality: MINIMAL.includes(id) });
      expect(loop.needless, 'lines that are not needed').toEqual([]);
      expect(lab.browser.extensionErrors()).toEqual([]);
    });
  }
}
