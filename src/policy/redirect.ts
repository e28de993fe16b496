import { isSameOrigin, originOf, parseUrl, type SerializedOrigin } from '../model/origin.ts';
import type { BrowserRules } from './browsers.ts';

/**
 * Whether a redirect from one URL to the next taints the request's origin. A server of another
 * origin than the page's has redirected it to a third origin. Then the origin is serialized as
 * `null` for good.
 *
 * "If url's origin is not same origin with lastURL's origin and request's origin is not same origin
 * with lastURL's origin" – also when url is the page's own again.
 * @see https://fetch.spec.whatwg.org/#concept-request-tainted-origin
 */
export function taintsOrigin(origin: SerializedOrigin, lastUrl: string, url: string): boolean {
  const last = originOf(lastUrl);
  return !isSameOrigin(originOf(url), last) && !isSameOrigin(origin, last);
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
  if (!includesCredentials(target)) return false;
  // 7. Mode is "cors", locationURL includes credentials, and is not same origin with the request.
  // 8. Response tainting is "cors" and locationURL includes credentials (same origin or not).
  return tainted || !isSameOrigin(origin, originOf(target));
}

/**
 * "A URL includes credentials if its username or password is not the empty string."
 * @see https://url.spec.whatwg.org/#include-credentials
 */
export function includesCredentials(url: string): boolean {
  const parsed = parseUrl(url);
  return parsed !== null && (parsed.username !== '' || parsed.password !== '');
}

/**
 * Step 12 of HTTP-redirect fetch: whether `Authorization` is left behind, because the target is
 * another origin than the URL that redirected.
 * @see https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
 */
export function dropsAuthorization(from: string, to: string): boolean {
  return !isSameOrigin(originOf(from), originOf(to));
}

/** Whether cross-origin requests may use the URL's scheme. */
export function maybeAskedAcrossOrigins(url: string, { otherCorsSchemes }: BrowserRules): boolean {
  const scheme = parseUrl(url)?.protocol;
  if (scheme === undefined || scheme === 'http:' || scheme === 'https:') return true;
  return otherCorsSchemes.includes(scheme);
}
