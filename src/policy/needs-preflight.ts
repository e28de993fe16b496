import type { PreflightFacts, RequestFacts } from '../model/exchange.ts';
import { get, type HeaderList, isToken, listElements } from '../model/header-list.ts';
import type { PreflightReason } from './finding.ts';
import {
  isCorsSafelistedMethod,
  isCorsSafelistedRequestHeader,
  isForbiddenRequestHeader,
  MAX_SAFELISTED_TOTAL,
} from './safelists.ts';

/**
 * The names, lower-case and sorted, of the headers that make a preflight necessary.
 * @see https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
 */
export function corsUnsafeRequestHeaderNames(headers: HeaderList): readonly string[] {
  // 1. Let unsafeNames be a new list.
  const unsafeNames = new Set<string>();
  // 2. Let potentiallyUnsafeNames be a new list.
  const potentiallyUnsafeNames: string[] = [];
  // 3. Let safelistValueSize be 0.
  let safelistValueSize = 0;
  // 4. For each header of headers:
  for (const header of headers) {
    const name = header[0].toLowerCase();
    if (isCorsSafelistedRequestHeader(header)) {
      // 4.2. Otherwise, append its name to potentiallyUnsafeNames, add its value's length.
      potentiallyUnsafeNames.push(name);
      safelistValueSize += header[1].length;
    } else {
      // 4.1. If it is not a CORS-safelisted request-header, append its name to unsafeNames.
      unsafeNames.add(name);
    }
  }
  // 5. If safelistValueSize is greater than 1024, then append all potentiallyUnsafeNames.
  if (safelistValueSize > MAX_SAFELISTED_TOTAL) {
    for (const name of potentiallyUnsafeNames) unsafeNames.add(name);
  }
  // 6. Return unsafeNames as a sorted-lowercase set.
  return [...unsafeNames].sort();
}

/**
 * Headers that browsers add to requests, so that their presence does not show that the page has set
 * them: connection and cache management, client hints, EventSource.
 */
const ADDED_BY_BROWSER: ReadonlySet<string> = new Set([
  'alt-used',
  'cache-control',
  'device-memory',
  'downlink',
  'dpr',
  'ect',
  'idempotency-key',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'last-event-id',
  'ping-from',
  'ping-to',
  'pragma',
  'priority',
  'purpose',
  'rtt',
  'save-data',
  'service-worker',
  'upgrade-insecure-requests',
  'user-agent',
  'viewport-width',
  'width',
  'x-client-data',
  'x-moz',
]);

/** The request headers that only the page can have set. */
export function pageSetHeaders(headers: HeaderList): HeaderList {
  return headers.filter(
    (header) => !isForbiddenRequestHeader(header) && !ADDED_BY_BROWSER.has(header[0].toLowerCase()),
  );
}

/** What a preflight asks permission for. */
export type PreflightQuestion = {
  readonly method: string;
  /** Lower-case, as the browser sorted them. */
  readonly headers: readonly string[];
};

/** What a preflight asked, read from its own `Access-Control-Request-*` headers. */
export function preflightQuestion(
  { request }: PreflightFacts,
  fallback: string,
): PreflightQuestion {
  const names = get(request.headers, 'access-control-request-headers') ?? '';
  return {
    method: get(request.headers, 'access-control-request-method') ?? fallback,
    headers: listElements(names)
      .map((name) => name.toLowerCase())
      .filter(isToken),
  };
}

/** What a preflight for this request would ask, read from the sent request. */
export function questionOf(request: RequestFacts): PreflightQuestion {
  return {
    method: request.method,
    headers: corsUnsafeRequestHeaderNames(pageSetHeaders(request.headers)),
  };
}

/**
 * Why the browser must send a preflight; `[]` when no method or header requires it.
 * @see https://fetch.spec.whatwg.org/#main-fetch
 */
export function preflightReasons({
  method,
  headers,
}: PreflightQuestion): readonly PreflightReason[] {
  return [
    // "request's method is not a CORS-safelisted method"
    ...(isCorsSafelistedMethod(method) ? [] : [{ kind: 'method', method } as const]),
    // "CORS-unsafe request-header names with request's header list is not empty"
    ...(headers.length === 0 ? [] : [{ kind: 'headers', names: headers } as const]),
  ];
}

/**
 * Why a preflight that was seen had to be made. If its method and headers give no reason, the
 * use-CORS-preflight flag did: an upload listener or a stream body.
 * @see https://fetch.spec.whatwg.org/#use-cors-preflight-flag
 */
export function seenPreflightReasons(question: PreflightQuestion): readonly PreflightReason[] {
  const reasons = preflightReasons(question);
  return reasons.length === 0 ? [{ kind: 'unseen' }] : reasons;
}
