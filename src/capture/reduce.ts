import type { Declaration } from '../model/declared.ts';
import type { Exchange } from '../model/exchange.ts';
import type { HeaderList } from '../model/header-list.ts';
import { originOf } from '../model/origin.ts';
import { cutEvent } from './cut.ts';
import {
  awaited,
  awaiting,
  declaredRecord,
  misplaced,
  noLongerAwaiting,
  stillAwaited,
  withDeclaration,
  withoutDeclaration,
} from './declare.ts';
import { exchangeOf, orphanExchange, type Tracked, trackedForm } from './derive-exchange.ts';
import { discard, legKey, repair, requestOfLeg, roleOf } from './pair-preflight.ts';
import type { RawEvent, RequestEvent } from './raw-event.ts';
import { firstAt, isPending, lastAt, type RequestRecord, withEvent } from './record.ts';
import { isForeign, isRelevant } from './relevance.ts';
import { enqueued, leastMissed, overfull, queueOf } from './retention.ts';
import { withHeaders } from './shared-headers.ts';
import { type CaptureState, type Limits, NEW_TAB, NO_TAB, type Tab, tabOf } from './state.ts';
import { sizeOf } from './stored-record.ts';
import { drop, entries, lookup, put } from './table.ts';

/** A preflight without an end for so long will have none: Chromium does not always report one. */
export const PREFLIGHT_TIME_LIMIT = 60_000;
/** The same for a request itself. One that ends later still gets its real end. */
export const REQUEST_TIME_LIMIT = 300_000;
/** How late an event may arrive, with room to spare: a waking worker is done within a second. */
const STRAGGLING = 10_000;
/** How long a preflight may wait for its request's own events before it is shown by itself. */
const ORPHAN_PATIENCE = 2_000;
const SWEEP_INTERVAL = 5_000;
/** How long ids of cleared requests and of closed tabs are remembered. */
const MEMORY = 3_600_000;
const MOST_FORGOTTEN = 2_000;
const MOST_ORIGINS = 32;

/**
 * Takes in one event. The result does not depend on the order of arrival of a request's events.
 * The same state is returned when the event changes nothing. Never throws; what is no event of a
 * request (missing fields, times that are no numbers) is ignored.
 */
export function reduceCapture(state: CaptureState, event: RawEvent): CaptureState {
  if (!Number.isFinite(event.timeStamp) || !isOfTabOrNone(event)) return state;
  switch (event.type) {
    case 'navigated':
      return navigated(state, event.tabId, event.timeStamp);
    case 'clear':
      return clearTab(state, event, (tab) => ({
        ...NEW_TAB,
        navigatedAt: tab.navigatedAt,
        origins: tab.origins,
        exchanges: tab.exchanges,
        queue: queueOf(tab.exchanges),
        clearedAt: Math.max(event.timeStamp, tab.clearedAt),
      }));
    case 'tab-closed':
      return clearTab(state, { ...event, timeStamp: Infinity }, () => ({
        ...NEW_TAB,
        closedAt: event.timeStamp,
      }));
    case 'declared':
      return declare(state, event.tabId, event.declaration);
    case 'handed-over':
      return handOver(state, event);
    case 'tick':
      return swept(state, Math.max(state.clock, event.timeStamp));
    case 'before-request':
    case 'send-headers':
    case 'headers-received':
    case 'before-redirect':
    case 'response-started':
    case 'completed':
    case 'error':
      return isWellFormed(event) ? takeIn(noteOrigins(state, event), event) : state;
    default:
      event satisfies never;
      return state;
  }
}

const isOfTabOrNone = (event: RawEvent): boolean =>
  event.type === 'tick' || (Number.isInteger(event.tabId) && event.tabId >= NO_TAB);

/** Events come from a browser, not from our own code: nothing that is not there is relied on. */
function isWellFormed(event: RequestEvent): boolean {
  const { requestId, url, method, frameId, resourceType } = event;
  const texts: readonly unknown[] = [requestId, url, method, resourceType];
  return (
    texts.every((text) => typeof text === 'string') &&
    Number.isInteger(frameId) &&
    hasOwnFields(event)
  );
}

function hasOwnFields(event: RequestEvent): boolean {
  switch (event.type) {
    case 'send-headers':
      return Array.isArray(event.requestHeaders);
    case 'headers-received':
      return Number.isInteger(event.status) && Array.isArray(event.responseHeaders);
    case 'before-redirect':
      return Number.isInteger(event.status) && typeof event.redirectUrl === 'string';
    case 'completed':
      return event.responseHeaders === null || Array.isArray(event.responseHeaders);
    case 'error':
      return typeof event.error === 'string';
    default:
      return true;
  }
}

function changeTab(state: CaptureState, tabId: number, change: (tab: Tab) => Tab): CaptureState {
  const tab = tabOf(state, tabId);
  const changed = change(tab);
  return tab === changed ? state : { ...state, tabs: put(state.tabs, String(tabId), changed) };
}

function navigated(state: CaptureState, tabId: number, at: number): CaptureState {
  return changeTab(state, tabId, (tab) => {
    const isOver = tab.closedAt !== null && at <= tab.closedAt;
    return isOver || at <= tab.navigatedAt ? tab : { ...tab, closedAt: null, navigatedAt: at };
  });
}

/** Forgets what began in a tab until then. */
function clearTab(
  state: CaptureState,
  { tabId, timeStamp }: { readonly tabId: number; readonly timeStamp: number },
  renew: (tab: Tab) => Tab,
): CaptureState {
  const own = entries(state.records).filter(
    ([, { record }]) => record.tabId === tabId && firstAt(record) <= timeStamp,
  );
  const cleared = own.reduce(
    (next, [id, { record }]) => (isPending(record) ? forget(next, id) : remove(next, [id])),
    state,
  );
  const left = noLongerAwaiting(cleared, tabId, ({ at }) => at <= timeStamp);
  return changeTab(left, tabId, renew);
}

/** Notes what a page's code asked for at the request that it made. */
function declare(state: CaptureState, tabId: number, declaration: Declaration): CaptureState {
  const { closedAt, clearedAt } = tabOf(state, tabId);
  if (tabId === NO_TAB || closedAt !== null || declaration.at <= clearedAt) return state;
  const record = declaredRecord(state, tabId, declaration);
  if (record === null) return awaiting(state, tabId, declaration);
  return withinLimits(track(state, withDeclaration(record, declaration)), tabId);
}

/** Gives up what a request was taken to have been asked for by mistake, and takes what waits for it. */
function settleDeclared(state: CaptureState, id: string): CaptureState {
  const record = lookup(state.records, id)?.record;
  if (record === undefined) return state;
  const { tabId } = record;
  const wrong = misplaced(state, record);
  if (wrong !== null) {
    const freed = track(state, withoutDeclaration(record));
    return settleDeclared(declare(freed, tabId, wrong), id);
  }
  const own = awaited(state, record);
  if (own === null) return state;
  return track(
    noLongerAwaiting(state, tabId, (one) => one === own),
    withDeclaration(record, own),
  );
}

/** Notes what the page was told at a request of its tab that is still known. */
function handOver(
  state: CaptureState,
  { tabId, id, handedOver }: Extract<RawEvent, { type: 'handed-over' }>,
): CaptureState {
  const record = lookup(state.records, id)?.record;
  if (record?.tabId !== tabId || record.handedOver === handedOver) return state;
  return withinLimits(track(state, { ...record, handedOver }), tabId);
}

/** Remembers whose documents a tab shows: workers tell an origin only, not a tab. */
function noteOrigins(state: CaptureState, event: RequestEvent): CaptureState {
  const origin = event.resourceType === 'main_frame' ? originOf(event.url) : event.initiator;
  if (event.tabId === NO_TAB || !/^https?:/.test(origin ?? '')) return state;
  return changeTab(state, event.tabId, (tab) => {
    if (origin === null || tab.closedAt !== null || tab.origins.includes(origin)) return tab;
    return { ...tab, origins: [...tab.origins, origin].slice(-MOST_ORIGINS) };
  });
}

function takeIn(state: CaptureState, event: RequestEvent): CaptureState {
  const id = event.requestId;
  const tab = tabOf(state, event.tabId);
  if (isForeign(event) || tab.closedAt !== null) return state;
  if (lookup(state.forgotten, id) !== undefined) return state;
  if (event.timeStamp <= tab.clearedAt) return forget(state, id);
  const old = lookup(state.records, id)?.record;
  const cut = cutEvent(event);
  const seen = withEvent(old, cut);
  if (seen === old) return state;
  const clock = Math.max(state.clock, event.timeStamp);
  const shared = withHeaders(state.shared, headersOf(cut));
  const tracked = track({ ...state, clock, shared }, seen);
  // What a preflight shows, it shows of its request.
  const leg = lookup(tracked.pairing.legs, id);
  const next = withinLimits(
    settleDeclared(tracked, leg === undefined ? id : requestOfLeg(leg)),
    seen.tabId,
  );
  return clock - state.sweptAt < SWEEP_INTERVAL ? next : { ...swept(next, clock), sweptAt: clock };
}

function headersOf(event: RequestEvent): HeaderList {
  if (event.type === 'send-headers') return event.requestHeaders;
  return event.type === 'headers-received' ? event.responseHeaders : [];
}

/** Stores a record and derives anew whatever depends on it. */
export function track(state: CaptureState, record: RequestRecord): CaptureState {
  const { id } = record;
  const old = lookup(state.records, id);
  const tracked = trackedForm(record, state.browser);
  const { pairing, changed } = repair(state.pairing, old?.parts ?? [], tracked.parts);
  const size = (one: RequestRecord): number => sizeOf(one, state.shared);
  const next: CaptureState = {
    ...state,
    pairing,
    records: put(state.records, id, tracked),
    bytes: state.bytes + size(record) - (old === undefined ? 0 : size(old.record)),
  };
  const moved =
    old === undefined || old.record.tabId === record.tabId
      ? next
      : show(next, old.record.tabId, id, null);
  const leg = lookup(pairing.legs, id);
  return rederive(moved, [id, ...(leg === undefined ? [] : [requestOfLeg(leg)]), ...changed]);
}

function rederive(state: CaptureState, ids: readonly string[]): CaptureState {
  let next = state;
  for (const id of new Set(ids)) next = rederiveOne(next, id);
  return next;
}

function rederiveOne(state: CaptureState, id: string): CaptureState {
  const tracked = lookup(state.records, id);
  if (tracked === undefined) return state;
  const exchange = currentExchange(state, tracked);
  const isOwned = lookup(state.pairing.legs, id) !== undefined;
  const isWatched = isPending(tracked.record) || (exchange === null && !isOwned);
  const watched = isWatched ? put(state.watched, id, true) : drop(state.watched, id);
  return show({ ...state, watched }, tracked.record.tabId, id, exchange);
}

/** What is to be shown of a request now; null while, or because, there is nothing. */
function currentExchange(state: CaptureState, tracked: Tracked): Exchange | null {
  const { record, legs } = tracked;
  const { pairing, records } = state;
  if (lookup(pairing.legs, record.id) !== undefined) return null;
  const preflightOf = (leg: number): Tracked | null => {
    const id = lookup(pairing.preflights, legKey(record.id, leg));
    return (id === undefined ? undefined : lookup(records, id)) ?? null;
  };
  const role = roleOf(legs);
  if (role !== 'actual' && preflightOf(0) === null) {
    const isAlone = !isPending(record) && state.clock >= lastAt(record) + ORPHAN_PATIENCE;
    if (!isAlone) return null;
  }
  const exchange =
    role === 'preflight'
      ? orphanExchange(tracked)
      : exchangeOf(tracked, preflightOf, state.browser);
  return exchange !== null && isRelevant(exchange) ? exchange : null;
}

function show(
  state: CaptureState,
  tabId: number,
  id: string,
  exchange: Exchange | null,
): CaptureState {
  return changeTab(state, tabId, (tab) => {
    const isShown = lookup(tab.exchanges, id) !== undefined;
    if (exchange === null) return isShown ? { ...tab, exchanges: drop(tab.exchanges, id) } : tab;
    const exchanges = put(tab.exchanges, id, exchange);
    return { ...tab, exchanges, queue: isShown ? tab.queue : enqueued(tab.queue, id) };
  });
}

/** Removes requests together with their preflights. Other pairs stay as they are. */
function remove(state: CaptureState, ids: readonly string[]): CaptureState {
  const preflights = ids.flatMap((id) =>
    (lookup(state.records, id)?.legs ?? []).flatMap(
      (_, leg) => lookup(state.pairing.preflights, legKey(id, leg)) ?? [],
    ),
  );
  const gone = [...ids, ...preflights].flatMap((id) => lookup(state.records, id) ?? []);
  const pairing = discard(
    state.pairing,
    gone.flatMap((tracked) => tracked.parts),
  );
  return gone.reduce<CaptureState>(
    (rest, { record }) => ({
      ...show(rest, record.tabId, record.id, null),
      records: drop(rest.records, record.id),
      watched: drop(rest.watched, record.id),
      bytes: rest.bytes - sizeOf(record, state.shared),
    }),
    { ...state, pairing },
  );
}

/** Removes a request and ignores what will still be heard of it and of its preflights. */
function forget(state: CaptureState, id: string): CaptureState {
  const preflights = (lookup(state.records, id)?.legs ?? []).flatMap(
    (_, leg) => lookup(state.pairing.preflights, legKey(id, leg)) ?? [],
  );
  const forgotten = [id, ...preflights].reduce(
    (table, one) => put(table, one, state.clock),
    state.forgotten,
  );
  return { ...remove(state, [id]), forgotten };
}

/** The state with other limits, and what is over them gone. */
export function withLimits(state: CaptureState, limits: Limits): CaptureState {
  return entries(state.tabs).reduce((next, [tabId]) => withinLimits(next, Number(tabId)), {
    ...state,
    limits,
  });
}

function withinLimits(state: CaptureState, tabId: number): CaptureState {
  let next = state;
  for (let choice = overfull(next, tabId); choice !== null; choice = overfull(next, tabId)) {
    const { id, queue } = choice;
    next = evict(
      changeTab(next, tabId, (tab) => ({ ...tab, queue })),
      id,
    );
  }
  if (next.bytes <= next.limits.bytes) return next;
  // Some room is made at once, so that not every later event must make some again.
  const target = next.limits.bytes * 0.95;
  while (next.bytes > target) {
    const id = leastMissed(next);
    if (id === null) break;
    next = evict(next, id);
  }
  return next;
}

function evict(state: CaptureState, id: string): CaptureState {
  const tracked = lookup(state.records, id);
  if (tracked === undefined) return state;
  const { tabId } = tracked.record;
  const wasShown = lookup(tabOf(state, tabId).exchanges, id) !== undefined;
  const next = isPending(tracked.record) ? forget(state, id) : remove(state, [id]);
  if (!wasShown) return next;
  return changeTab(next, tabId, (tab) => ({ ...tab, dropped: tab.dropped + 1 }));
}

/** Does what only the passing of time can do: closes, shows, and removes what waited for it. */
function swept(state: CaptureState, clock: number): CaptureState {
  const timed: CaptureState = { ...state, clock };
  let next = entries(state.watched).reduce((rest, [id]) => look(rest, id), timed);
  next = {
    ...next,
    forgotten: stillRemembered(next),
    declarations: stillAwaited(next),
    tabs: stillOpen(next),
  };
  const isUnchanged =
    next.records === state.records &&
    next.tabs === state.tabs &&
    next.watched === state.watched &&
    next.declarations === state.declarations &&
    next.forgotten === state.forgotten;
  return isUnchanged ? state : next;
}

function look(state: CaptureState, id: string): CaptureState {
  const tracked = lookup(state.records, id);
  if (tracked === undefined) return { ...state, watched: drop(state.watched, id) };
  const { record, legs } = tracked;
  if (isPending(record)) {
    const limit = roleOf(legs) === 'actual' ? REQUEST_TIME_LIMIT : PREFLIGHT_TIME_LIMIT;
    const lostAt = lastAt(record) + limit;
    return state.clock < lostAt ? state : track(state, { ...record, lostAt });
  }
  const next = roleOf(legs) === 'actual' ? state : rederive(state, [id]);
  const isHidden = lookup(tabOf(next, record.tabId).exchanges, id) === undefined;
  const isLate = next.clock >= (record.lostAt ?? lastAt(record)) + STRAGGLING;
  return isHidden && isLate ? remove(next, [id]) : next;
}

function stillRemembered({ forgotten, clock }: CaptureState): CaptureState['forgotten'] {
  const old = entries(forgotten).filter(([, at]) => clock >= at + MEMORY);
  const left = old.reduce((table, [id]) => drop(table, id), forgotten);
  if (left.size <= MOST_FORGOTTEN) return left;
  return entries(left)
    .toSorted(([, a], [, b]) => a - b)
    .slice(0, left.size - MOST_FORGOTTEN)
    .reduce((table, [id]) => drop(table, id), left);
}

function stillOpen({ tabs, clock }: CaptureState): CaptureState['tabs'] {
  return entries(tabs)
    .filter(([, { closedAt }]) => closedAt !== null && clock >= closedAt + MEMORY)
    .reduce((table, [tabId]) => drop(table, tabId), tabs);
}
