// npm test: every check, step by step; the last line counts all of it.
import { mkdirSync, rmSync } from 'node:fs';
import { onEnding } from '../process/on-ending.ts';
import { program, stopPrograms } from '../process/program.ts';
import { counts, failed, type Outcome, PASSED, skipped, total } from './outcome.ts';
import { addonsLintProblem, playwrightOutcome, vitestOutcome } from './reports.ts';

type Step = { readonly name: string; readonly run: () => Promise<Outcome> };

const MINUTE = 60_000;
const RESULTS = 'artifacts/test';
const TSC = 'node_modules/typescript/bin/tsc';
/** What Node needs to run TypeScript. */
const TYPESCRIPT = ['--import', 'tsx'] as const;

/** Without it there is nothing to load into a browser. */
let built = false;

const steps: readonly Step[] = [
  { name: 'types', run: () => all([[TSC], [TSC, '-p', 'src/tsconfig.pure.json']]) },
  { name: 'lint', run: () => all([['node_modules/@biomejs/biome/bin/biome', 'ci', '.']]) },
  { name: 'import law', run: () => all([[...TYPESCRIPT, 'tools/law/main.ts']]) },
  { name: 'unused code', run: () => all([['node_modules/knip/bin/knip.js']]) },
  { name: 'unit', run: unit },
  { name: 'build', run: build },
  { name: 'Firefox lint', run: firefoxLint },
  { name: 'e2e', run: e2e },
];

async function all(commands: readonly (readonly [string, ...string[]])[]): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const [file, ...args] of commands) {
    const { code, output } = await program(file, args, 3 * MINUTE);
    outcomes.push(code === 0 ? PASSED : failed(output));
  }
  return total(outcomes);
}

async function unit(): Promise<Outcome> {
  const results = `${RESULTS}/unit.json`;
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${results}`];
  const args = ['run', ...reporters];
  return vitestOutcome(results, await program('node_modules/vitest/vitest.mjs', args, 5 * MINUTE));
}

async function build(): Promise<Outcome> {
  const outcome = await all([[...TYPESCRIPT, 'tools/build/main.ts']]);
  built = outcome.failed === 0;
  return outcome;
}

async function firefoxLint(): Promise<Outcome> {
  if (!built) return skipped('the build failed');
  const linter = 'node_modules/addons-linter/bin/addons-linter';
  const { stdout, output } = await program(linter, ['dist/firefox', '-o', 'json'], 3 * MINUTE);
  const problem = addonsLintProblem(stdout);
  return problem === '' ? PASSED : failed(`${problem}\n${output === stdout ? '' : output}`);
}

async function e2e(): Promise<Outcome> {
  if (!built) return skipped('the build failed');
  const results = `${RESULTS}/e2e.json`;
  const args = ['test', '-c', 'e2e/playwright.config.ts', '--reporter=dot,json'];
  const ended = await program('node_modules/playwright/cli.js', args, 25 * MINUTE, {
    PLAYWRIGHT_JSON_OUTPUT_FILE: results,
  });
  return playwrightOutcome(results, ended);
}

async function main(): Promise<void> {
  onEnding(stopPrograms);
  // An old report must not count for a runner that leaves none.
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  const outcomes: Outcome[] = [];
  for (const { name, run } of steps) {
    process.stdout.write(`${name} … `);
    const start = performance.now();
    const outcome = await run();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${counts(outcome)} (${seconds} s)`);
    for (const note of outcome.notes) console.log(`  ${note}`);
    if (outcome.failures !== '') console.log(`\n${outcome.failures.trim()}\n`);
    outcomes.push(outcome);
  }
  const sum = total(outcomes);
  process.exitCode = sum.failed === 0 ? 0 : 1;
  console.log(counts(sum));
}

await main();
