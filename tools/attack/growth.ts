import { randomOf } from '../random.ts';
import { type Attack, harmed, passed, type Result } from './attack.ts';
import type { GrowthCase } from './growth-case.ts';
import { fileCases } from './growth-files.ts';
import { textCases } from './growth-texts.ts';
import { trafficCases } from './growth-traffic.ts';

/** The input sizes, in characters: `n`, `2n` and `4n`. */
const SIZES = [25_000, 50_000, 100_000] as const;

/**
 * How many times longer `4n` may take than `n`. In proportion: 4 times; `n log n`: less than 5
 * times; `n√n`: 8 times; a square: 16 times.
 */
const MOST_GROWTH = 7;
/** What so large an input may take on a busy machine, in milliseconds, without growing too fast. */
const NOTHING = 20;
/** What 100 kB of text may take: longer, and a person notices. */
const MOST_MS = 100;
/** Other programs only ever make it take longer, so the shortest of some rounds counts. */
const MOST_ROUNDS = 6;

/** How long each size takes, in milliseconds. */
type Times = readonly [little: number, more: number, most: number];

function timesOf(one: GrowthCase): Times {
  const shortest = SIZES.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    for (const [index, size] of SIZES.entries()) {
      const work = one.prepare(size);
      shortest[index] = Math.min(shortest[index] ?? 0, millisecondsOf(work));
    }
    if (isWell(one, timesIn(shortest))) break;
  }
  return timesIn(shortest);
}

const timesIn = ([little = 0, more = 0, most = 0]: readonly number[]): Times => [
  little,
  more,
  most,
];

/** Time of the processor: other programs do not count. */
function millisecondsOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const isWell = ({ isText }: GrowthCase, [little, , most]: Times): boolean =>
  most <= NOTHING || (most / little <= MOST_GROWTH && !(isText && most > MOST_MS));

function measured(one: GrowthCase): Result {
  try {
    const times = timesOf(one);
    if (isWell(one, times)) return passed(one.name, 1);
    const [little, more, most] = times.map((time) => time.toFixed(1));
    return harmed(one.name, `${SIZES.join(', ')} characters take ${little}, ${more}, ${most} ms`);
  } catch (error) {
    return harmed(one.name, `it throws: ${String(error)}`);
  }
}

export const growth: Attack = {
  id: 'growth',
  about: 'makes each input larger: no step may take longer in more than proportion',
  timed: true,
  *run(amount) {
    const { seed, count } = amount;
    const random = randomOf(`growth ${seed}`);
    const all = [...trafficCases, ...fileCases, ...textCases].map((one) => ({
      one,
      at: random.next(),
    }));
    // Each step with each input is one try.
    const tried = all.toSorted((a, b) => a.at - b.at).slice(0, count);
    for (const { one } of tried) yield measured(one);
  },
};
