// npm run game -- --seed N --lives N: real servers live as developers let them: right, wrong,
// restarted, reverted, replaced. After each step, what the panel and the badge claim is held against
// what the page really got.
import { parseArgs } from 'node:util';
import { build } from '../build/build.ts';
import { onEnding } from '../process/on-ending.ts';
import { stopPrograms } from '../process/program.ts';
import { type GameLab, playLife, startGame } from './play.ts';

const USAGE =
  'usage: npm run game -- [--seed N] [--lives N] [--browser chromium]: both whole numbers, at least 1';

type Options = { readonly seed: number; readonly lives: number };

/** Null when the arguments do not match the usage. */
function optionsOf(args: readonly string[]): Options | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string', default: '1' },
        lives: { type: 'string', default: '100' },
        browser: { type: 'string', default: 'chromium' },
      },
    });
    const [seed, lives] = [Number(values.seed), Number(values.lives)];
    const areWhole = [seed, lives].every((value) => Number.isSafeInteger(value) && value > 0);
    return areWhole && values.browser === 'chromium' ? { seed, lives } : null;
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
  await build(['chrome']);
  lab = await startGame();
  try {
    return await play(lab, options);
  } finally {
    await lab.close();
  }
}

async function play(lab: GameLab, { seed, lives }: Options): Promise<number> {
  const names = lab.stacks.map(({ id }) => id).join(', ');
  console.log(`· ${lives} lives of seed ${seed} in ${lab.browser.version}, with ${names}`);
  let [asks, proofs, problems] = [0, 0, 0];
  for (let number = 0; number < lives; number += 1) {
    const lived = await playLife(lab, seed, number);
    asks += lived.asks;
    proofs += lived.proofs;
    problems += lived.problems.length;
    for (const problem of lived.problems) console.log(problem);
  }
  console.log(`${lives} lives, ${asks} requests, ${proofs} proofs tried: ${problems} false claims`);
  return problems === 0 ? 0 : 1;
}

const code = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
process.exit(code);
