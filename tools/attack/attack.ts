/** Part of an attack: how many of its tries did no harm, and what the first that did shows. */
export type Result = {
  readonly name: string;
  readonly passed: number;
  /** The smallest try that did harm, and how to repeat it; null if none did. */
  readonly problem: string | null;
  /** Why it was not tried; null if it was. */
  readonly skipped: string | null;
};

export type Amount = { readonly seed: number; readonly count: number };

/** One way to harm the user by what a server or page sends. File name = id. */
export type Attack = {
  readonly id: string;
  readonly about: string;
  /** Tries it as often as `count` says; equal seeds, equal tries. Never throws. */
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
