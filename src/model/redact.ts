import type { Header, HeaderList } from './header-list.ts';
import {
  isPlainWords,
  isSecretByName,
  isSecretName,
  type Look,
  lookOf,
  looksSecret,
  secretSegments,
  withoutShapes,
} from './secrets.ts';

/** What stands where a secret stood. */
export const REDACTED = '[redacted]';

/** So deep URLs, JSON and encodings within one another are looked into; what is deeper is hidden. */
const DEEPEST = 4;

/**
 * The URL without its secrets: user and password, fragment, and what of the path and the query is
 * secret by its name, look or place. Text that is no absolute URL is treated as a relative one.
 * Equal URLs stay equal, and scheme, host and port stay what they are. Idempotent; never throws;
 * takes linear time.
 */
export const redactUrl = (text: string): string => settled(text, (one) => urlAt(one, 0));

/**
 * What is left once nothing more is found to hide: what stands beside a hidden value may look
 * otherwise than it did beside the value.
 */
function settled(text: string, redact: (text: string) => string): string {
  let [before, after] = [text, redact(text)];
  for (let round = 0; round < MOST_ROUNDS && after !== before; round++) {
    [before, after] = [after, redact(after)];
  }
  return after;
}

const MOST_ROUNDS = 8;

function urlAt(text: string, depth: number): string {
  // URL parsers skip tabs and line breaks wherever they stand: they must not hide anything here.
  const [beforeFragment = ''] = text.replace(/[\t\n\r]/g, '').split('#', 1);
  const queryAt = beforeFragment.indexOf('?');
  const path = queryAt < 0 ? beforeFragment : beforeFragment.slice(0, queryAt);
  const query = queryAt < 0 ? '' : `?${queryWithout(beforeFragment.slice(queryAt + 1), depth)}`;
  return pathWithout(withoutUserinfo(path), 'loose', depth) + query;
}

const queryWithout = (query: string, depth: number): string =>
  query.replace(/[^&;]+/g, (pair) => parameterWithout(pair, depth));

function parameterWithout(pair: string, depth: number): string {
  const equals = pair.indexOf('=');
  const name = equals < 0 ? '' : pair.slice(0, equals);
  const value = decoded(pair.slice(equals + 1));
  const isSecret = isSecretByName(decoded(name), value) || carries(value, lookOf(name), depth);
  const shownName = looksSecret(name, 'close') ? REDACTED : name;
  const shownValue = isSecret ? REDACTED : pair.slice(equals + 1);
  return equals < 0 ? shownValue : `${shownName}=${shownValue}`;
}

/** A place in a page: no secret, where it is but words. */
const PLAIN_FRAGMENT = /#[a-z-]{0,30}$/i;

/** Whether there is a secret in a value. */
function carries(value: string, look: Look, depth: number): boolean {
  const text = value.replace(PLAIN_FRAGMENT, '');
  return textWithout(text, look, depth + 1) !== text;
}

/** Percent-decoded where that is ASCII, as often as it was encoded; never throws. */
function decoded(text: string): string {
  let result = text;
  for (let round = 0; round < DEEPEST && result.includes('%'); round++) {
    result = result.replace(/%([0-7][0-9a-f])/gi, (_, hex) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }
  return result;
}

/**
 * Also in relative URLs (`//user@host`), and in URLs that stand within the text. Where both name and
 * password are empty, the URL stays one without them: browsers follow no redirect that has any.
 */
function withoutUserinfo(path: string): string {
  const redacted = (whole: string, before: string): string =>
    /^:?@$/.test(whole.slice(before.length)) ? whole : `${before}${REDACTED}@`;
  return path
    .replace(/([/\\]{2})[^/\\<>"]*@/g, redacted)
    .replace(/^(\W*(?:https?|wss?|ftp):[/\\]?)[^/\\]*@/i, redacted);
}

/** Scheme and authority, which are never hidden. */
const BEFORE_PATH = /^\s*(?:[a-z][a-z0-9+.-]*:)?(?:[/\\]{2}[^/\\]*)?/i;

function pathWithout(text: string, look: Look, depth: number): string {
  const before = BEFORE_PATH.exec(text)?.[0] ?? '';
  const path = text.slice(before.length);
  const segments = path.match(SEGMENT)?.map((segment) => decoded(ownPart(segment))) ?? [];
  const secret = secretSegments(segments, look === 'close' ? 'loose' : look);
  let at = 0;
  return (
    before +
    path.replace(SEGMENT, (segment) => {
      const own = ownPart(segment);
      const parameters = queryWithout(segment.slice(own.length), depth);
      at += 1;
      if (secret[at - 1]) return REDACTED + parameters;
      return (PAIR.test(own) ? parameterWithout(own, depth) : own) + parameters;
    })
  );
}

const SEGMENT = /[^/\\]+/g;
const PAIR = /[^=]=[^=]/;

/** A segment of a path without its parameters: `list` of `list;sort=name`. */
const ownPart = (segment: string): string => segment.split(';', 1)[0] ?? '';

/**
 * An absolute URL inside a text; in a list of URLs each by itself. Here and below lengths are
 * bounded, so that a long text without a match takes linear time.
 */
const URL_IN_TEXT =
  /[a-z][a-z0-9+.-]{0,30}:\/\/(?:(?!,\s{0,8}[a-z][a-z0-9+.-]{0,30}:\/\/)[^\s"'<>`])+/gi;
/** A user and password in front of a host, wherever in the text the URL stands. */
const USERINFO = /(:[/\\]{2})[^\s/\\?#"'<>`]+@/g;

/**
 * Any text without its secrets: in URLs, JSON, lists, pairs of names and values, behind the names of
 * authentication schemes, and what looks like one by itself. Idempotent; never throws; takes linear
 * time.
 */
export const redactText = (text: string): string =>
  settled(text, (one) => textWithout(one, 'close', 0));

function textWithout(text: string, look: Look, depth: number): string {
  if (text === '' || text === REDACTED) return text;
  if (depth > DEEPEST) return REDACTED;
  const json = jsonWithout(text, look, depth);
  if (json !== null) return json;
  const withoutUrls = text
    .replace(URL_IN_TEXT, (url) => urlAt(url, depth + 1))
    .replace(USERINFO, `$1${REDACTED}@`);
  const withoutPairs = pairsWithout(schemesWithout(withoutShapes(withoutUrls, REDACTED)));
  return wordsWithout(withoutPairs, look, depth);
}

/** JSON with its secrets replaced, in the text's own form where there are none; null for no JSON. */
function jsonWithout(text: string, look: Look, depth: number): string | null {
  if (!/^\s*[[{]/.test(text)) return null;
  const value = parsed(text);
  if (typeof value !== 'object' || value === null) return null;
  const clean = JSON.stringify(valueWithout(value, look, depth));
  return clean === JSON.stringify(value) ? text : clean;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** JSON of people and programs is no deeper. */
const DEEPEST_JSON = 32;

function valueWithout(value: unknown, look: Look, depth: number, level = 0): unknown {
  if (typeof value === 'string') return textWithout(value, look, depth + 1);
  if (typeof value !== 'object' || value === null) return value;
  if (level > DEEPEST_JSON) return REDACTED;
  if (Array.isArray(value)) return value.map((one) => valueWithout(one, look, depth, level + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]): [string, unknown] => {
      if (isSecretByName(name, textOf(inner))) return [name, REDACTED];
      const own = lookOf(name);
      return [name, valueWithout(inner, own === 'close' ? look : own, depth, level + 1)];
    }),
  );
}

/** As a name's value: what is no text or number is not told from a secret by what it says. */
const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? REDACTED : String(value);

/** Schemes after which any word is a secret, and those that are words of their own, too. */
const SURE_SCHEME = /^(?:bearer|negotiate|ntlm|dpop|hawk|ssws|splunk|geniekey|sapisidhash)$/i;
const SCHEME =
  /(?<![\w-])(bearer|negotiate|ntlm|dpop|hawk|ssws|splunk|geniekey|sapisidhash|basic|digest|token|api-?key|key|mac|oauth|signature|jwt|session|pat)([\s:]+)(?!["']?[\w-]{1,40}["']?\s{0,4}=\s{0,4}["'\w])([^\s,;"'<>]+)/gi;

const schemesWithout = (text: string): string =>
  text.replace(SCHEME, (whole, scheme: string, gap: string, value: string) =>
    SURE_SCHEME.test(scheme) || !isPlainWords(value) ? `${scheme}${gap}${REDACTED}` : whole,
  );

/** A name with what separates it from its value. */
const NAME =
  /(?<![\w.-])(?:\\{0,3}["'])?([a-z_][\w.[\]-]{0,80})(?:\\{0,3}["'])?\s{0,4}[=:]\s{0,4}/gi;
/**
 * Quoted, escaped and quoted, a structure with all that follows it, or up to the next separator,
 * which is a semicolon where one follows soon.
 */
const VALUE =
  /"(?:[^"\\]|\\[\s\S])*"?|'[^']*'?|\\+["'][^"'\\]*(?:\\+["'])?|\[redacted\](?=[\s;,&"'<>)}\]]|$)|[[{][\s\S]*|(?:bearer|basic|digest|token)\s{1,4}[^\s;,&"'<>]+|[^\s;,&"'<>]+(?: [^;,&"'<>\n]{0,200}(?=;))?/iy;

/** The text without the values that have a secret's name in front of them. */
function pairsWithout(text: string): string {
  let [clean, done] = ['', 0];
  NAME.lastIndex = 0;
  for (let name = NAME.exec(text); name !== null; name = NAME.exec(text)) {
    if (!isSecretName(name[1] ?? '')) continue;
    VALUE.lastIndex = NAME.lastIndex;
    const value = VALUE.exec(text)?.[0] ?? '';
    // `==` ends base64.
    if (/^=?$/.test(value) || !isSecretByName(name[1] ?? '', unquoted(value))) continue;
    const quote = /^\\*["']/.exec(value)?.[0] ?? '';
    clean += text.slice(done, NAME.lastIndex) + quote + REDACTED + quote;
    done = NAME.lastIndex + value.length;
    NAME.lastIndex = done;
  }
  return clean + text.slice(done);
}

const unquoted = (value: string): string => value.replace(/^\\*["']|\\*["']$/g, '');

/** Words without gaps: values, paths, names. */
const RUN = /[\w+/.~%:@$!*-]{4,}={0,2}/g;

function wordsWithout(text: string, look: Look, depth: number): string {
  return text.replace(RUN, (run) => {
    const word = decoded(run);
    if (looksSecret(word, look)) return REDACTED;
    if (word !== run) return carries(word, look, depth) ? REDACTED : run;
    return run.includes('/') ? pathWithout(run, look, depth + 1) : run;
  });
}

/** Names whose values are CORS facts, or public, even where they speak of secrets. */
const PLAIN_HEADER =
  /^(access-control-.*|accept.*|allow|content-(?!location$|disposition$).*|cross-origin-.*|date|expires|feature-policy|host|permissions-policy|public-key-pins.*|sec-(?!websocket-protocol$|session).*|server|strict-transport-security|timing-allow-origin|user-agent|vary|via|x-content-type-options|x-frame-options|x-xss-protection)$/i;
/** What is compared with origins: nothing in it may become one that it was not. */
const ORIGIN_HEADER = /^(access-control-allow-origin|origin)$/i;
const URL_HEADER = /^(referer|location|content-location)$/i;
const LOOKS_LIKE_URL = /^([a-z][a-z0-9+.-]*:\/)?\//i;
/** Random values that let nobody in: checksums, and ids of single requests. */
const PUBLIC_HEADER =
  /^(alt-svc|cache-control|content-security-policy.*|etag|forwarded|if-.*|last-modified|link|nel|priority|range|report-to|reporting-endpoints|server-timing|sentry-trace|baggage|x-request-id|x-.*-(trace|request|correlation)-?id.*)$/i;
/** A scheme as the first word makes a secret of all that follows. */
const SCHEME_FIRST =
  /^(\W*(?:bearer|negotiate|ntlm|dpop|ssws|splunk|geniekey)\s+)(?![\w-]{1,40}\s{0,4}=\s{0,4}["'\w])\S[\s\S]*/i;

/** One header without its secret, if it carries one. Idempotent. */
export const redactHeader = ([name, value]: Header): Header => [
  name,
  settled(value, (one) => headerValueWithout(name, one)),
];

function headerValueWithout(name: string, value: string): string {
  if (value === '') return value;
  if (ORIGIN_HEADER.test(name)) return redactOrigin(value);
  if (PLAIN_HEADER.test(name)) return value;
  if (/^set-cookie2?$/i.test(name)) return cookiesWithout(value);
  if (/^(www|proxy)-authenticate$/i.test(name)) return textWithout(value, 'close', 0);
  if (isSecretByName(name, value)) return REDACTED;
  if (/^sec-websocket-protocol$/i.test(name)) return protocolsWithout(value);
  const isUrl = LOOKS_LIKE_URL.test(value) && !looksSecret(value, 'close');
  if (isUrl || URL_HEADER.test(name)) return urlAt(value, 0);
  const look = PUBLIC_HEADER.test(name) ? 'shapes' : lookOf(name);
  return textWithout(value.replace(SCHEME_FIRST, `$1${REDACTED}`), look, 0);
}

/**
 * An `Origin` or `Access-Control-Allow-Origin` without what no origin has. Where something is hidden,
 * the value stays one that is no origin. Idempotent.
 */
export function redactOrigin(value: string): string {
  return withoutShapes(value, REDACTED)
    .replace(USERINFO, `$1${REDACTED}@`)
    .replace(/([?#])[^\s,]+/g, `$1${REDACTED}`);
}

/** Each cookie's name and attributes (SameSite, Secure …), without its value. */
function cookiesWithout(value: string): string {
  return value.replace(/[^\n]+/g, (cookie) => {
    const end = cookie.indexOf(';');
    const pair = end < 0 ? cookie : cookie.slice(0, end);
    const equals = pair.indexOf('=');
    // Without `=` there is no name, and all of it is the value.
    const name = equals < 0 ? '' : pair.slice(0, equals + 1);
    return name + REDACTED + textWithout(cookie.slice(pair.length), 'shapes', 0);
  });
}

/** A word behind which a token stands in the name of a protocol. */
const TOKEN_PROTOCOL =
  /^(.*?(?:bearer|tokens?|authorization|auth|jwt|key|secret|passw(?:or)?d)[.\-_|:])(.+)$/i;

/** Pages that can set no header of a WebSocket send their token as one of its protocols. */
function protocolsWithout(value: string): string {
  let isNext = false;
  return value.replace(/[^,\s]+/g, (protocol) => {
    const isAfter = isNext;
    const [, words = '', rest = ''] = TOKEN_PROTOCOL.exec(protocol) ?? [];
    const isHeld = rest !== '' && !isPlainWords(rest);
    isNext = !isHeld && isSecretName(protocol);
    if (isAfter) return REDACTED;
    return isHeld ? words + REDACTED : textWithout(protocol, 'close', 0);
  });
}

/** The list with every secret replaced by `[redacted]`; names and order stay. */
export function redactHeaders(list: HeaderList): HeaderList {
  return list.map(redactHeader);
}
