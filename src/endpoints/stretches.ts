import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { EndpointState } from './endpoints.ts';

/** Requests of one endpoint in a row that went alike. */
export type Stretch = {
  /** `fixed`: the first that passed after others were blocked, and those after it. */
  readonly state: EndpointState;
  readonly count: number;
  /** When the first of them began. Milliseconds since the epoch. */
  readonly from: number;
};

/** An endpoint's history in short, oldest first, without requests that still wait. */
export function stretches(history: readonly Diagnosis[]): readonly Stretch[] {
  const made: Stretch[] = [];
  let blocked = false;
  for (const { exchange, evaluation } of history) {
    const { verdict } = evaluation;
    if (verdict === 'pending') continue;
    blocked ||= verdict === 'blocked';
    const state = verdict === 'allowed' && blocked ? 'fixed' : verdict;
    const last = made.at(-1);
    if (last?.state === state) made[made.length - 1] = { ...last, count: last.count + 1 };
    else made.push({ state, count: 1, from: exchange.hops[0].at });
  }
  return made;
}
