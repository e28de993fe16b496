// npm run game -- --seed N --lives N: real servers live as developers let them: right, wrong,
// restarted, reverted, replaced. After each step, all that the panel, the popup, the badge and the
// report claim is held against what the page really got.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from '../build/build.ts';
import { onEnding } from '../process/on-ending.ts';
import { stopPrograms } from '../process/program.ts';
import { type GameLab, type Lived, playLife, prepare, startGame } from './play.ts';
import type { BrowserName } from './seat.ts';

const USAGE = `usage: npm run game -- [--seed N] [--first N] [--lives N] [--at-once N] [--seconds N] [--browser chromium|firefox]
  --first    the number of the first life (0)
  --at-once  how many lives are played at the same time (2)
  --seconds  begins no life after so many seconds`;

type Options = {
  readonly seed: number;
  readonly first: number;
  readonly lives: number;
  readonly atOnce: number;
  readonly seconds: number;
  readonly browser: BrowserName;
};

/** Null when the arguments do not match the usage. */
function optionsOf(args: readonly string[]): Options | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string', default: '1' },
        first: { type: 'string', default: '0' },
        lives: { type: 'string', default: '100' },
        'at-once': { type: 'string', default: '2' },
        seconds: { type: 'string', default: '86400' },
        browser: { type: 'string', default: 'chromium' },
      },
    });
    const { browser } = values;
    const [seed, first, lives, atOnce, seconds] = [
      values.seed,
      values.first,
      values.lives,
      values['at-once'],
      values.seconds,
    ].map(Number);
    const isWhole = (value: number | undefined, least: number): value is number =>
      Number.isSafeInteger(value) && Number(value) >= least;
    if (!isWhole(seed, 1) || !isWhole(first, 0) || !isWhole(lives, 1)) return null;
    if (!isWhole(atOnce, 1) || !isWhole(seconds, 1)) return null;
    if (browser !== 'chromium' && browser !== 'firefox') return null;
    return { seed, first, lives, atOnce, seconds, browser };
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
  let lab: GameLab | null = null;
  onEnding(async () => {
    await Promise.all([stopPrograms(), lab?.close()]);
  });
  await build([options.browser === 'chromium' ? 'chrome' : 'firefox']);
  lab = await startGame(options.browser);
  try {
    return await playAll(lab, options);
  } finally {
    await lab.close();
  }
}

const KEPT = 'artifacts/game';

/** Keeps all of a life in which something was wrong, to look into it. */
function keep({ life, ...lived }: Lived): void {
  mkdirSync(KEPT, { recursive: true });
  const path = `${KEPT}/${life.name}.json`;
  writeFileSync(path, JSON.stringify({ life, ...lived }, null, 2));
  console.log(`· all of this life: ${path}`);
}

async function playAll(lab: GameLab, options: Options): Promise<number> {
  const { seed, first, lives, atOnce, seconds } = options;
  const names = lab.stacks.map(({ id }) => id).join(', ');
  console.log(`· lives of seed ${seed} from ${first} on in ${lab.browser.version}, with ${names}`);
  const start = Date.now();
  const played: Lived[] = [];
  const broken: string[] = [];
  let next = first;
  const mayBegin = (): boolean => next < first + lives && Date.now() < start + seconds * 1_000;
  const line = async (): Promise<void> => {
    // The next life's server starts while this life is played.
    let prepared = mayBegin() ? prepare(lab, seed, next++) : null;
    while (prepared !== null) {
      const now = prepared;
      prepared = mayBegin() ? prepare(lab, seed, next++) : null;
      // Whoever waits for it later gets its error.
      prepared?.catch(() => {});
      try {
        const lived = await playLife(lab, await now);
        played.push(lived);
        for (const problem of lived.problems) console.log(problem);
        if (lived.problems.length > 0) keep(lived);
      } catch (error) {
        broken.push(String(error));
        console.log(String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, line));
  const sum = (of: (one: Lived) => number): number =>
    played.reduce((total, one) => total + of(one), 0);
  const minutes = (Date.now() - start) / 60_000;
  const lies = sum(({ problems }) => problems.length);
  console.log(
    [
      `${played.length} lives of seed ${seed} from ${first} to ${next - 1}`,
      `${sum(({ asks }) => asks)} requests`,
      `${sum(({ undetermined }) => undetermined)} undetermined`,
      `${sum(({ proofs }) => proofs)} proofs tried`,
      `${(played.length / minutes).toFixed(1)} lives a minute: ${lies} false claims`,
      ...(broken.length === 0 ? [] : [`${broken.length} lives broke off`]),
    ].join(', '),
  );
  const errors = lab.browser.extensionErrors();
  for (const error of errors) console.log(`the extension wrote an error: ${error}`);
  return lies + broken.length + errors.length === 0 ? 0 : 1;
}

// Each server that runs listens for the end of this process.
process.setMaxListeners(50);
const code = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
process.exit(code);
