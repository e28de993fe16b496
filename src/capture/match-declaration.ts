import type { Declaration, Declared, DeclaredMode } from '../model/declared.ts';
import { get } from '../model/header-list.ts';
import { isSameOrigin, originOf } from '../model/origin.ts';
import { redactUrl } from '../model/redact.ts';
import { hopKey } from './pairing/hop-key.ts';
import type { Pairs } from './pairing/match.ts';
import { roleOf } from './pairing/role.ts';
import { namesAskedFor, unsafeNames } from './pairing/unsafe-names.ts';
import { firstAt, type RequestRecord } from './record.ts';
import { compareIds } from './request-order.ts';
import { newest } from './retention.ts';
import { type SeenHop, seenHops } from './seen-hops.ts';
import { type CaptureState, tabOf } from './state.ts';
import { lookup } from './table.ts';

/** Both times come from one clock, but from two processes. */
const EARLIEST = 20;
/** A busy page may take this long from the call to the request. */
const LATEST = 2_000;
/** An element is heard of when its load ends. */
const LONGEST_LOAD = 60_000;
const ELEMENTS = /^(image|imageset|media|script|stylesheet)$/;
/** A declaration comes soon after its request. So it costs the same however much is stored. */
const MOST_TRIED = 300;

/** The request that an earlier declaration of the same call has claimed; null if there is none. */
export const claimedBy = (
  state: CaptureState,
  tabId: number,
  declaration: Declaration,
): RequestRecord | null =>
  recordsAbout(state, tabId, declaration, ({ calledAt }) => calledAt === declaration.at)[0] ?? null;

/**
 * The requests of which a declaration explains more than the one that they have claimed, or as much
 * while it says something else about cookies.
 */
export function doubtfullyClaimed(
  state: CaptureState,
  tabId: number,
  declaration: Declaration,
): readonly RequestRecord[] {
  const { declared } = declaration;
  const claimed = recordsAbout(state, tabId, declaration, ({ calledAt }) => calledAt !== undefined);
  return claimed.filter((record) => {
    if (record.declared === undefined) return false;
    const gain = oddNames(state, record, record.declared) - oddNames(state, record, declared);
    return gain > 0 || (gain === 0 && record.declared.credentials !== declared.credentials);
  });
}

/** The requests without a claim that each of these may be about, the earliest first. */
export const unclaimedAbout = (
  state: CaptureState,
  tabId: number,
  [first, ...others]: readonly [Declaration, ...Declaration[]],
): readonly RequestRecord[] =>
  recordsAbout(state, tabId, first, ({ declared }) => declared === undefined).filter((record) =>
    others.every((one) => isAbout(state, record, one)),
  );

/** The requests that may be some, and that a declaration may be about, the earliest first. */
function recordsAbout(
  state: CaptureState,
  tabId: number,
  declaration: Declaration,
  may: (record: RequestRecord) => boolean,
): readonly RequestRecord[] {
  // To compare URLs costs more than all else.
  return newest(tabOf(state, tabId).queue, MOST_TRIED)
    .flatMap((id) => lookup(state.records, id)?.record ?? [])
    .filter((record) => may(record) && isAbout(state, record, declaration))
    .toSorted(byBegin);
}

const byBegin = (a: RequestRecord, b: RequestRecord): number =>
  firstAt(a) - firstAt(b) || compareIds(a.id, b.id);

/** Whether a record may be the request that a declaration is about. */
export function isAbout(
  state: CaptureState,
  record: RequestRecord,
  declaration: Declaration,
): boolean {
  const { url, method, at, isElement, declared } = declaration;
  const [first] = record.events;
  if (record.checked !== undefined) return false;
  if (first === undefined || first.method !== method) return false;
  if (!isOfSender(record, declaration)) return false;
  if (isElement === true ? !ELEMENTS.test(record.resourceType) : !isOfCode(record)) return false;
  const [earliest, latest] = isElement ? [LONGEST_LOAD, EARLIEST] : [EARLIEST, LATEST];
  if (first.at < at - earliest || first.at > at + latest) return false;
  if (redactUrl(first.url) !== url) return false;
  const hops = seenHops(record);
  return isActual(state, record, hops) && fits(state, record, hops, declared);
}

/** Whether nothing that a request shows belongs to another call. */
const fits = (
  state: CaptureState,
  record: RequestRecord,
  hops: readonly SeenHop[],
  { mode, headerNames }: Declared,
): boolean =>
  isOfMode(state, record, hops, mode) && haveOwnNames(shownNames(state, record, hops), headerNames);

/**
 * False if each has a header that the other lacks. After lost events, a call must not be taken for
 * the one that made a later request. A service worker or the browser may add headers or leave them
 * out, so one such header alone shows nothing.
 */
function haveOwnNames(shown: readonly string[], given: readonly string[]): boolean {
  return given.every((name) => shown.includes(name)) || shown.every((name) => given.includes(name));
}

/** More than none, and less than one that a call surely did not give. */
const UNREAD = 0.5;

/** How many headers a request shows that a call did not give it. */
export function oddNames(
  state: CaptureState,
  record: RequestRecord,
  { headerNames, headersUnread }: Declared,
): number {
  const shown = shownNames(state, record, seenHops(record));
  const odd = shown.filter((name) => !headerNames.includes(name)).length;
  return odd > 0 && headersUnread ? UNREAD : odd;
}

/** The names for which a request needs a preflight, and those that its preflights asked for. */
function shownNames(
  { records, pairing }: CaptureState,
  { id }: RequestRecord,
  hops: readonly SeenHop[],
): readonly string[] {
  const lists = hops.flatMap(({ sent }, index) => {
    const preflight = lookup(pairing.preflightOf, hopKey(id, index));
    const record = preflight === undefined ? undefined : lookup(records, preflight)?.record;
    const asked = record === undefined ? null : seenHops(record)[0]?.sent;
    return [unsafeNames(sent?.headers ?? []), namesAskedFor(asked?.headers ?? [])];
  });
  return lists.flatMap((list) => (list === '' ? [] : list.split(',')));
}

const isOfCode = ({ resourceType }: RequestRecord): boolean => resourceType === 'xmlhttprequest';

/** A document reports only its own requests, and one without an id those of its origin. */
function isOfSender(record: RequestRecord, { origin, documentId }: Declaration): boolean {
  if (documentId !== undefined) return record.documentId === documentId;
  return origin === '' || record.initiator === null || record.initiator === origin;
}

/** Whether it is no preflight: the page's own OPTIONS may be visible only by its preflight. */
function isActual(
  { pairing }: CaptureState,
  { id }: RequestRecord,
  hops: readonly SeenHop[],
): boolean {
  const role = roleOf(hops);
  return role === 'actual' || (role === 'either' && hasPreflight(pairing, id));
}

const hasPreflight = ({ preflightOf }: Pairs, id: string): boolean =>
  lookup(preflightOf, hopKey(id, 0)) !== undefined;

/**
 * Whether a request has the mode that a call asked for, as far as it shows one. In mode
 * `same-origin` a call to another origin makes no request, so a request that was seen belongs to
 * another call.
 * @see https://fetch.spec.whatwg.org/#main-fetch
 */
function isOfMode(
  { pairing }: CaptureState,
  { id, initiator }: RequestRecord,
  [hop]: readonly SeenHop[],
  mode: DeclaredMode,
): boolean {
  if (mode === 'same-origin' && initiator !== null) {
    if (!isSameOrigin(initiator, originOf(hop?.url ?? ''))) return false;
  }
  const shown = hasPreflight(pairing, id)
    ? 'cors'
    : get(hop?.sent?.headers ?? [], 'sec-fetch-mode');
  return shown === null || shown === mode;
}

/** Whether a record now shows that another call made it than the one that it has claimed. */
export const isMisplaced = (state: CaptureState, record: RequestRecord): boolean =>
  record.declared !== undefined && !fits(state, record, seenHops(record), record.declared);

/** What a record has claimed; null if nothing, or if nobody knows when the page called. */
export function claimOf(record: RequestRecord): Declaration | null {
  const { declared, calledAt, initiator, documentId, events } = record;
  const [first] = events;
  if (declared === undefined || calledAt === undefined || first === undefined) return null;
  const { url, method } = first;
  const sender = { origin: initiator ?? '', ...(documentId === null ? {} : { documentId }) };
  return { url: redactUrl(url), method, at: calledAt, ...sender, declared };
}
