import type { BrowserName } from '../model/exchange.ts';
import { extractTokens, get, type HeaderList, has } from '../model/header-list.ts';
import type { RequestRecord, StoredEvent } from './record.ts';
import { firstAt, terminalEvent } from './record.ts';
import { isInternalRedirect, type Leg, withoutFragment } from './redirects.ts';
import { drop, emptyTable, lookup, put, type Table } from './table.ts';

/**
 * What a request is in pairing. A preflight shows itself by `Access-Control-Request-Method` when it
 * is sent; an OPTIONS request that was not seen being sent may be one, or the page's own.
 */
export type Role = 'actual' | 'preflight' | 'either';

export function roleOf(legs: readonly Leg[]): Role {
  const first = legs[0];
  if (first?.method !== 'OPTIONS') return 'actual';
  if (first.sent === null) return 'either';
  return has(first.sent.headers, 'access-control-request-method') ? 'preflight' : 'actual';
}

/** Names a leg of a request: `<index>#<request id>`. */
export const legKey = (id: string, leg: number): string => `${leg}#${id}`;

/** The id of the request that a leg is of. */
export const requestOfLeg = (key: string): string => key.slice(key.indexOf('#') + 1);

/** A leg that may wait for a preflight, and how long it does. */
type Waiting = {
  readonly kind: 'waiting';
  readonly group: string;
  readonly id: string;
  readonly key: string;
  readonly method: string;
  readonly from: number;
  readonly until: number;
  /** Whether it went on to the server, was given up by its page, ended, or still waits. */
  readonly outcome: 'went-on' | 'given-up' | 'ended' | null;
  /** Unsafe header names as a preflight lists them; null while the headers are not visible. */
  readonly names: string | null;
};

/** A preflight, or an OPTIONS request that may be one. */
type Asking = {
  readonly kind: 'asking';
  readonly group: string;
  readonly id: string;
  /** `Access-Control-Request-Method`; null when it was not seen being sent. */
  readonly method: string | null;
  readonly names: string;
  readonly begun: number;
  readonly sent: number;
  readonly answered: number | null;
  readonly ended: boolean;
  readonly refused: boolean;
};

/** What one request contributes to pairing. */
export type Part = Waiting | Asking;

/** All requests of one document to one URL. */
type Group = {
  /** Sorted by `until`, so that those still waiting stand at the end. */
  readonly waiting: readonly Waiting[];
  /** Preflights, sorted by `sent`. */
  readonly asking: readonly Asking[];
  /** OPTIONS requests that were not seen being sent. */
  readonly unsent: readonly Asking[];
  /** Of `asking`, those that fitted no leg at the time of their sending. */
  readonly leftOver: readonly Asking[];
};

/** Which preflight belongs to which leg. */
export type Pairing = {
  readonly groups: Table<Group>;
  /** Preflight's request id → key of its leg. */
  readonly legs: Table<string>;
  /** Key of a leg → its preflight's request id. */
  readonly preflights: Table<string>;
};

export const noPairing: Pairing = {
  groups: emptyTable(),
  legs: emptyTable(),
  preflights: emptyTable(),
};

const NO_GROUP: Group = { waiting: [], asking: [], unsent: [], leftOver: [] };

/** No leg waits longer for its preflight to be sent; so a hung one cannot attract later ones. */
const LONGEST_WAIT = 60_000;

/**
 * For how many milliseconds after its page gave up on a request the preflight may still be sent.
 * Chromium has it under way already: in bursts on a busy machine it took up to a third of this.
 * Firefox gives both up at once: of 812 such preflights none was begun or sent later.
 */
const AFTERMATH: Readonly<Record<BrowserName, number>> = { chromium: 1_000, firefox: 0 };
const GIVEN_UP: ReadonlySet<string> = new Set(['net::ERR_ABORTED', 'NS_BINDING_ABORTED']);

/** What a request contributes, given what is known of it by now. */
export function partsOf(
  record: RequestRecord,
  legs: readonly Leg[],
  browser: BrowserName,
): readonly Part[] {
  const role = roleOf(legs);
  const waiting =
    role === 'preflight' ? [] : legs.map((_, i) => waitingPart(record, legs, i, browser));
  return role === 'actual' ? waiting : [...waiting, askingPart(record, legs)];
}

function groupKey(record: RequestRecord, url: string): string {
  const { tabId, frameId, documentId, initiator } = record;
  return JSON.stringify([withoutFragment(url), tabId, frameId, documentId, initiator]);
}

function waitingPart(
  record: RequestRecord,
  legs: readonly Leg[],
  index: number,
  browser: BrowserName,
): Waiting {
  const leg = legs[index];
  if (leg === undefined) throw new RangeError('no such leg');
  // Chromium sends a request's headers after its preflight has passed, Firefox shows them before.
  const wentOn = (browser === 'chromium' ? leg.sent : null) ?? leg.received ?? leg.redirect;
  const otherwise = legs[index + 1]?.at ?? record.lostAt ?? Number.POSITIVE_INFINITY;
  return {
    kind: 'waiting',
    group: groupKey(record, leg.url),
    id: record.id,
    key: legKey(record.id, index),
    method: leg.method,
    from: leg.opened ?? Number.NEGATIVE_INFINITY,
    ...fateOf(leg, wentOn, otherwise, AFTERMATH[browser]),
    names: leg.sent === null ? null : unsafeNames(leg.sent.headers),
  };
}

/** What became of a leg, and until when a preflight may be sent for it. */
function fateOf(
  leg: Leg,
  wentOn: StoredEvent | null,
  otherwise: number,
  aftermath: number,
): Pick<Waiting, 'until' | 'outcome'> {
  const end = leg.failed ?? leg.completed;
  if (wentOn !== null)
    return { until: wentOn.at, outcome: isInternalRedirect(leg) ? null : 'went-on' };
  if (end === null) return { until: otherwise, outcome: null };
  const givenUp = GIVEN_UP.has(leg.failed?.error ?? '');
  return givenUp
    ? { until: end.at + aftermath, outcome: 'given-up' }
    : { until: end.at, outcome: 'ended' };
}

function askingPart(record: RequestRecord, legs: readonly Leg[]): Asking {
  const leg = legs[0];
  const headers = leg?.sent?.headers ?? [];
  const end = terminalEvent(record);
  const status = leg?.received?.status ?? null;
  return {
    kind: 'asking',
    group: groupKey(record, leg?.url ?? ''),
    id: record.id,
    method: get(headers, 'access-control-request-method'),
    names: listed(extractTokens(headers, 'access-control-request-headers')),
    begun: leg?.opened ?? firstAt(record),
    sent: leg?.sent?.at ?? firstAt(record),
    answered: leg?.received?.at ?? null,
    ended: end !== null || record.lostAt !== null,
    refused: end?.type === 'error' || (status !== null && (status < 200 || status > 299)),
  };
}

const listed = (names: readonly string[] | 'failure' | null): string =>
  names === null || names === 'failure'
    ? ''
    : [...new Set(names.map((name) => name.toLowerCase()))].toSorted().join(',');

/** Headers that browsers add themselves, or that need no preflight whatever their value is. */
const NEVER_ASKED_FOR =
  /^(accept|accept-(charset|encoding|language)|access-control-.*|cache-control|connection|content-(language|length)|cookie2?|date|dnt|expect|host|if-(modified-since|none-match)|keep-alive|origin|pragma|priority|proxy-.*|range|referer|sec-.*|te|trailer|transfer-encoding|upgrade(-insecure-requests)?|user-agent|via)$/i;
const SAFE_CONTENT_TYPE =
  /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(;|$)/i;

/** The header names for which the request needs a preflight, as far as names tell. */
function unsafeNames(headers: HeaderList): string {
  const names = headers
    .filter(([name]) => !NEVER_ASKED_FOR.test(name))
    .filter(([name, value]) => !/^content-type$/i.test(name) || !SAFE_CONTENT_TYPE.test(value))
    .map(([name]) => name);
  return listed(names);
}

/**
 * Takes in that a request contributes `after` where it contributed `before`, and pairs anew what
 * this can change, which is nothing that was sent earlier. Also returns the ids of requests whose
 * pairing is another than it was, preflights and actual requests alike.
 *
 * The rule, the same for every order of arrival and for both browsers: in the order of their
 * sending, each preflight takes, of the legs in its group (same URL without fragment, tab, frame,
 * document, initiator) that waited at that moment and had its method, the one whose unsafe headers
 * agree best with `Access-Control-Request-Headers`, else the one that waited longest. Not a
 * candidate is a leg that went on to the server before this preflight was answered with success. A
 * leg waits from its before-request until its send-headers in Chromium, its headers-received in
 * Firefox, or its end, and in Chromium a moment longer when its page gave it up. What is left over
 * is tried once more by the time at which it began: a preflight that another extension blocked is
 * never sent, and an abort may come between.
 */
export function repair(
  pairing: Pairing,
  before: readonly Part[],
  after: readonly Part[],
): { readonly pairing: Pairing; readonly changed: readonly string[] } {
  const gone = before.filter((part) => !after.some((other) => isSame(part, other)));
  const come = after.filter((part) => !before.some((other) => isSame(part, other)));
  let next = pairing;
  const changed = new Set<string>();
  for (const key of new Set([...gone, ...come].map(({ group }) => group))) {
    const inGroup = (part: Part): boolean => part.group === key;
    next = repairGroup(next, key, gone.filter(inGroup), come.filter(inGroup), changed);
  }
  return { pairing: next, changed: [...changed] };
}

/**
 * Takes requests out together with their preflights. No other pair changes by that: what nobody
 * had chosen is not missed, and who was chosen leaves with the one that chose it.
 */
export function discard(pairing: Pairing, gone: readonly Part[]): Pairing {
  let { groups, legs, preflights } = pairing;
  for (const part of gone) {
    const group = withoutPart(lookup(groups, part.group) ?? NO_GROUP, part);
    groups = isEmpty(group) ? drop(groups, part.group) : put(groups, part.group, group);
    if (part.kind === 'waiting') preflights = drop(preflights, part.key);
    else legs = drop(legs, part.id);
  }
  return { groups, legs, preflights };
}

const isEmpty = ({ waiting, asking, unsent }: Group): boolean =>
  waiting.length + asking.length + unsent.length === 0;

const isSame = (a: Part, b: Part): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

function repairGroup(
  pairing: Pairing,
  key: string,
  gone: readonly Part[],
  come: readonly Part[],
  changed: Set<string>,
): Pairing {
  const old = lookup(pairing.groups, key) ?? NO_GROUP;
  const group = come.reduce(withPart, gone.reduce(withoutPart, old));
  const since = [...gone, ...come].reduce(
    (least, part) => Math.min(least, startOf(part)),
    Infinity,
  );
  const undone = [...from(old.asking, since, bySent), ...old.leftOver, ...old.unsent];
  const later = from(group.asking, since, bySent);
  const first = match(undo(pairing, undone), group.waiting, later, bySent);
  const leftOver = [...group.leftOver.filter(({ sent }) => sent < since), ...first.unmatched];
  const unsent = group.unsent.filter(
    ({ id }) => lookup(first.pairs.preflights, legKey(id, 0)) === undefined,
  );
  const { pairs } = match(first.pairs, group.waiting, [...leftOver, ...unsent], byBegun);
  for (const id of differing(pairing, pairs, [...undone, ...later, ...unsent])) changed.add(id);
  const groups = isEmpty(group)
    ? drop(pairing.groups, key)
    : put(pairing.groups, key, { ...group, leftOver });
  return { groups, ...pairs };
}

const startOf = (part: Part): number =>
  part.kind === 'waiting' ? part.from : Math.min(part.begun, part.sent);
const bySent = (one: Asking): number => one.sent;
const byBegun = (one: Asking): number => one.begun;
const byUntil = (one: Waiting): number => one.until;

type Pairs = Pick<Pairing, 'legs' | 'preflights'>;

/** The pairs without those of the given preflights. */
function undo({ legs, preflights }: Pairs, asking: readonly Asking[]): Pairs {
  return asking.reduce<Pairs>(
    (pairs, { id }) => {
      const leg = lookup(pairs.legs, id);
      if (leg === undefined) return pairs;
      return { legs: drop(pairs.legs, id), preflights: drop(pairs.preflights, leg) };
    },
    { legs, preflights },
  );
}

/** Lets each preflight, in the order of `at`, take its leg; tells who found none. */
function match(
  pairs: Pairs,
  waiting: readonly Waiting[],
  asking: readonly Asking[],
  at: (one: Asking) => number,
): { readonly pairs: Pairs; readonly unmatched: readonly Asking[] } {
  if (asking.length === 0) return { pairs, unmatched: [] };
  const earliest = asking.reduce((least, one) => Math.min(least, at(one)), Infinity);
  const free = from(waiting, earliest, byUntil)
    .filter(({ key }) => lookup(pairs.preflights, key) === undefined)
    .toSorted((a, b) => a.from - b.from || compareIds(a.id, b.id));
  const unmatched: Asking[] = [];
  let { legs, preflights } = pairs;
  for (const one of asking.toSorted((a, b) => at(a) - at(b) || compareIds(a.id, b.id))) {
    const best = bestOf(free, one, at(one));
    if (best === null) unmatched.push(one);
    else {
      free.splice(free.indexOf(best), 1);
      legs = put(legs, one.id, best.key);
      preflights = put(preflights, best.key, one.id);
    }
  }
  return { pairs: { legs, preflights }, unmatched };
}

/** The leg that fits best; of equals the first, which has waited longest. */
function bestOf(free: readonly Waiting[], one: Asking, at: number): Waiting | null {
  let best: Waiting | null = null;
  let rank = Number.POSITIVE_INFINITY;
  for (const leg of free) {
    if (leg.from > at) break;
    if (!fits(leg, one, at)) continue;
    const own = disagreement(leg.names, one);
    if (own < rank) [best, rank] = [leg, own];
    if (rank === 0) break;
  }
  return best;
}

function fits(leg: Waiting, one: Asking, at: number): boolean {
  if (leg.id === one.id || at > leg.until || at - leg.from > waitLimit(leg)) return false;
  if (one.method === null)
    return one.ended && (leg.outcome === 'ended' || leg.outcome === 'given-up');
  if (one.method !== leg.method) return false;
  if (leg.outcome !== 'went-on') return true;
  return one.answered !== null && one.answered <= leg.until && !one.refused;
}

/** A leg whose beginning was not seen may have waited for any time. */
const waitLimit = (leg: Waiting): number =>
  leg.from === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : LONGEST_WAIT;

/** How badly a leg's headers and a preflight's list disagree; 0 where nothing is to be seen. */
function disagreement(names: string | null, one: Asking): 0 | 1 | 2 {
  if (names === null || one.method === null || names === one.names) return 0;
  const own = new Set(names.split(','));
  return one.names === '' || one.names.split(',').every((name) => own.has(name)) ? 1 : 2;
}

/** Browsers number requests upwards, in decimal. */
const compareIds = (a: string, b: string): number =>
  a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

/** Who is paired otherwise than before: preflights, and the requests of legs lost or won. */
function* differing(before: Pairs, after: Pairs, asking: Iterable<Asking>): Generator<string> {
  for (const { id } of asking) {
    const [old, now] = [lookup(before.legs, id), lookup(after.legs, id)];
    if (old === now) continue;
    yield id;
    if (old !== undefined) yield requestOfLeg(old);
    if (now !== undefined) yield requestOfLeg(now);
  }
}

/** The elements of a sorted array whose key is not below the bound. */
function from<T>(sorted: readonly T[], bound: number, keyOf: (one: T) => number): readonly T[] {
  return sorted.slice(lowerBound(sorted, bound, keyOf));
}

function lowerBound<T>(sorted: readonly T[], bound: number, keyOf: (one: T) => number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const one = sorted[middle];
    if (one !== undefined && keyOf(one) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

const inserted = <T>(sorted: readonly T[], one: T, keyOf: (one: T) => number): readonly T[] =>
  sorted.toSpliced(lowerBound(sorted, keyOf(one), keyOf), 0, one);

function withPart(group: Group, part: Part): Group {
  if (part.kind === 'waiting') return { ...group, waiting: inserted(group.waiting, part, byUntil) };
  if (part.method === null) return { ...group, unsent: [...group.unsent, part] };
  return { ...group, asking: inserted(group.asking, part, bySent) };
}

function withoutPart(group: Group, part: Part): Group {
  if (part.kind === 'waiting') {
    return { ...group, waiting: without(group.waiting, part, byUntil, ({ key }) => key) };
  }
  const others = ({ id }: Asking): boolean => id !== part.id;
  return {
    ...group,
    asking: without(group.asking, part, bySent, ({ id }) => id),
    unsent: group.unsent.filter(others),
    leftOver: group.leftOver.filter(others),
  };
}

function without<T>(
  sorted: readonly T[],
  gone: T,
  keyOf: (one: T) => number,
  nameOf: (one: T) => string,
): readonly T[] {
  for (let at = lowerBound(sorted, keyOf(gone), keyOf); at < sorted.length; at++) {
    const one = sorted[at];
    if (one !== undefined && nameOf(one) === nameOf(gone)) return sorted.toSpliced(at, 1);
  }
  return sorted;
}
