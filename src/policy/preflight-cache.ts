import { get, type HeaderList, trimHttpWhitespace } from '../model/header-list.ts';
import type { BrowserRules } from './browsers.ts';

/** Seconds that the response to a preflight is kept when the server does not say. */
const DEFAULT_MAX_AGE = 5;

const DELTA_SECONDS = /^\d+$/;

/**
 * Seconds that the browser keeps the response to a preflight.
 * @see https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
 */
export function maxAge(headers: HeaderList, rules: BrowserRules): number {
  // 7.8. Let max-age be the result of extracting values given `Access-Control-Max-Age`.
  const value = trimHttpWhitespace(get(headers, 'access-control-max-age') ?? '');
  // 7.9. If max-age is failure or null, then set max-age to 5.
  if (!DELTA_SECONDS.test(value)) return DEFAULT_MAX_AGE;
  // 7.10. If max-age is greater than an imposed limit, then set it to the limit.
  return Math.min(Number(value), rules.maxAgeLimit);
}
