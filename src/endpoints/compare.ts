import type { Endpoint } from './endpoints.ts';
import type { Judged } from './told-apart.ts';

/** How the rows of an earlier recording do in a later one, by their number. */
export type Compared = {
  /** Blocked before, and allowed now. */
  readonly fixed: number;
  readonly stillBlocked: number;
  /** Blocked now, and not blocked before or not there. */
  readonly newlyBlocked: number;
  /** Blocked before, and not asked for, or without a verdict, now. */
  readonly open: number;
};

/** Compares two recordings, row by row: equal requests of equal pages. */
export function compareRows<Seen extends Judged>(
  before: readonly Endpoint<Seen>[],
  after: readonly Endpoint<Seen>[],
): Compared {
  const now = new Map(after.map((one) => [one.key, one.state]));
  const was = new Set(before.filter(isBlocked).map(({ key }) => key));
  const states = [...was].map((key) => now.get(key));
  const count = (...wanted: readonly (Endpoint['state'] | undefined)[]): number =>
    states.filter((state) => wanted.includes(state)).length;
  const [fixed, stillBlocked] = [count('allowed', 'fixed'), count('blocked')];
  return {
    fixed,
    stillBlocked,
    newlyBlocked: after.filter((one) => isBlocked(one) && !was.has(one.key)).length,
    open: states.length - fixed - stillBlocked,
  };
}

const isBlocked = <Seen extends Judged>({ state }: Endpoint<Seen>): boolean => state === 'blocked';
