import { expect, test } from 'vitest';
import type { Result } from './attack.ts';
import { attacks } from './index.ts';

/** How often `npm test` tries each; `npm run attack -- --count N` tries more. */
const COUNTS: Readonly<Record<string, number>> = { 'poisoned-paste': 2, strangers: 10 };
const USUAL = 200;

const untimed = attacks.filter(({ timed }) => timed === undefined);

test.each(untimed)('$id harms nobody: it $about', async ({ id, run }) => {
  const results: Result[] = [];
  for await (const result of run({ seed: 20_261_120, count: COUNTS[id] ?? USUAL })) {
    results.push(result);
    if (result.skipped !== null) console.info(`${id}, ${result.name}: skipped, ${result.skipped}`);
  }
  expect(results.flatMap(({ problem }) => problem ?? [])).toEqual([]);
  expect(results.reduce((sum, { passed }) => sum + passed, 0)).toBeGreaterThan(0);
});
