import { type Exchange, type Hop, lastHop, type RequestFacts } from '../model/exchange.ts';
import { get } from '../model/header-list.ts';
import { isSameOrigin, originOf, ownOrigin, type SerializedOrigin } from '../model/origin.ts';
import { redirectTarget } from '../model/redirect-target.ts';
import type { RequestEvent } from './raw-event.ts';

const NAVIGATION = /^(main_frame|sub_frame)$/;
const NETWORK_SCHEME = /^(https?|wss?|ftp|file):/i;
/** Schemes to which browsers report how a redirect ends. */
const FOLLOWED_SCHEME = /^(https?|data|blob|about|file):/i;

/** Chromium's error when it checks the HTTP cache, finds nothing and continues with the network. */
const CACHE_PROBE = 'net::ERR_CACHE_MISS';
/** Chromium's error for a request that its own side ended. */
const ABORTED = 'net::ERR_ABORTED';

/** Whether a request can never matter: a navigation, or traffic of an extension or the browser. */
export const isForeign = ({
  resourceType,
  initiator,
  url,
}: Pick<RequestEvent, 'resourceType' | 'initiator' | 'url'>): boolean =>
  NAVIGATION.test(resourceType) || ownOrigin(initiator ?? '') !== null || !NETWORK_SCHEME.test(url);

/**
 * Whether an exchange is worth showing, from what is known so far. It crosses origins, and either
 * used CORS, or was a fetch without it, or failed.
 *
 * Left out are same-origin requests, other no-cors responses that arrived (images, scripts,
 * beacons), the browser's own cache checks, and requests of which too little is known. A
 * same-origin request that failed on its way to another origin counts. WebSockets do not use CORS:
 * only their failures count.
 */
export function isRelevant(exchange: Exchange): boolean {
  const { ending, resourceType } = exchange;
  const failed = ending.kind === 'error' || isStranded(exchange);
  if (isCacheProbe(exchange)) return false;
  if (resourceType === 'websocket') return failed;
  const crossing = crossOriginHops(exchange);
  if (crossing.length === 0 && !(failed && leadsElsewhere(exchange))) return false;
  const mode = modeOf(exchange, crossing);
  if (mode === 'navigate') return false;
  if (mode === 'no-cors' && isRejected(exchange)) return false;
  if (mode === 'cors' || failed) return true;
  if (mode === 'no-cors') return isFetch(exchange);
  return crossing.some((hop) => hop.request !== null || hop.response !== null);
}

/** The origin for which the request was made: its `Origin` header, else what the browser says. */
export function originOfExchange({ hops, initiator }: Exchange): SerializedOrigin | null {
  for (const { preflight, request } of hops) {
    const headers = [...(preflight?.request.headers ?? []), ...(request?.headers ?? [])];
    const origin = get(headers, 'origin')?.split(', ', 1)[0];
    // It is a serialized origin already; a hostile value becomes the opaque origin.
    if (origin !== undefined) return originOf(origin);
  }
  return initiator;
}

/**
 * Whether the browser only checked its cache, as it does before it requests a font. If the cache
 * holds a redirect, or one to a scheme for other programs, the check is aborted. The font's own
 * request never does.
 */
function isCacheProbe(exchange: Exchange): boolean {
  const { ending, resourceType } = exchange;
  if (ending.kind !== 'error') return false;
  const isLeft = ending.error === ABORTED && redirectTarget(lastHop(exchange)) !== null;
  const isFonts = resourceType === 'font' && (isLeft || isStranded(exchange));
  return ending.error === CACHE_PROBE || isFonts;
}

/**
 * Whether an element rejected a response that had arrived, such as an image that is none. The
 * network may be done with it or not, so it counts as little as a success.
 */
const isRejected = (exchange: Exchange): boolean =>
  exchange.ending.kind === 'error' &&
  exchange.ending.error === ABORTED &&
  lastHop(exchange).response !== null &&
  redirectTarget(lastHop(exchange)) === null &&
  !isFetch(exchange);

/**
 * Whether the request was redirected to a scheme that only other programs open (`myapp:`, `ftp:`).
 * No browser reports its end. Firefox reports none for `about:` either, so there it counts until an
 * end is seen.
 */
function isStranded(exchange: Exchange): boolean {
  const target = lastHop(exchange).redirectedTo;
  if (target === null) return false;
  const isOpen = exchange.ending.kind !== 'error';
  return !FOLLOWED_SCHEME.test(target) || (isOpen && /^about:/i.test(target));
}

/** Whether the last response was a redirect away from the origin that made the request. */
function leadsElsewhere(exchange: Exchange): boolean {
  const origin = originOfExchange(exchange);
  const target = redirectTarget(lastHop(exchange));
  return origin !== null && target !== null && !isSameOrigin(origin, originOf(target));
}

function crossOriginHops(exchange: Exchange): readonly Hop[] {
  const origin = originOfExchange(exchange);
  return exchange.hops.filter(({ url, request }) =>
    origin === null ? isOfOpaqueFrame(exchange, request) : !isSameOrigin(origin, originOf(url)),
  );
}

/**
 * Firefox names no requester with an opaque origin. A frame without a name has one, even if no
 * `Sec-Fetch-Site` says so: plain http has none.
 */
function isOfOpaqueFrame({ frameId, documentId }: Exchange, request: RequestFacts | null): boolean {
  const site = get(request?.headers ?? [], 'sec-fetch-site');
  if (site !== null) return /^(cross|same)-site$/.test(site);
  return request !== null && frameId > 0 && documentId !== null;
}

/**
 * Whether a page's own code waits for the response. Both browsers call a fetch and an XMLHttpRequest
 * `xmlhttprequest`; elements have a destination.
 * @see https://fetch.spec.whatwg.org/#concept-request-destination
 */
function isFetch({ hops: [first], resourceType }: Exchange): boolean {
  const destination = get(first.request?.headers ?? [], 'sec-fetch-dest') ?? 'empty';
  return resourceType === 'xmlhttprequest' && destination === 'empty';
}

/**
 * The request's mode, as far as it shows.
 * @see https://fetch.spec.whatwg.org/#concept-request-mode
 */
function modeOf({ hops, resourceType }: Exchange, crossing: readonly Hop[]): string | null {
  if (resourceType === 'font' || hops.some(({ preflight }) => preflight !== null)) return 'cors';
  for (const { request } of hops) {
    const named = get(request?.headers ?? [], 'sec-fetch-mode');
    if (named !== null) return named;
  }
  // Without `Sec-Fetch-Mode` (plain http): a GET carries `Origin` exactly when it is made with CORS.
  const read = crossing.find(({ request }) => /^(GET|HEAD)$/.test(request?.method ?? ''))?.request;
  if (!read) return null;
  return get(read.headers, 'origin') === null ? 'no-cors' : 'cors';
}
