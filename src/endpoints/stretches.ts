import type { RowDiagnosis } from '../diagnosis/diagnosis.ts';
import { statusOf } from '../model/status.ts';
import type { Verdict } from '../policy/finding.ts';
import {
  type EndpointState,
  isAllowedOnlyWithoutCookies,
  isPassingPreflight,
  isRefused,
  mayBeBlockedWithCookies,
} from './endpoints.ts';

/** Consecutive requests of one endpoint with the same result. */
export type Stretch = {
  /** `fixed`: the first one that passed after others were blocked, and those after it. */
  readonly state: EndpointState;
  readonly count: number;
  /** When the first of them began. Milliseconds since the epoch. */
  readonly from: number;
  /** The status of the newest, if CORS allowed it but the server refused or failed. */
  readonly refusedWith: number | null;
  /** Whether Crosscheck asked, not the page. */
  readonly checked: boolean;
  /** The verdict, if these were only tried: they do not change the endpoint. Else null. */
  readonly tried: Verdict | null;
  /** For `fixed`: whether what was blocked may have sent cookies, which are not allowed now. */
  readonly onlyWithoutCookies: boolean;
  /** The id of the newest of them. */
  readonly newest: string;
};

/** A short history of an endpoint, oldest first, without waiting requests. */
export function stretches(history: readonly RowDiagnosis[]): readonly Stretch[] {
  const made: Stretch[] = [];
  let blocked = false;
  let mayHaveSentCookies = false;
  for (const one of history) {
    const { verdict } = one.evaluation;
    if (verdict === 'pending') continue;
    const tried = one.exchange.tried ? verdict : null;
    blocked ||= tried === null && verdict === 'blocked';
    mayHaveSentCookies ||= mayBeBlockedWithCookies(one);
    const passes = verdict === 'allowed' || isPassingPreflight(one);
    const state = tried !== null ? 'undetermined' : passes && blocked ? 'fixed' : verdict;
    const checked = one.exchange.checked !== undefined;
    const refusedWith = isRefused(one) ? statusOf(one.exchange) : null;
    const { id: newest, hops } = one.exchange;
    const onlyWithoutCookies =
      state === 'fixed' && mayHaveSentCookies && isAllowedOnlyWithoutCookies(one);
    const last = made.at(-1);
    const isSame =
      last?.state === state &&
      last.refusedWith === refusedWith &&
      last.onlyWithoutCookies === onlyWithoutCookies;
    if (last !== undefined && isSame && last.checked === checked && last.tried === tried) {
      made[made.length - 1] = { ...last, count: last.count + 1, newest };
    } else {
      const [{ at: from }] = hops;
      const ends = { refusedWith, checked, tried, onlyWithoutCookies };
      made.push({ state, count: 1, from, ...ends, newest });
    }
  }
  return made;
}
