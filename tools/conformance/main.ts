// npm run conformance -- --seed N --count N: makes generated requests in real Chromium, or with
// --browser firefox in real Firefox. Compares the extension's report with what the browser itself
// says of each. With --browser webkit, real WebKit makes the same requests as Chromium (or Firefox,
// with --from firefox), and is compared with what the report of that browser says about Safari.
import { parseArgs } from 'node:util';
import type { BrowserName } from '../../src/model/exchange.ts';
import type { WebkitUnderTest } from '../browsers/webkit.ts';
import { build } from '../build/build.ts';
import { FIXTURES } from '../judge/fixture.ts';
import { onEnding } from '../process/on-ending.ts';
import { stopPrograms } from '../process/program.ts';
import { conformInFirefox, startFirefoxLab } from './firefox-run.ts';
import { type Keeping, keep, keepWords } from './keep.ts';
import { conform, type Played, startLab, type Take, turnstile } from './run.ts';
import { startTally, summary } from './tally.ts';
import { compareWithWebkit } from './webkit-compare.ts';
import { playInWebkit, startWebkit } from './webkit-run.ts';

const USAGE =
  'usage: npm run conformance -- [--seed N] [--count N] [--browser chromium|firefox|webkit] [--from chromium|firefox] [--observe yes|no] [--devtools] [--fixtures FOLDER]: both whole numbers, at least 1';

const BROWSERS: readonly BrowserName[] = ['chromium', 'firefox', 'webkit'];
const EXTENSION_BROWSERS = ['chromium', 'firefox'] as const;

const OBSERVE: Readonly<Record<string, boolean>> = { yes: true, no: false };

type Options = {
  readonly seed: number;
  readonly count: number;
  readonly browser: BrowserName;
  /** The browser that captures: `browser` itself, or the one whose capture is judged for Safari. */
  readonly from: (typeof EXTENSION_BROWSERS)[number];
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
        from: { type: 'string' },
        observe: { type: 'string' },
        devtools: { type: 'boolean', default: false },
        fixtures: { type: 'string' },
      },
    });
    const [seed, count] = [Number(values.seed), Number(values.count)];
    const areWhole = [seed, count].every((value) => Number.isSafeInteger(value) && value > 0);
    const browser = BROWSERS.find((name) => name === values.browser);
    const observe = values.observe === undefined ? null : OBSERVE[values.observe];
    const from = EXTENSION_BROWSERS.find(
      (name) => name === (values.from ?? (browser === 'webkit' ? 'chromium' : browser)),
    );
    const isMixed = browser !== 'webkit' && from !== browser;
    if (!areWhole || browser === undefined || observe === undefined) return null;
    if (from === undefined || isMixed) return null;
    return {
      ...values,
      seed,
      count,
      browser,
      from,
      observe,
      fixtures: values.fixtures ?? FIXTURES[from],
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
  let webkit: WebkitUnderTest | null = null;
  onEnding(async () => {
    await Promise.all([stopPrograms(), close?.(), webkit?.close()]);
  });
  await build([options.from === 'firefox' ? 'firefox' : 'chrome']);
  const folder = options.fixtures;
  try {
    if (options.browser === 'webkit') webkit = await startWebkit();
    if (options.from === 'firefox') {
      const lab = await startFirefoxLab(options);
      close = lab.close;
      const { version } = lab.browser;
      const keeping = { version, recorder: lab.recorder, folder };
      const run: Conforming = (take) => conformInFirefox(lab, options, take);
      return await (webkit === null
        ? play(options, keeping, run)
        : playBoth(options, keeping, run, webkit));
    }
    const lab = await startLab(options);
    close = lab.close;
    const { version } = lab.browser;
    const recorder = await lab.browser.background();
    const keeping = { version, recorder, folder };
    const run: Conforming = (take) => conform(lab, options, take);
    return await (webkit === null
      ? play(options, keeping, run)
      : playBoth(options, keeping, run, webkit));
  } finally {
    await webkit?.close();
    await close?.();
  }
}

type Conforming = (take: Take) => Promise<void>;

/**
 * `conforming` plays and passes on what was judged. Scenarios in which the browser disagrees are
 * kept.
 */
async function play(
  { seed, count }: Options,
  keeping: Keeping,
  conforming: Conforming,
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

/**
 * The same scenarios in WebKit too, each batch while its servers still answer. A scenario in which
 * WebKit decides otherwise than we say is kept: the capture, and WebKit's words.
 */
async function playBoth(
  { seed, count }: Options,
  keeping: Keeping,
  conforming: Conforming,
  webkit: WebkitUnderTest,
): Promise<number> {
  console.log(`· ${count} scenarios of seed ${seed} in ${keeping.version} and ${webkit.version}`);
  const start = performance.now();
  const tally = startTally();
  const inTurn = turnstile();
  await conforming(async (played) => {
    const said = await inTurn(() => playInWebkit(webkit, played));
    for (const one of played) {
      const cases = compareWithWebkit(one, said.get(one.scenario.id) ?? []);
      for (const { comparison } of cases) tally.add(comparison);
      const problems = cases.flatMap(({ comparison }) => comparison.problems);
      if (problems.length === 0) continue;
      console.log(`${one.scenario.id}, from a ${one.scenario.context}: ${problems.join('; ')}`);
      await keep(keeping, one);
      keepWords(one, cases, webkit.version);
    }
  });
  const seconds = (performance.now() - start) / 1000;
  const totals = tally.totals();
  console.log(`\n${tally.confusion()}\n`);
  console.log(`${totals.requests} requests of both browsers compared`);
  console.log(`${totals.differing} in which WebKit decides otherwise than we say`);
  console.log(`${totals.undetermined} of which we say that Safari may decide differently`);
  console.log(`${totals.hidden} that WebKit for Linux alone or unseen code of the page decides`);
  console.log(`${totals.open} left with two readings by ${keeping.version}`);
  console.log(`${seconds.toFixed(1)} s, ${((1000 * seconds) / count).toFixed(1)} s for 1,000`);
  return totals.differing === 0 ? 0 : 1;
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
