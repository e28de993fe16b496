/** Part of an attack: how many of its tries did no harm, and what the first harmful one shows. */
export type Result = {
  readonly name: string;
  readonly passed: number;
  /** The smallest harmful try, and how to repeat it; null if there was none. */
  readonly problem: string | null;
  /** Why it was not tried; null if it was. */
  readonly skipped: string | null;
};

export type Amount = { readonly seed: number; readonly count: number };

/** One way in which a server or page could harm the user by what it sends. File name = id. */
export type Attack = {
  readonly id: string;
  readonly about: string;
  /** Measures time. Too uncertain for `npm test`, where other programs run beside it. */
  readonly timed?: true;
  /** Makes `count` tries; equal seeds give equal tries. Never throws. */
  readonly run: (amount: Amount) => AsyncIterable<Result> | Iterable<Result>;
};

export const passed = (name: string, count: number): Result => ({
  name,
  passed: count,
  problem: null,
  skipped: null,
});

export const harmed = (name: string, problem: string): Result => ({
  name,
  passed: 0,
  problem,
  skipped: null,
});

export const skipped = (name: string, why: string): Result => ({
  name,
  passed: 0,
  problem: null,
  skipped: why,
});
