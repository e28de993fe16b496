import type { Declaration } from '../model/declared.ts';
import { redactUrl } from '../model/redact.ts';
import { roleOf } from './pair-preflight.ts';
import { firstAt, type RequestRecord } from './record.ts';
import { legsOf } from './redirects.ts';
import { type CaptureState, tabOf } from './state.ts';
import { drop, entries, lookup, put } from './table.ts';

/** Both are read from one clock, but by two processes. */
const EARLIEST = 20;
/** A busy page may take so long from the call to the request. */
const LATEST = 2_000;
/** How long a declaration waits for its request to be heard of. */
const PATIENCE = 10_000;
const MOST_WAITING = 200;

/**
 * The request that a declaration is about: the one that an earlier declaration of the same call has
 * claimed, else of those with its URL and method that no other has claimed, the first that began
 * after it. Null when there is none.
 */
export function declaredRecord(
  state: CaptureState,
  tabId: number,
  declaration: Declaration,
): RequestRecord | null {
  const fitting = entries(tabOf(state, tabId).exchanges)
    .flatMap(([id]) => lookup(state.records, id)?.record ?? [])
    .filter((record) => isAbout(record, declaration))
    .toSorted(byBegin);
  const known = fitting.find(({ calledAt }) => calledAt === declaration.at);
  return known ?? fitting.find(({ declared }) => declared === undefined) ?? null;
}

/** The record with what was declared of it. */
export function withDeclaration(
  record: RequestRecord,
  { declared, at }: Declaration,
): RequestRecord {
  return { ...record, declared, calledAt: at };
}

/** Browsers number requests upwards: that decides within a millisecond. */
const byBegin = (a: RequestRecord, b: RequestRecord): number =>
  firstAt(a) - firstAt(b) || a.id.length - b.id.length || (a.id < b.id ? -1 : 1);

function isAbout(record: RequestRecord, { url, method, at, origin }: Declaration): boolean {
  const [first] = record.events;
  if (first === undefined || first.method !== method) return false;
  // A frame of another origin tells of its own requests only.
  if (origin !== '' && record.initiator !== null && record.initiator !== origin) return false;
  if (record.resourceType !== 'xmlhttprequest') return false;
  if (first.at < at - EARLIEST || first.at > at + LATEST) return false;
  return redactUrl(first.url) === url && roleOf(legsOf(record)) === 'actual';
}

/** A declaration whose request was not heard of yet, kept for a while. */
export function awaiting(
  state: CaptureState,
  tabId: number,
  declaration: Declaration,
): CaptureState {
  const waiting = lookup(state.declarations, String(tabId)) ?? [];
  const others = waiting.filter((one) => !isSameCall(one, declaration));
  const kept = [...others, declaration].slice(-MOST_WAITING);
  return { ...state, declarations: put(state.declarations, String(tabId), kept) };
}

const isSameCall = (a: Declaration, b: Declaration): boolean =>
  a.at === b.at && a.url === b.url && a.method === b.method;

/** The record with what was declared of it before it was heard of, and what waits on after that. */
export function claimed(
  { declarations }: CaptureState,
  record: RequestRecord,
): { readonly record: RequestRecord; readonly declarations: CaptureState['declarations'] } {
  const key = String(record.tabId);
  const waiting = lookup(declarations, key) ?? [];
  const declaration = waiting.find((one) => isAbout(record, one));
  if (declaration === undefined || record.declared !== undefined) return { record, declarations };
  const rest = waiting.filter((one) => one !== declaration);
  return {
    record: withDeclaration(record, declaration),
    declarations: rest.length === 0 ? drop(declarations, key) : put(declarations, key, rest),
  };
}

/** Without those that have waited too long. */
export function stillAwaited({ declarations, clock }: CaptureState): CaptureState['declarations'] {
  return entries(declarations).reduce((table, [tabId, waiting]) => {
    const rest = waiting.filter(({ at }) => clock < at + PATIENCE);
    if (rest.length === waiting.length) return table;
    return rest.length === 0 ? drop(table, tabId) : put(table, tabId, rest);
  }, declarations);
}
