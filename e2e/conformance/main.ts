// npm run conformance -- --seed N --count N: generated requests in real Chromium, or with
// --browser firefox in real Firefox, the extension's report compared with what the browser itself
// says of each.
import { parseArgs } from 'node:util';
import { onEnding } from '../run/ending.ts';
import { program, stopPrograms } from '../run/program.ts';
import { FIXTURES } from '../scenarios/fixture.ts';
import { conformInFirefox, launchConformingFirefox } from './firefox-run.ts';
import { keep } from './keep.ts';
import { conform, type Played, startLab } from './run.ts';
import { startTally, summary } from './tally.ts';

const USAGE =
  'usage: npm run conformance -- [--seed N] [--count N] [--browser chromium|firefox] [--observe] [--fixtures FOLDER]: both whole numbers, at least 1';

type Options = {
  readonly seed: number;
  readonly count: number;
  readonly browser: string;
  /** With what "Reload and observe" tells; in Chromium only, as fixtures are. */
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
        browser: { type: 'string', default: 'chromium' },
        observe: { type: 'boolean', default: false },
        fixtures: { type: 'string', default: FIXTURES },
      },
    });
    const [seed, count] = [Number(values.seed), Number(values.count)];
    const areWhole = [seed, count].every((value) => Number.isSafeInteger(value) && value > 0);
    const isKnown = ['chromium', 'firefox'].includes(values.browser);
    return areWhole && isKnown ? { ...values, seed, count } : null;
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
  let close: (() => Promise<void>) | null = null;
  onEnding(async () => {
    await Promise.all([stopPrograms(), close?.()]);
  });
  console.log('· building the extension');
  const mode = options.browser === 'firefox' ? ['--mode', 'firefox'] : [];
  const vite = ['build', ...mode];
  const { code, output } = await program('node_modules/vite/bin/vite.js', vite, 120_000);
  if (code !== 0) throw new Error(`The build failed:\n${output}`);
  try {
    if (options.browser === 'firefox') {
      const browser = await launchConformingFirefox();
      close = browser.close;
      return await play(options, browser.version, (take) =>
        conformInFirefox(browser, options, take),
      );
    }
    const lab = await startLab({ observed: options.observe });
    close = lab.close;
    return await play(options, lab.browser.version, (take) =>
      conform(lab, options, async (played) => {
        for (const one of take(played)) await keep(lab, one, options.fixtures);
      }),
    );
  } finally {
    await close?.();
  }
}

type Judged = Pick<Played, 'scenario' | 'comparisons'>;

/** `conforming` hands over what was judged, and is handed back what the browser contradicts. */
async function play(
  { seed, count }: Options,
  version: string,
  conforming: (
    take: <One extends Judged>(played: readonly One[]) => readonly One[],
  ) => Promise<void>,
): Promise<number> {
  console.log(`· ${count} scenarios of seed ${seed} in ${version}`);
  const start = performance.now();
  const tally = startTally();
  await conforming((played) => {
    const wrong = played.filter(({ comparisons }) =>
      comparisons.some(({ problems }) => problems.length > 0),
    );
    for (const one of played) for (const comparison of one.comparisons) tally.add(comparison);
    for (const one of wrong) console.log(problemsOf(one));
    return wrong;
  });
  const seconds = (performance.now() - start) / 1000;
  console.log(`\n${tally.confusion()}\n\n${summary(tally.totals())}`);
  console.log(`left with two readings:\n${tally.openAskers()}`);
  console.log(`${seconds.toFixed(1)} s, ${((1000 * seconds) / count).toFixed(1)} s for 1,000`);
  return tally.totals().differing === 0 ? 0 : 1;
}

function problemsOf({ scenario, comparisons }: Judged): string {
  const problems = comparisons.flatMap((one) => one.problems);
  return `${scenario.id}, from a ${scenario.context}: ${problems.join('; ')}`;
}

const code = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
// Where one tab has failed, the servers of the others would keep the process alive.
process.exit(code);
