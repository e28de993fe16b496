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

/** A hop, and what the standard's request is like when it gets there. */
export type Leg = {
  readonly index: number;
  readonly hop: Hop;
  /** Whether the CORS check applies: the request's response tainting is `cors`. */
  readonly tainted: boolean;
  /** The byte-serialized request origin that the response is judged by. */
  readonly origin: SerializedOrigin;
  /** The one that the preflight's answer is judged by. */
  readonly preflightOrigin: SerializedOrigin;
};

function originHeader(request: RequestFacts | null | undefined): SerializedOrigin | null {
  const value = get(request?.headers ?? [], 'origin');
  return value === null ? null : serializedOrigin(value);
}

/**
 * The origin of the page: what the first request said of it, else what the browser says, else
 * what a later request said, else the server's own when the browser called the two same-origin.
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

/** A request as the standard has it, all the way through its redirects. */
export type Journey = {
  /** The page's. */
  readonly origin: SerializedOrigin;
  readonly mode: RequestMode;
  /** The exchange's hops, each with the state that the request is in there. */
  readonly legs: readonly Leg[];
};

/** The request behind an exchange, as that browser makes it; worked out once for each. */
export const journeyOf = memoize((exchange: Exchange, browser: BrowserName): Journey => {
  const origin = pageOrigin(exchange);
  const mode = requestMode(exchange, origin);
  const { preflightOriginAfterRedirect } = BROWSERS[browser];
  const { hops } = exchange;
  let tainted = false;
  let originTainted = false;
  const legs = hops.map((hop, index) => {
    // Response tainting, once `cors`, stays so: also back on the page's own server.
    tainted ||= mayBeCors(mode) && isChecked(hop.url, origin);
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
