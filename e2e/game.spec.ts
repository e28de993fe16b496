import { expect, test } from 'playwright/test';
import { type GameLab, type Lived, playLife, prepare, startGame } from '../tools/game/play.ts';

const SEED = 1;
/** For so long, whole lives are played; then a life is played to its end. */
const SECONDS = 25;

test('whatever happens to a server, the panel claims nothing that is not so', async () => {
  test.setTimeout(120_000);
  const lab: GameLab = await startGame();
  const lived: Lived[] = [];
  try {
    const end = Date.now() + SECONDS * 1_000;
    while (Date.now() < end) {
      lived.push(await playLife(lab, await prepare(lab, SEED, lived.length)));
    }
    expect(lived.flatMap(({ problems }) => problems)).toEqual([]);
    expect(lab.browser.extensionErrors()).toEqual([]);
  } finally {
    await lab.close();
  }
  const sum = (of: (one: Lived) => number): number =>
    lived.reduce((total, one) => total + of(one), 0);
  console.log(
    `${lived.length} lives, ${sum((one) => one.asks)} requests, ${sum((one) => one.proofs)} proofs`,
  );
  expect(sum(({ proofs }) => proofs)).toBeGreaterThan(0);
});
