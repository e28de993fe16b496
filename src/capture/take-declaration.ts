import type { Declaration } from '../model/declared.ts';
import { withinLimits } from './limits.ts';
import {
  claimedBy,
  claimOf,
  doubtfullyClaimed,
  isMisplaced,
  unclaimedAbout,
} from './match-declaration.ts';
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
  const known = claimedBy(state, tabId, declaration);
  if (known !== null) return withinLimits(track(state, withDeclaration(known, declaration)), tabId);
  const next = waiting(state, tabId, declaration);
  const [open] = unclaimedAbout(next, tabId, [declaration]);
  if (open !== undefined) return withinLimits(settleDeclaration(next, open.id), tabId);
  const doubtful = doubtfullyClaimed(next, tabId, declaration);
  const freed = doubtful.reduce((before, record) => {
    const claim = claimOf(record);
    return claim === null
      ? before
      : waiting(track(before, withoutDeclaration(record)), tabId, claim);
  }, next);
  return withinLimits(settled(freed, doubtful), tabId);
}

const settled = (state: CaptureState, records: readonly RequestRecord[]): CaptureState =>
  records.reduce((before, { id }) => settleDeclaration(before, id), state);

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
  const [first, ...others] = bestAbout(state, record);
  if (first === undefined) return state;
  const best = [first, ...others] as const;
  const { credentials } = first.declared;
  if (best.some(({ declared }) => declared.credentials !== credentials)) {
    return inOrder(state, unclaimedAbout(state, tabId, best), best);
  }
  const after = claimed(state, record, first);
  if (claim !== null) return takeDeclaration(after, tabId, claim);
  // What was in doubt between this call and others may be clear now.
  return settled(after, unclaimedAbout(after, tabId, [first]));
}

/**
 * Gives each call its request, if there are as many. Otherwise one of the calls made none, because
 * it was given up or the browser's cache answered, and nothing tells which one.
 */
function inOrder(
  state: CaptureState,
  records: readonly RequestRecord[],
  calls: readonly Declaration[],
): CaptureState {
  if (records.length < calls.length) return state;
  return calls.reduce((before, call, index) => {
    const record = records[index];
    return record === undefined ? before : claimed(before, record, call);
  }, state);
}

const claimed = (state: CaptureState, record: RequestRecord, call: Declaration): CaptureState =>
  track(
    withoutWaiting(state, record.tabId, (one) => one === call),
    withDeclaration(record, call),
  );

const withDeclaration = (record: RequestRecord, { declared, at }: Declaration): RequestRecord => ({
  ...record,
  declared,
  calledAt: at,
});

function withoutDeclaration(record: RequestRecord): RequestRecord {
  const { declared: _, calledAt: __, ...rest } = record;
  return rest;
}
