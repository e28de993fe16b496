import type { Declaration } from '../model/declared.ts';
import { withinLimits } from './limits.ts';
import { claimOf, declaredRecord, isMisplaced, poorlyClaimed } from './match-declaration.ts';
import type { RequestRecord } from './record.ts';
import { type CaptureState, NO_TAB, tabOf } from './state.ts';
import { lookup } from './table.ts';
import { track } from './track.ts';
import { bestAbout, waiting, withoutWaiting } from './waiting-declarations.ts';

/** Notes what a page's code asked for at the request that it made, or keeps it until that comes. */
export function takeDeclaration(
  state: CaptureState,
  tabId: number,
  declaration: Declaration,
): CaptureState {
  const { closedAt, clearedAt } = tabOf(state, tabId);
  if (tabId === NO_TAB || closedAt !== null || declaration.at <= clearedAt) return state;
  const record = declaredRecord(state, tabId, declaration);
  if (record === null) {
    const poor = poorlyClaimed(state, tabId, declaration);
    const next = waiting(state, tabId, declaration);
    return poor === null ? next : settleDeclaration(next, poor.id);
  }
  return withinLimits(track(state, withDeclaration(record, declaration)), tabId);
}

/**
 * Removes a declaration that belongs to another request, and adds the waiting one that fits, or that
 * explains more.
 */
export function settleDeclaration(state: CaptureState, id: string): CaptureState {
  const record = lookup(state.records, id)?.record;
  if (record === undefined) return state;
  const { tabId } = record;
  const claim = claimOf(record);
  if (claim !== null && isMisplaced(state, record)) {
    const freed = track(state, withoutDeclaration(record));
    return settleDeclaration(takeDeclaration(freed, tabId, claim), id);
  }
  if (claim === null && record.declared !== undefined) return state;
  const own = bestAbout(state, record);
  if (own === null) return state;
  const settled = track(
    withoutWaiting(state, tabId, (one) => one === own),
    withDeclaration(record, own),
  );
  return claim === null ? settled : takeDeclaration(settled, tabId, claim);
}

const withDeclaration = (record: RequestRecord, { declared, at }: Declaration): RequestRecord => ({
  ...record,
  declared,
  calledAt: at,
});

function withoutDeclaration(record: RequestRecord): RequestRecord {
  const { declared: _, calledAt: __, ...rest } = record;
  return rest;
}
