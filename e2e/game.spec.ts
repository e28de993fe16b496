import { expect, test } from 'playwright/test';
import { type GameLab, type Lived, playLife, prepare, startGame } from '../tools/game/play.ts';

const SEED = 13;
/** The first life in it whose fixes are pasted soon. */
const FIRST = 334;
/** For so long, whole lives are played, and until a proof was held against a server. */
const SECONDS = 15;

test('whatever happens to a server, the panel claims nothing that is not so', async () => {
  test.setTimeout(120_000);
  const lab: GameLab = await startGame();
  const lived: Lived[] = [];
  const sum = (of: (one: Lived) => number): number =>
    lived.reduce((total, one) => total + of(one), 0);
  const proofs = (): number => sum((one) => one.proofs);
  try {
    const end = Date.now() + SECONDS * 1_000;
    while (Date.now() < end || proofs() === 0) {
      lived.push(await playLife(lab, await prepare(lab, SEED, FIRST + lived.length)));
    }
    expect(lived.flatMap(({ problems }) => problems)).toEqual([]);
    expect(lab.browser.extensionErrors()).toEqual([]);
  } finally {
    await lab.close();
  }
  console.log(`${lived.length} lives, ${sum((one) => one.asks)} requests, ${proofs()} proofs`);
});
