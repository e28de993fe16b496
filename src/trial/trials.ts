import { isFields, list } from '../model/fields.ts';
import { LONGEST_TRIAL, parseTrial, type Trial, type TrialPlan } from '../model/trial.ts';

/** A trial with the view that holds it: it ends when that view closes. */
export type HeldTrial = Trial & { readonly holder: string };

/** A trial of the past. Its last events may still arrive. */
type PastTrial = Trial & { readonly endedAt: number };

/** All trials. At most one is in force in each tab. */
export type Trials = {
  readonly on: readonly HeldTrial[];
  readonly past: readonly PastTrial[];
};

export const NO_TRIALS: Trials = { on: [], past: [] };

/** Events of older trials have all arrived. */
const MOST_PAST = 50;

type Start = {
  readonly tabId: number;
  readonly holder: string;
  readonly plan: TrialPlan;
  /** Milliseconds since the epoch. */
  readonly now: number;
};

/** A trial begins. It replaces the one in its tab. */
export function withTrial(trials: Trials, { tabId, holder, plan, now }: Start): Trials {
  const { on, past } = without(trials, (one) => one.tabId === tabId, now);
  const trial = {
    ...plan,
    id: `${now}`,
    tabId,
    holder,
    startedAt: now,
    endsAt: now + LONGEST_TRIAL,
  };
  return { on: [...on, trial], past };
}

/** Without the trials in force that `ends` names. The same object if there are none. */
export function without(trials: Trials, ends: (one: HeldTrial) => boolean, now: number): Trials {
  const ended = trials.on.filter(ends);
  if (ended.length === 0) return trials;
  const past = ended.map(({ holder, ...trial }) => ({ ...trial, endedAt: now }));
  return {
    on: trials.on.filter((one) => !ended.includes(one)),
    past: [...trials.past, ...past].slice(-MOST_PAST),
  };
}

/** Without those whose time is over. */
export const withoutExpired = (trials: Trials, now: number): Trials =>
  without(trials, ({ endsAt, startedAt }) => endsAt <= now || startedAt > now, now);

/** What a view may know of the trial in a tab. */
export function trialIn({ on }: Trials, tabId: number): Trial | null {
  const held = on.find((one) => one.tabId === tabId);
  if (held === undefined) return null;
  const { holder, ...trial } = held;
  return trial;
}

/** Stored trials. Unreadable ones are left out, so their rules are removed. Never throws. */
export function parseTrials(value: unknown): Trials {
  if (!isFields(value)) return NO_TRIALS;
  return {
    on: list(value['on']).flatMap((one) => {
      const trial = parseTrial(one);
      const holder = isFields(one) ? one['holder'] : null;
      return trial !== null && typeof holder === 'string' ? [{ ...trial, holder }] : [];
    }),
    past: list(value['past']).flatMap((one) => {
      const trial = parseTrial(one);
      const endedAt = isFields(one) ? one['endedAt'] : null;
      return trial !== null && typeof endedAt === 'number' ? [{ ...trial, endedAt }] : [];
    }),
  };
}
