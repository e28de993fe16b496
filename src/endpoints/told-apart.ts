import type { Exchange } from '../model/exchange.ts';
import { get, has } from '../model/header-list.ts';
import { remember } from '../model/lazy.ts';
import type { Evaluation } from '../policy/finding.ts';
import {
  corsUnsafeRequestHeaderNames,
  pageSetHeaders,
  preflightQuestion,
} from '../policy/needs-preflight.ts';
import { isForbiddenRequestHeader } from '../policy/safelists.ts';

/** An exchange with the browser's verdict: all that a row needs. */
export type Judged = { readonly exchange: Exchange; readonly evaluation: Evaluation };

type Names = ReadonlySet<string>;

/** What a request asks of the server, besides its method and its URL. */
export type Asked = {
  /** Whether the page chose not to read the response. */
  readonly noCors: boolean;
  /** The CORS-unsafe headers that the page certainly set. */
  readonly sure: Names;
  /** These, and those that the browser may have added. Null: any, because none was seen. */
  readonly possible: Names | null;
  /** Whether it was sent with cookies. Null when unknown. */
  readonly cookies: boolean | null;
  /**
   * The operation that it names, as a GraphQL request does. Empty if it names none, null when
   * unknown.
   */
  readonly operation: string | null;
};

/** Requests with the same needs, oldest first. */
export type Alike<Seen> = { readonly asked: Asked; readonly seen: readonly [Seen, ...Seen[]] };

/**
 * Groups the requests of one method and URL by what they ask. What a request does not show makes no
 * difference: it joins the newest earlier request that it may be equal to. Where the browser sent a
 * cookie with one of them, a request that nothing else is known of went without.
 */
export function toldApart<Seen extends Judged>(
  seen: readonly [Seen, ...Seen[]],
): readonly Alike<Seen>[] {
  const kinds: { asked: Asked; seen: [Seen, ...Seen[]] }[] = [];
  const hasCookie = seen.some((one) => sentCookie(one) === true);
  for (const one of seen) {
    const shown = { ...askedOf(one), operation: operationOf(one, seen) };
    const isWithout = hasCookie && shown.cookies === null && sentCookie(one) === false;
    const asked = isWithout ? { ...shown, cookies: false } : shown;
    const kind = kinds.findLast((other) => mayBeAlike(other.asked, asked));
    if (kind === undefined) kinds.push({ asked, seen: [one] });
    else {
      kind.asked = narrowed(kind.asked, asked);
      kind.seen.push(one);
    }
  }
  return kinds;
}

const NONE: Names = new Set();

/** A check repeats the operation of the request that it checks. */
function operationOf({ exchange }: Judged, seen: readonly Judged[]): string | null {
  const { checked } = exchange;
  const of = checked && seen.find((other) => other.exchange.id === checked.of);
  const { declared } = of?.exchange ?? exchange;
  return declared === undefined ? null : (declared.operation ?? '');
}

const askedOf = remember(({ exchange, evaluation }: Judged): Omit<Asked, 'operation'> => {
  return {
    noCors: evaluation.mode === 'no-cors',
    ...headersOf(exchange),
    cookies: cookiesOf(exchange, evaluation),
  };
});

/** What the server allowed without credentials passed without them, or did not pass at all. */
function cookiesOf(exchange: Exchange, { credentials, mode, verdict }: Evaluation): boolean | null {
  if (credentials.known) return credentials.value === 'include';
  return mode === 'cors' && verdict === 'allowed' && !allowsCredentials(exchange) ? false : null;
}

/** Whether the last response lets a page with cookies read it. */
export function allowsCredentials({ hops }: Exchange): boolean {
  const last = hops.at(-1) ?? hops[0];
  const headers = (last.response ?? last.preflight?.response)?.headers ?? [];
  return (
    get(headers, 'access-control-allow-credentials') === 'true' &&
    get(headers, 'access-control-allow-origin') !== '*'
  );
}

/** Whether it carried a cookie. Null if its headers were not seen. */
const sentCookie = ({
  exchange: {
    hops: [{ request }],
  },
}: Judged): boolean | null => (request === null ? null : has(request.headers, 'cookie'));

function headersOf({ hops: [first] }: Exchange): Pick<Asked, 'sure' | 'possible'> {
  const { preflight, request, method } = first;
  if (preflight !== null) {
    const names = new Set(preflightQuestion(preflight, method).headers);
    return { sure: names, possible: names };
  }
  if (request === null) return { sure: NONE, possible: null };
  const visible = request.headers.filter((header) => !isForbiddenRequestHeader(header));
  return {
    sure: new Set(corsUnsafeRequestHeaderNames(pageSetHeaders(request.headers))),
    possible: new Set(corsUnsafeRequestHeaderNames(visible)),
  };
}

function mayBeAlike(a: Asked, b: Asked): boolean {
  const isSameMode = a.noCors === b.noCors;
  const isSameCookies = isSameOrUnknown(a.cookies, b.cookies);
  const isSameCall = isSameCookies && isSameOrUnknown(a.operation, b.operation);
  return isSameMode && isSameCall && fits(a.sure, b.possible) && fits(b.sure, a.possible);
}

const isSameOrUnknown = <Value>(a: Value | null, b: Value | null): boolean =>
  a === null || b === null || a === b;

function fits(sure: Names, possible: Names | null): boolean {
  if (possible === null) return true;
  for (const name of sure) if (!possible.has(name)) return false;
  return true;
}

/** What is known about requests that count as equal. */
function narrowed(a: Asked, b: Asked): Asked {
  return {
    noCors: a.noCors,
    sure: new Set([...a.sure, ...b.sure]),
    possible: both(a.possible, b.possible),
    cookies: a.cookies ?? b.cookies,
    operation: a.operation ?? b.operation,
  };
}

function both(a: Names | null, b: Names | null): Names | null {
  if (a === null || b === null) return a ?? b;
  return new Set([...a].filter((name) => b.has(name)));
}
