// npm run conformance -- --seed N --count N: generated requests in real Chromium, the extension's
// report compared with what the browser itself says of each.
import { parseArgs } from 'node:util';
import { onEnding } from '../run/ending.ts';
import { program, stopPrograms } from '../run/program.ts';
import { FIXTURES } from '../scenarios/fixture.ts';
import { keep } from './keep.ts';
import { conform, type Lab, type Played, startLab } from './run.ts';
import { startTally, summary } from './tally.ts';

const USAGE =
  'usage: npm run conformance -- [--seed N] [--count N] [--observe] [--fixtures FOLDER]: both whole numbers, at least 1';

type Options = {
  readonly seed: number;
  readonly count: number;
  /** With what "Reload and observe" tells. */
  readonly observe: boolean;
  readonly fixtures: string;
};

/** Null when the arguments are not what the usage says. */
function optionsOf(args: readonly string[]): Options | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string', default: '1' },
        count: { type: 'string', default: '2000' },
        observe: { type: 'boolean', default: false },
        fixtures: { type: 'string', default: FIXTURES },
      },
    });
    const [seed, count] = [Number(values.seed), Number(values.count)];
    const areWhole = [seed, count].every((value) => Number.isSafeInteger(value) && value > 0);
    return areWhole ? { ...values, seed, count } : null;
  } catch {
    return null;
  }
}

async function main(args: readonly string[]): Promise<number> {
  const options = optionsOf(args);
  if (options === null) {
    console.error(USAGE);
    return 2;
  }
  let lab: Lab | null = null;
  onEnding(async () => {
    await Promise.all([stopPrograms(), lab?.close()]);
  });
  console.log('· building the extension');
  const { code, output } = await program('node_modules/vite/bin/vite.js', ['build'], 120_000);
  if (code !== 0) throw new Error(`The build failed:\n${output}`);
  lab = await startLab({ observed: options.observe });
  try {
    return await play(lab, options);
  } finally {
    await lab.close();
  }
}

async function play(lab: Lab, { seed, count, fixtures }: Options): Promise<number> {
  console.log(`· ${count} scenarios of seed ${seed} in ${lab.browser.version}`);
  const start = performance.now();
  const tally = startTally();
  await conform(lab, { seed, count }, async (played) => {
    for (const one of played) {
      for (const comparison of one.comparisons) tally.add(comparison);
      if (one.comparisons.some(({ problems }) => problems.length > 0)) {
        await keep(lab, one, fixtures);
        console.log(problemsOf(one));
      }
    }
  });
  const seconds = (performance.now() - start) / 1000;
  console.log(`\n${tally.confusion()}\n\n${summary(tally.totals())}`);
  console.log(`left with two readings:\n${tally.openAskers()}`);
  console.log(`${seconds.toFixed(1)} s, ${((1000 * seconds) / count).toFixed(1)} s for 1,000`);
  return tally.totals().differing === 0 ? 0 : 1;
}

function problemsOf({ scenario, comparisons }: Played): string {
  const problems = comparisons.flatMap((one) => one.problems);
  return `${scenario.id}, from a ${scenario.context}: ${problems.join('; ')}`;
}

const code = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
// Where one tab has failed, the servers of the others would keep the process alive.
process.exit(code);
