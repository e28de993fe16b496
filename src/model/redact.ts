import type { Header, HeaderList } from './header-list.ts';

const SECRET_HEADER =
  /authorization|cookie|token|secret|key|passw|session|signature|credential|jwt|csrf|xsrf|dpop|(^|-)(auth|sid|pwd|otp)(-|$)/i;
/** Names whose values are CORS facts, or public, even where they speak of secrets. */
const PLAIN_HEADER =
  /^(access-control-.*|sec-fetch-.*|sec-websocket-.*|vary|allow|content-type|(www|proxy)-authenticate)$/i;
const SECRET_PARAMETER =
  /token|secret|passw|pwd|auth|sess(ion|id)|^sid$|sig(nature)?$|credential|jwt|api-?_?key|(^|[-_])key$|csrf|xsrf|^(code|state|assertion|otp|ticket)$|^x-(amz|goog)-/i;
const LOOKS_SECRET = /^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_\-+/=.~%]{24,}$/;
/** An authentication scheme with what follows, or a JSON Web Token, in any header. */
const SECRET_VALUE =
  /^\W*(bearer|basic|digest|token|negotiate)\s+\S|(?<![\w-])eyJ[\w-]{8,}\.[\w-]+\./i;
const URL_HEADER = /^(referer|location|content-location|refresh|link|origin)$/i;
const LOOKS_LIKE_URL = /^([a-z][a-z0-9+.-]*:\/)?\//i;

/** What stands where a secret stood. */
export const REDACTED = '[redacted]';

/**
 * The URL without its secrets: user and password, fragment, and the values of query parameters
 * whose name or look says that they are secret. Text that is no absolute URL is treated as a
 * relative one. Idempotent; never throws; takes linear time.
 */
export function redactUrl(text: string): string {
  // URL parsers skip tabs and line breaks wherever they stand: they must not hide anything here.
  const [beforeFragment = ''] = text.replace(/[\t\n\r]/g, '').split('#', 1);
  const queryAt = beforeFragment.indexOf('?');
  const path = queryAt < 0 ? beforeFragment : beforeFragment.slice(0, queryAt);
  const query = queryAt < 0 ? '' : `?${redactQuery(beforeFragment.slice(queryAt + 1))}`;
  return redactUserinfo(path) + query;
}

const redactQuery = (query: string): string =>
  query.replace(/[^&;]+/g, (pair) => redactParameter(pair));

function redactParameter(pair: string): string {
  const equals = pair.indexOf('=');
  if (equals < 0) return LOOKS_SECRET.test(pair) ? REDACTED : pair;
  const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)];
  const isSecret =
    SECRET_PARAMETER.test(decoded(name)) || LOOKS_SECRET.test(value) || carriesSecret(value);
  return isSecret && value !== '' ? `${name}=${REDACTED}` : pair;
}

/** Whether a value is itself a URL or query with a secret in it. */
function carriesSecret(value: string): boolean {
  const text = decoded(value);
  if (/[/\\]{2}[^/\\]*@/.test(text)) return true;
  return text.split(/[?&;#/]/).some((part) => {
    const equals = part.indexOf('=');
    return equals > 0 && SECRET_PARAMETER.test(part.slice(0, equals));
  });
}

/** Percent-decoded where that is ASCII, because names of parameters are; never throws. */
const decoded = (text: string): string =>
  text.replace(/%([0-7][0-9a-f])/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));

/**
 * Also in relative URLs (`//user@host`), and in URLs that stand within the text. Where both name and
 * password are empty, the URL stays one without them: browsers follow no redirect that has any.
 */
function redactUserinfo(path: string): string {
  const redacted = (whole: string, before: string): string =>
    /^:?@$/.test(whole.slice(before.length)) ? whole : `${before}${REDACTED}@`;
  return path
    .replace(/([/\\]{2})[^/\\<>"]*@/g, redacted)
    .replace(/^(\W*(?:https?|wss?|ftp):[/\\]?)[^/\\]*@/i, redacted);
}

/** One header without its secret, if it carries one. Idempotent. */
export function redactHeader([name, value]: Header): Header {
  if (PLAIN_HEADER.test(name)) return [name, value];
  if (/^set-cookie2?$/i.test(name)) return [name, redactSetCookie(value)];
  if (SECRET_HEADER.test(name)) return [name, value === '' ? '' : REDACTED];
  const isUrl = URL_HEADER.test(name) || LOOKS_LIKE_URL.test(value);
  const visible = isUrl ? redactUrl(value) : value;
  return [name, SECRET_VALUE.test(visible) ? REDACTED : visible];
}

/** Each cookie's name and attributes (SameSite, Secure …), without its value. */
function redactSetCookie(value: string): string {
  return value.replace(/[^\n]+/g, (cookie) => {
    const end = cookie.indexOf(';');
    const pair = end < 0 ? cookie : cookie.slice(0, end);
    const equals = pair.indexOf('=');
    // Without `=` there is no name, and all of it is the value.
    const name = equals < 0 ? '' : pair.slice(0, equals + 1);
    return name + REDACTED + cookie.slice(pair.length);
  });
}

/** The list with every secret replaced by `[redacted]`; names and order stay. */
export function redactHeaders(list: HeaderList): HeaderList {
  return list.map(redactHeader);
}
