import type { Header, HeaderList } from './header-list.ts';
import { parseUrl } from './origin.ts';

const SECRET_HEADER =
  /^(authorization|proxy-authorization|cookie|set-cookie)$|token|secret|api-?key|password|session|signature|credential|jwt/i;
/** Names that match SECRET_HEADER but whose values are CORS facts, never secrets. */
const PLAIN_HEADER = /^(access-control-.*|sec-fetch-.*|vary|allow|content-type)$/i;
const SECRET_PARAMETER =
  /token|secret|password|passwd|pwd|api-?_?key|^key$|auth|session|^sid$|sig(nature)?$|credential|jwt|^code$|^state$|^assertion$|^x-amz-|^x-goog-/i;
const LOOKS_SECRET = /^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_\-+/=.~%]{24,}$/;
const URL_HEADER = /^(referer|location|content-location|refresh|link|origin)$/i;

/** What stands where a secret stood. */
export const REDACTED = '[redacted]';

/**
 * The URL without its secrets: user and password, fragment, and the values of query parameters
 * whose name or look says that they are secret. Text that is no absolute URL is treated as a
 * relative one. Idempotent; never throws.
 */
export function redactUrl(text: string): string {
  const [beforeFragment = ''] = text.split('#', 1);
  const queryAt = beforeFragment.indexOf('?');
  const path = queryAt < 0 ? beforeFragment : beforeFragment.slice(0, queryAt);
  const query = queryAt < 0 ? '' : `?${redactQuery(beforeFragment.slice(queryAt + 1))}`;
  return redactUserinfo(path) + query;
}

function redactQuery(query: string): string {
  return query
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      if (equals < 0) return LOOKS_SECRET.test(pair) ? REDACTED : pair;
      const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)];
      const secret = SECRET_PARAMETER.test(name) || LOOKS_SECRET.test(value);
      return secret && value !== '' ? `${name}=${REDACTED}` : pair;
    })
    .join('&');
}

function redactUserinfo(path: string): string {
  const url = parseUrl(path);
  if (url === null || (url.username === '' && url.password === '')) return path;
  return path.replace(/^([a-z][a-z0-9+.-]*:[/\\]*)[^/\\]*@/i, `$1${REDACTED}@`);
}

/** One header without its secret, if it carries one. Idempotent. */
export function redactHeader([name, value]: Header): Header {
  if (PLAIN_HEADER.test(name)) return [name, value];
  if (/^set-cookie$/i.test(name)) return [name, redactSetCookie(value)];
  if (SECRET_HEADER.test(name)) return [name, value === '' ? '' : REDACTED];
  if (URL_HEADER.test(name)) return [name, redactUrl(value)];
  return [name, value];
}

/** Each cookie's name and attributes (SameSite, Secure …), without its value. */
function redactSetCookie(value: string): string {
  return value
    .split('\n')
    .map((cookie) => cookie.replace(/^([^=;]*)=[^;]*/, `$1=${REDACTED}`))
    .join('\n');
}

/** The list with every secret replaced by `[redacted]`; names and order stay. */
export function redactHeaders(list: HeaderList): HeaderList {
  return list.map(redactHeader);
}
