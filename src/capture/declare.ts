import type { Declaration, DeclaredMode } from '../model/declared.ts';
import { get } from '../model/header-list.ts';
import { isSameOrigin, originOf } from '../model/origin.ts';
import { redactUrl } from '../model/redact.ts';
import { legKey, type Pairing, roleOf } from './pair-preflight.ts';
import { firstAt, type RequestRecord } from './record.ts';
import { type Leg, legsOf } from './redirects.ts';
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
    .filter((record) => isAbout(state, record, declaration))
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

function isAbout(state: CaptureState, record: RequestRecord, declaration: Declaration): boolean {
  const { url, method, at, origin, declared } = declaration;
  const [first] = record.events;
  if (first === undefined || first.method !== method) return false;
  // A frame of another origin tells of its own requests only.
  if (origin !== '' && record.initiator !== null && record.initiator !== origin) return false;
  if (record.resourceType !== 'xmlhttprequest') return false;
  if (first.at < at - EARLIEST || first.at > at + LATEST) return false;
  if (redactUrl(first.url) !== url) return false;
  const legs = legsOf(record);
  return isActual(state, record, legs) && isOfMode(state, record, legs, declared.mode);
}

/** Whether it is no preflight: the page's own OPTIONS may be known by its preflight alone. */
function isActual({ pairing }: CaptureState, { id }: RequestRecord, legs: readonly Leg[]): boolean {
  const role = roleOf(legs);
  return role === 'actual' || (role === 'either' && hasPreflight(pairing, id));
}

const hasPreflight = ({ preflights }: Pairing, id: string): boolean =>
  lookup(preflights, legKey(id, 0)) !== undefined;

/**
 * Whether a request is of the mode that a call asked for, as far as it shows one. In mode
 * `same-origin` a call to another origin makes no request: the one that is seen is another call's.
 * @see https://fetch.spec.whatwg.org/#main-fetch
 */
function isOfMode(
  { pairing }: CaptureState,
  { id, initiator }: RequestRecord,
  [leg]: readonly Leg[],
  mode: DeclaredMode,
): boolean {
  if (mode === 'same-origin' && initiator !== null) {
    if (!isSameOrigin(initiator, originOf(leg?.url ?? ''))) return false;
  }
  const shown = hasPreflight(pairing, id)
    ? 'cors'
    : get(leg?.sent?.headers ?? [], 'sec-fetch-mode');
  return shown === null || shown === mode;
}

/** What a record has claimed although it shows by now that it is of another mode; else null. */
export function misplaced(state: CaptureState, record: RequestRecord): Declaration | null {
  const { declared, calledAt, initiator, events } = record;
  const [first] = events;
  if (declared === undefined || calledAt === undefined || first === undefined) return null;
  if (isOfMode(state, record, legsOf(record), declared.mode)) return null;
  const { url, method } = first;
  return { url: redactUrl(url), method, at: calledAt, origin: initiator ?? '', declared };
}

export function withoutDeclaration(record: RequestRecord): RequestRecord {
  const { declared: _, calledAt: __, ...rest } = record;
  return rest;
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

/** The earliest that waits for its request, and is about this one; null when there is none. */
export function awaited(state: CaptureState, record: RequestRecord): Declaration | null {
  const waiting = lookup(state.declarations, String(record.tabId)) ?? [];
  if (waiting.length === 0 || record.declared !== undefined) return null;
  return (
    waiting.filter((one) => isAbout(state, record, one)).toSorted((a, b) => a.at - b.at)[0] ?? null
  );
}

/** Without those of a tab that wait no longer. */
export function noLongerAwaiting(
  state: CaptureState,
  tabId: number,
  isOver: (declaration: Declaration) => boolean,
): CaptureState {
  const { declarations } = state;
  const key = String(tabId);
  const rest = (lookup(declarations, key) ?? []).filter((one) => !isOver(one));
  const left = rest.length === 0 ? drop(declarations, key) : put(declarations, key, rest);
  return { ...state, declarations: left };
}

/** Without those that have waited too long. */
export function stillAwaited({ declarations, clock }: CaptureState): CaptureState['declarations'] {
  return entries(declarations).reduce((table, [tabId, waiting]) => {
    const rest = waiting.filter(({ at }) => clock < at + PATIENCE);
    if (rest.length === waiting.length) return table;
    return rest.length === 0 ? drop(table, tabId) : put(table, tabId, rest);
  }, declarations);
}
