// npm run conformance -- --seed N --count N: makes generated requests in real Chromium, or with
// --browser firefox in real Firefox. Compares the extension's report with what the browser itself
// says of each.
import { parseArgs } from 'node:util';
import type { BrowserName } from '../../src/model/exchange.ts';
import { build } from '../build/build.ts';
import { FIXTURES } from '../judge/fixture.ts';
import { onEnding } from '../process/on-ending.ts';
import { stopPrograms } from '../process/program.ts';
import { conformInFirefox, startFirefoxLab } from './firefox-run.ts';
import { type Keeping, keep } from './keep.ts';
import { conform, type Played, startLab, type Take } from './run.ts';
import { startTally, summary } from './tally.ts';

const USAGE =
  'usage: npm run conformance -- [--seed N] [--count N] [--browser chromium|firefox] [--observe yes|no] [--devtools] [--fixtures FOLDER]: both whole numbers, at least 1';

const BROWSERS: readonly BrowserName[] = ['chromium', 'firefox'];

const OBSERVE: Readonly<Record<string, boolean>> = { yes: true, no: false };

type Options = {
  readonly seed: number;
  readonly count: number;
  readonly browser: BrowserName;
  /** Whether pages are observed; null leaves that to the browser's default. */
  readonly observe: boolean | null;
  /** With the panel open, which reads what pages got; in Firefox only. */
  readonly devtools: boolean;
  readonly fixtures: string;
};

/** Null when the arguments do not match the usage. */
function optionsOf(args: readonly string[]): Options | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string', default: '1' },
        count: { type: 'string', default: '2000' },
        browser: { type: 'string', default: 'chromium' },
        observe: { type: 'string' },
        devtools: { type: 'boolean', default: false },
        fixtures: { type: 'string' },
      },
    });
    const [seed, count] = [Number(values.seed), Number(values.count)];
    const areWhole = [seed, count].every((value) => Number.isSafeInteger(value) && value > 0);
    const browser = BROWSERS.find((name) => name === values.browser);
    const observe = values.observe === undefined ? null : OBSERVE[values.observe];
    if (!areWhole || browser === undefined || observe === undefined) return null;
    return {
      ...values,
      seed,
      count,
      browser,
      observe,
      fixtures: values.fixtures ?? FIXTURES[browser],
    };
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
  await build([options.browser === 'firefox' ? 'firefox' : 'chrome']);
  const folder = options.fixtures;
  try {
    if (options.browser === 'firefox') {
      const lab = await startFirefoxLab(options);
      close = lab.close;
      const { version } = lab.browser;
      const keeping = { version, recorder: lab.recorder, folder };
      return await play(options, keeping, (take) => conformInFirefox(lab, options, take));
    }
    const lab = await startLab(options);
    close = lab.close;
    const { version } = lab.browser;
    const recorder = await lab.browser.background();
    const keeping = { version, recorder, folder };
    return await play(options, keeping, (take) => conform(lab, options, take));
  } finally {
    await close?.();
  }
}

/**
 * `conforming` plays and passes on what was judged. Scenarios in which the browser disagrees are
 * kept.
 */
async function play(
  { seed, count }: Options,
  keeping: Keeping,
  conforming: (take: Take) => Promise<void>,
): Promise<number> {
  console.log(`· ${count} scenarios of seed ${seed} in ${keeping.version}`);
  const start = performance.now();
  const tally = startTally();
  await conforming(async (played) => {
    const wrong = played.filter(({ comparisons }) =>
      comparisons.some(({ problems }) => problems.length > 0),
    );
    for (const one of played) for (const comparison of one.comparisons) tally.add(comparison);
    for (const one of wrong) {
      console.log(problemsOf(one));
      await keep(keeping, one);
    }
  });
  const seconds = (performance.now() - start) / 1000;
  console.log(`\n${tally.confusion()}\n\n${summary(tally.totals())}`);
  console.log(`left with two readings:\n${tally.openAskers()}`);
  console.log(`undetermined:\n${tally.undeterminedAskers()}`);
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
// If one tab has failed, the servers of the others would keep the process alive.
process.exit(code);
