import type { BrowserName, Exchange, Hop, RequestFacts } from '../model/exchange.ts';
import { get } from '../model/header-list.ts';
import { memoize } from '../model/lazy.ts';
import {
  isSameOrigin,
  OPAQUE_ORIGIN,
  originOf,
  parseUrl,
  type SerializedOrigin,
  serializedOrigin,
} from '../model/origin.ts';
import { BROWSERS } from './browsers.ts';
import { taintsOrigin } from './redirect.ts';
import { mayBeCors, type RequestMode, requestMode } from './request-mode.ts';

/** A hop, with the state that the standard's request has there. */
export type Leg = {
  readonly index: number;
  readonly hop: Hop;
  /** Whether the CORS check applies: the request's response tainting is `cors`. */
  readonly tainted: boolean;
  /** The byte-serialized request origin that the response is checked against. */
  readonly origin: SerializedOrigin;
  /** The origin that the response to the preflight is checked against. */
  readonly preflightOrigin: SerializedOrigin;
};

function originHeader(request: RequestFacts | null | undefined): SerializedOrigin | null {
  const value = get(request?.headers ?? [], 'origin');
  return value === null ? null : serializedOrigin(value);
}

/**
 * The origin of the page: from the first request, else from the browser, else from a later request.
 * If the browser called the two same-origin, it is the server's own.
 */
export function pageOrigin({ hops, initiator }: Exchange): SerializedOrigin {
  const said = hops.map((hop) => originHeader(hop.preflight?.request) ?? originHeader(hop.request));
  const [first] = hops;
  const sameOrigin = get(first.request?.headers ?? [], 'sec-fetch-site') === 'same-origin';
  return (
    said[0] ??
    initiator ??
    said.find((origin) => origin !== null) ??
    (sameOrigin ? originOf(first.url) : OPAQUE_ORIGIN)
  );
}

/** A request as the standard has it, through all its redirects. */
export type Journey = {
  /** The page's. */
  readonly origin: SerializedOrigin;
  readonly mode: RequestMode;
  /** The exchange's hops, each with the state that the request has there. */
  readonly legs: readonly Leg[];
};

/** The request behind an exchange, as that browser makes it; computed once for each. */
export const journeyOf = memoize((exchange: Exchange, browser: BrowserName): Journey => {
  const origin = pageOrigin(exchange);
  const mode = requestMode(exchange, origin);
  const { preflightOriginAfterRedirect, checksFonts } = BROWSERS[browser];
  const isUnchecked = exchange.resourceType === 'font' && !checksFonts;
  const { hops } = exchange;
  let tainted = false;
  let originTainted = false;
  const legs = hops.map((hop, index) => {
    // Response tainting, once `cors`, stays `cors`, even back on the page's own server.
    tainted ||= mayBeCors(mode) && !isUnchecked && isChecked(hop.url, origin);
    const last = hops[index - 1];
    originTainted ||= last !== undefined && taintsOrigin(origin, last.url, hop.url);
    const serialized = originTainted ? OPAQUE_ORIGIN : origin;
    return {
      index,
      hop,
      tainted,
      origin: originHeader(hop.request) ?? serialized,
      preflightOrigin:
        originHeader(hop.preflight?.request) ??
        (preflightOriginAfterRedirect === 'page' ? origin : serialized),
    };
  });
  return { origin, mode, legs };
});

/** Main fetch: neither same origin nor a `data:` URL. */
function isChecked(url: string, origin: SerializedOrigin): boolean {
  return !isSameOrigin(originOf(url), origin) && parseUrl(url)?.protocol !== 'data:';
}
