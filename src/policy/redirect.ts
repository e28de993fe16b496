import type { Hop } from '../model/exchange.ts';
import { get } from '../model/header-list.ts';
import {
  isSameOrigin,
  OPAQUE_ORIGIN,
  originOf,
  parseUrl,
  type SerializedOrigin,
} from '../model/origin.ts';

/**
 * Whether an answer redirects: a redirect status with a Location that is not empty.
 * @see https://fetch.spec.whatwg.org/#redirect-status
 */
export function isRedirect(status: number, location: string): boolean {
  return location !== '' && [301, 302, 303, 307, 308].includes(status);
}

/** Where a hop's response leads to, as an absolute URL; null when it does not redirect. */
export function redirectTarget({ url, response, redirectedTo }: Hop): string | null {
  if (redirectedTo !== null) return redirectedTo;
  const location = response === null ? null : get(response.headers, 'location');
  if (response === null || location === null || !isRedirect(response.status, location)) return null;
  return URL.canParse(location, url) ? new URL(location, url).href : null;
}

/**
 * Serializing a request origin: the page's own until a redirect has left a server that is not the
 * page's own for yet another one; from there on `null`.
 *
 * `urls` are the request's URLs so far, the present one last.
 * @see https://fetch.spec.whatwg.org/#concept-request-tainted-origin
 */
export function serializeRequestOrigin(
  origin: SerializedOrigin,
  urls: readonly string[],
): SerializedOrigin {
  // For each url of request's URL list, with the one before it as lastURL: if url's origin is not
  // same origin with lastURL's and request's origin is not same origin with lastURL's, tainted.
  for (let index = 1; index < urls.length; index += 1) {
    const [last, now] = [originOf(urls[index - 1] ?? ''), originOf(urls[index] ?? '')];
    if (!isSameOrigin(now, last) && !isSameOrigin(origin, last)) return OPAQUE_ORIGIN;
  }
  return origin;
}

/**
 * Steps 7 and 8 of HTTP-redirect fetch: whether following the redirect is refused because its
 * target carries a user name or password.
 *
 * `tainted`: the request's response tainting is `cors` already.
 * @see https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
 */
export function redirectIncludesCredentials(
  target: string,
  origin: SerializedOrigin,
  tainted: boolean,
): boolean {
  const location = parseUrl(target);
  if (location === null || (location.username === '' && location.password === '')) return false;
  // 7. Mode is "cors", locationURL includes credentials, and is not same origin with the request.
  // 8. Response tainting is "cors" and locationURL includes credentials (same origin or not).
  return tainted || !isSameOrigin(origin, originOf(target));
}

/**
 * Step 12 of HTTP-redirect fetch: whether `Authorization` is left behind, because the target is
 * another origin than the URL that redirected.
 * @see https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
 */
export function dropsAuthorization(from: string, to: string): boolean {
  return !isSameOrigin(originOf(from), originOf(to));
}
