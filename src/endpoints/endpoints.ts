import type { RowDiagnosis } from '../diagnosis/diagnosis.ts';
import { apartText, MOST_NAMED } from '../model/apart-text.ts';
import type { Exchange } from '../model/exchange.ts';
import { groupBy } from '../model/group-by.ts';
import { remember } from '../model/lazy.ts';
import { originOf, type SerializedOrigin } from '../model/origin.ts';
import { isErrorStatus, statusOf } from '../model/status.ts';
import { pathOf } from '../model/url.ts';
import type { Undetermined, Verdict } from '../policy/finding.ts';
import { isUnreadable } from '../policy/request-mode.ts';
import { type Alike, type Asked, allowsCredentials, type Judged, toldApart } from './told-apart.ts';

/**
 * The current state of an endpoint. `fixed`: it passes, and an equal request was blocked before.
 */
export type EndpointState = 'blocked' | 'failed' | 'undetermined' | 'fixed' | 'pending' | 'allowed';

/**
 * A row of the panel: the requests of one page origin to one server, method and path with the same
 * needs from CORS. `Seen` is what is known about each of them.
 */
export type Endpoint<Seen extends Judged = RowDiagnosis> = {
  /** Stays the same while exchanges arrive and leave. */
  readonly key: string;
  readonly server: SerializedOrigin;
  readonly method: string;
  /** The URL's path, without query and fragment. */
  readonly path: string;
  /** The page's origin. */
  readonly origin: string;
  /** What it asks for there, if the page's code named it: `GetUser`. Empty if nothing shows it. */
  readonly operation: string;
  /**
   * The operation, and how it differs from other rows of this method and path, in a few words.
   * Empty if there is nothing to say.
   */
  readonly apart: string;
  readonly state: EndpointState;
  /** The server's final status for `shown`. Null when it did not answer. */
  readonly status: number | null;
  /** Whether CORS allowed `shown`, but the server refused it or failed: 400 or more. */
  readonly refused: boolean;
  /** Whether the page asked for `shown` without reading it: a fetch with mode `no-cors`. */
  readonly unreadable: boolean;
  /** The verdict on `shown`, if it was only tried. Null for every other one. */
  readonly tried: Verdict | null;
  /** Newest last. At least one. */
  readonly exchanges: readonly Exchange[];
  /** Their diagnoses, in the same order. */
  readonly history: readonly Seen[];
  /** The exchange that decides the state: the newest settled one, else the newest. */
  readonly shown: Seen;
  /** For `fixed` only, if `shown` passes now: the last exchange that was blocked. */
  readonly before: Seen | null;
  /**
   * For `fixed` only: whether the server allows no credentials now, and nothing shows whether a
   * request that was blocked had any.
   */
  readonly onlyWithoutCookies: boolean;
};

/** The endpoints of one server, the ones in trouble first. */
export type EndpointGroup<Seen extends Judged = RowDiagnosis> = {
  readonly server: SerializedOrigin;
  readonly endpoints: readonly Endpoint<Seen>[];
};

const RANK: { readonly [State in EndpointState]: number } = {
  blocked: 0,
  failed: 1,
  undetermined: 2,
  fixed: 3,
  pending: 4,
  allowed: 5,
};

/**
 * Groups exchanges into endpoints. Servers and endpoints in trouble come first. If states are
 * equal, the order of first appearance stays, so that rows do not jump. Requests that only probed
 * the browser's cache (`http-cache-miss`) are left out.
 */
export function groupEndpoints<Seen extends Judged>(
  exchanges: readonly Exchange[],
  judge: (exchange: Exchange) => Seen,
): readonly EndpointGroup<Seen>[] {
  const judged = exchanges
    .toSorted((a, b) => a.hops[0].at - b.hops[0].at)
    .map(judge)
    .filter(isTraffic);
  const places = new Map(judged.map((one, place) => [one.exchange, place]));
  const first = ({ exchanges: [oldest] }: Endpoint<Seen>): number =>
    oldest === undefined ? 0 : (places.get(oldest) ?? 0);
  const endpoints = [...groupBy(judged, addressKey)]
    .flatMap(([key, seen]) => endpointsAt(key, seen))
    .toSorted((a, b) => first(a) - first(b));
  return byServer(endpoints);
}

/** Endpoints, in the order of their first appearance, under their servers. */
export function byServer<Seen extends Judged>(
  endpoints: readonly Endpoint<Seen>[],
): readonly EndpointGroup<Seen>[] {
  return [...groupBy(endpoints, (one) => one.server)]
    .map(([server, group]) => ({ server, endpoints: group.toSorted((a, b) => rank(a) - rank(b)) }))
    .toSorted((a, b) => worst(a) - worst(b));
}

/** False for requests that only probed the browser's cache. */
export const isTraffic = ({ evaluation }: Judged): boolean =>
  evaluation.failure !== 'http-cache-miss';

/** The page's origin, method, server and path of a judged exchange, as a key. */
export const addressKey = remember(({ exchange, evaluation }: Judged): string => {
  const { url, method } = exchange.hops[0];
  // Methods, origins and paths contain no space, so no two addresses share a key.
  return [method, evaluation.origin, originOf(url), pathOf(url)].join(' ');
});

/** The endpoints of one address from these requests, oldest first. */
export function endpointsAt<Seen extends Judged>(
  address: string,
  seen: readonly [Seen, ...Seen[]],
): readonly Endpoint<Seen>[] {
  const kinds = joined(toldApart(seen));
  const apartOf = wordsApart(kinds);
  const earlier = new Set<string>();
  return kinds.map((kind) => {
    const headers = headersKey(kind);
    const cookies = kind.asked.cookies === true ? 'cookies:yes' : 'cookies:no';
    // Header names contain no colon.
    const key = [address, headers, earlier.has(headers) ? cookies : ''].filter(Boolean).join(' ');
    earlier.add(headers);
    return endpoint(
      key,
      { operation: kind.asked.operation ?? '', apart: apartOf(kind) },
      kind.seen,
    );
  });
}

/** If only cookies differ, requests share a row as long as their states are equal. */
function joined<Seen extends Judged>(kinds: readonly Alike<Seen>[]): readonly Alike<Seen>[] {
  return [...groupBy(kinds, headersKey).values()].flatMap((group): readonly Alike<Seen>[] => {
    const [first, ...others] = group;
    const state = stateOf(first.seen);
    if (others.length === 0 || others.some((other) => stateOf(other.seen) !== state)) return group;
    const [oldest, ...rest] = group
      .flatMap(({ seen }) => seen)
      .toSorted((a, b) => a.exchange.hops[0].at - b.exchange.hops[0].at);
    if (oldest === undefined) return group;
    return [{ asked: { ...first.asked, cookies: null }, seen: [oldest, ...rest] }];
  });
}

const headersKey = <Seen>({ asked: { noCors, sure, operation } }: Alike<Seen>): string =>
  [
    noCors ? 'mode:no-cors' : '',
    [...sure].toSorted().join(),
    operation ? `operation:${operation}` : '',
  ]
    .filter(Boolean)
    .join(' ');

/** How a kind differs from the others of its address. Each takes time for its own headers only. */
function wordsApart<Seen>(kinds: readonly Alike<Seen>[]): (kind: Alike<Seen>) => string {
  const kindsWith = new Map<string, number>();
  for (const { asked } of kinds) {
    for (const name of [...asked.sure].toSorted()) {
      kindsWith.set(name, (kindsWith.get(name) ?? 0) + 1);
    }
  }
  const cookies = new Set(kinds.map(({ asked }) => asked.cookies));
  return ({ asked }) => {
    const own = [...asked.sure].filter((name) => kindsWith.get(name) !== kinds.length).toSorted();
    const missing = kindsWith.size - asked.sure.size;
    const isOfCookies = asked.cookies !== null && cookies.has(!asked.cookies);
    const lacksMore = own.length === 0 && missing > 0;
    return apartText({
      operation: asked.operation ?? '',
      isNoCors: asked.noCors && kinds.length > 1,
      own: { first: own, count: own.length },
      missing: { first: lacksMore ? notIn(asked.sure, kindsWith.keys()) : [], count: missing },
      cookies: isOfCookies ? asked.cookies : null,
    });
  };
}

/** The first few of the names that are not among these. */
function notIn(these: Asked['sure'], names: Iterable<string>): readonly string[] {
  const found: string[] = [];
  for (const name of names) {
    if (!these.has(name)) found.push(name);
    if (found.length === MOST_NAMED) break;
  }
  return found;
}

function endpoint<Seen extends Judged>(
  key: string,
  name: Pick<Endpoint, 'operation' | 'apart'>,
  seen: readonly [Seen, ...Seen[]],
): Endpoint<Seen> {
  const [{ exchange, evaluation }] = seen;
  const { url, method } = exchange.hops[0];
  const shown = shownOf(seen);
  const before = blockedBefore(seen, shown);
  return {
    key,
    server: originOf(url),
    method,
    path: pathOf(url),
    origin: evaluation.origin,
    ...name,
    state: stateFrom(shown, before),
    ...endOf(shown),
    exchanges: seen.map((one) => one.exchange),
    history: seen,
    shown,
    before,
    onlyWithoutCookies:
      before !== null &&
      isAllowedOnlyWithoutCookies(shown) &&
      seen.slice(0, seen.indexOf(shown)).some(mayBeBlockedWithCookies),
  };
}

/** The row with one of its requests as the newest: what the detail shows for that request. */
export function asOf<Seen extends Judged>(row: Endpoint<Seen>, shown: Seen): Endpoint<Seen> {
  return {
    ...row,
    state: settledState(shown),
    ...endOf(shown),
    shown,
    before: null,
    onlyWithoutCookies: false,
  };
}

/** The result of a request besides the verdict. */
function endOf(shown: Judged): Pick<Endpoint, 'status' | 'refused' | 'unreadable' | 'tried'> {
  const { exchange, evaluation } = shown;
  return {
    status: statusOf(exchange),
    refused: isRefused(shown),
    unreadable: evaluation.verdict === 'allowed' && isUnreadable(exchange, evaluation.mode),
    tried: exchange.tried ? evaluation.verdict : null,
  };
}

/** What was only tried decides nothing, as long as anything else does. */
function shownOf<Seen extends Judged>(seen: readonly [Seen, ...Seen[]]): Seen {
  const own = seen.filter(({ exchange }) => exchange.tried === undefined);
  const place = own.findLastIndex(isSettled);
  const settled = own[place] ?? own.at(-1) ?? seen.at(-1) ?? seen[0];
  const checked = own.slice(place + 1).findLast(isPassingPreflight);
  return checked !== undefined && stoppedAtPreflight(settled) ? checked : settled;
}

function stateOf<Seen extends Judged>(seen: readonly [Seen, ...Seen[]]): EndpointState {
  const shown = shownOf(seen);
  return stateFrom(shown, blockedBefore(seen, shown));
}

const stateFrom = (shown: Judged, before: Judged | null): EndpointState =>
  before === null ? settledState(shown) : 'fixed';

/** What a request shows about the server. One that was only tried shows nothing. */
const settledState = ({ exchange, evaluation }: Judged): Verdict =>
  exchange.tried ? 'undetermined' : evaluation.verdict;

/** Whether only DevTools saw the requests of a row: the badge and the popup do not know them. */
export const isRecordedOnly = <Seen extends Judged>({
  history,
}: Pick<Endpoint<Seen>, 'history'>): boolean =>
  history.every(({ exchange }) => exchange.recordedOnly);

/** CORS allowed it and the page may read it, but the server refused. */
export const isRefused = ({ exchange, evaluation }: Judged): boolean =>
  evaluation.verdict === 'allowed' &&
  exchange.tried === undefined &&
  !isUnreadable(exchange, evaluation.mode) &&
  isErrorStatus(statusOf(exchange));

/**
 * If a page canceled a request (`aborted`), that says nothing about the server. Neither does a check
 * that could not see the step that matters.
 */
function isSettled({ evaluation: { verdict, failure, undetermined } }: Judged): boolean {
  const isOpen = undetermined !== null && LEFT_OPEN_BY_CHECK.has(undetermined);
  return verdict !== 'pending' && failure !== 'aborted' && !isOpen;
}

const LEFT_OPEN_BY_CHECK: ReadonlySet<Undetermined> = new Set([
  'preflight-only',
  'redirect-not-followed',
  'withheld',
]);

/** A check that sent no more than a preflight, which passed. */
export const isPassingPreflight = ({ evaluation }: Judged): boolean =>
  evaluation.undetermined === 'preflight-only';

const stoppedAtPreflight = ({ evaluation: { verdict, findings } }: Judged): boolean =>
  (verdict === 'blocked' || verdict === 'failed') && findings[0]?.phase === 'preflight';

function blockedBefore<Seen extends Judged>(seen: readonly Seen[], shown: Seen): Seen | null {
  const isPassing = shown.evaluation.verdict === 'allowed' || isPassingPreflight(shown);
  if (!isPassing || shown.exchange.tried) return null;
  return (
    seen
      .slice(0, seen.indexOf(shown))
      .findLast(
        ({ exchange, evaluation }) => !exchange.tried && evaluation.verdict === 'blocked',
      ) ?? null
  );
}

/** Whether it passes without cookies, and with some it would not. */
export const isAllowedOnlyWithoutCookies = ({ exchange, evaluation }: Judged): boolean =>
  !(evaluation.credentials.known && evaluation.credentials.value === 'include') &&
  !allowsCredentials(exchange);

/** Whether the browser blocked it, and it may have sent cookies. */
export const mayBeBlockedWithCookies = ({ exchange, evaluation }: Judged): boolean =>
  !exchange.tried && evaluation.verdict === 'blocked' && !evaluation.credentials.known;

/** How urgent an endpoint is: 0 is the most urgent. */
export const rank = ({ state, refused }: Pick<Endpoint, 'state' | 'refused'>): number =>
  state === 'allowed' && refused ? RANK.fixed : RANK[state];

/** The rank of the most urgent endpoint. */
const worst = <Seen extends Judged>(group: EndpointGroup<Seen>): number =>
  Math.min(...group.endpoints.map(rank));
