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

/** Replaces a secret. */
export const REDACTED = '[redacted]';

/** URLs, JSON and encodings inside one another are read to this depth. Deeper content is hidden. */
const DEEPEST = 4;

/**
 * The URL without its secrets: user and password, fragment, and parts of the path and query that
 * are secret by name, look or place. Text that is not an absolute URL is treated as a relative one.
 * Equal URLs stay equal. Scheme, host and port never change. Idempotent; never throws; takes linear
 * time.
 */
export const redactUrl = (text: string): string => settled(text, (one) => urlAt(one, 0));

/** Repeats until nothing more is hidden: hiding one value can change how its neighbor is read. */
function settled(text: string, redact: (text: string) => string): string {
  let [before, after] = [text, redact(text)];
  for (let round = 0; round < MOST_ROUNDS && after !== before; round++) {
    [before, after] = [after, redact(after)];
  }
  return after;
}

const MOST_ROUNDS = 8;

function urlAt(text: string, depth: number): string {
  // URL parsers skip tabs and line breaks, so these must not hide anything here.
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

/** An anchor in a page is not secret if it consists of words. */
const PLAIN_FRAGMENT = /#[a-z-]{0,30}$/i;

/** Whether there is a secret in a value. */
function carries(value: string, look: Look, depth: number): boolean {
  const text = value.replace(PLAIN_FRAGMENT, '');
  return textWithout(text, look, depth + 1) !== text;
}

/** Percent-decoded if the result is ASCII, as often as it was encoded. Never throws. */
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
 * Also in relative URLs (`//user@host`), and in URLs inside the text. If name and password are
 * empty, the URL stays without them: browsers follow no redirect that has any.
 */
function withoutUserinfo(path: string): string {
  const redacted = (whole: string, before: string): string =>
    /^:?@$/.test(whole.slice(before.length)) ? whole : `${before}${REDACTED}@`;
  return path
    .replace(/([/\\]{2})[^/\\<>"]*@/g, redacted)
    .replace(/^(\W*(?:https?|wss?|ftp):[/\\]?)[^/\\]*@/i, redacted);
}

/** Scheme and authority. They are never hidden. */
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
 * An absolute URL inside a text. In a list of URLs, each one separately. Here and below, lengths
 * are bounded, so that a long text without a match takes linear time.
 */
const URL_IN_TEXT =
  /[a-z][a-z0-9+.-]{0,30}:\/\/(?:(?!,\s{0,8}[a-z][a-z0-9+.-]{0,30}:\/\/)[^\s"'<>`])+/gi;
/** A user and password in front of a host, wherever the URL is in the text. */
const USERINFO = /(:[/\\]{2})[^\s/\\?#"'<>`]+@/g;

/**
 * Any text without its secrets: in URLs, JSON, lists, pairs of names and values, after the names of
 * authentication schemes, and single values that look secret. Idempotent; never throws; takes
 * linear time.
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

/**
 * JSON with its secrets replaced. The text stays unchanged if there are none. Null when it is not
 * JSON.
 */
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

/** Real JSON is not deeper. */
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

/** For values that are not text or numbers, only the name can show a secret. */
const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? REDACTED : String(value);

/** Schemes after which any word is a secret, and schemes that are also ordinary words. */
const SURE_SCHEME = /^(?:bearer|negotiate|ntlm|dpop|hawk|ssws|splunk|geniekey|sapisidhash)$/i;
const SCHEME =
  /(?<![\w-])(bearer|negotiate|ntlm|dpop|hawk|ssws|splunk|geniekey|sapisidhash|basic|digest|token|api-?key|key|mac|oauth|signature|jwt|session|pat)([\s:]+)(?!["']?[\w-]{1,40}["']?\s{0,4}=\s{0,4}["'\w])([^\s,;"'<>]+)/gi;

const schemesWithout = (text: string): string =>
  text.replace(SCHEME, (whole, scheme: string, gap: string, value: string) =>
    SURE_SCHEME.test(scheme) || !isPlainWords(value) ? `${scheme}${gap}${REDACTED}` : whole,
  );

/** A name and the separator before its value. */
const NAME =
  /(?<![\w.-])(?:\\{0,3}["'])?([a-z_][\w.[\]-]{0,80})(?:\\{0,3}["'])?\s{0,4}[=:]\s{0,4}/gi;
/**
 * Quoted; escaped and quoted; a structure with everything after it; or up to the next separator.
 * The separator is a semicolon if one follows soon.
 */
const VALUE =
  /"(?:[^"\\]|\\[\s\S])*"?|'[^']*'?|\\+["'][^"'\\]*(?:\\+["'])?|\[redacted\](?=[\s;,&"'<>)}\]]|$)|[[{][\s\S]*|(?:bearer|basic|digest|token)\s{1,4}[^\s;,&"'<>]+|[^\s;,&"'<>]+(?: [^;,&"'<>\n]{0,200}(?=;))?/iy;

/** The text without the values that follow a secret's name. */
function pairsWithout(text: string): string {
  let [clean, done] = ['', 0];
  NAME.lastIndex = 0;
  for (let name = NAME.exec(text); name !== null; name = NAME.exec(text)) {
    if (!isSecretName(name[1] ?? '')) continue;
    VALUE.lastIndex = NAME.lastIndex;
    const value = VALUE.exec(text)?.[0] ?? '';
    // A setting of code, with the brackets behind it: `{ credentials: true })`.
    if (/^(?:true|false)[\s)}\]]*$/i.test(value)) continue;
    // `==` ends base64.
    if (/^=?$/.test(value) || !isSecretByName(name[1] ?? '', unquoted(value))) continue;
    const quote = /^\\*["']/.exec(value)?.[0] ?? '';
    clean += text.slice(done, NAME.lastIndex) + quote + REDACTED + quote;
    done = NAME.lastIndex + value.length;
    NAME.lastIndex = done;
  }
  return clean + text.slice(done);
}

const unquoted = (value: string): string =>
  value.replace(/^\\*["']/, '').replace(/(?<!\\)\\*["']$/, '');

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

/** Names whose values CORS needs or that are public, even if they look like secrets. */
const PLAIN_HEADER =
  /^(access-control-.*|accept.*|allow|content-(?!location$|disposition$).*|cross-origin-.*|date|expires|feature-policy|host|permissions-policy|public-key-pins.*|sec-(?!websocket-protocol$|session).*|server|strict-transport-security|timing-allow-origin|user-agent|vary|via|x-content-type-options|x-frame-options|x-xss-protection)$/i;
/** Headers compared with origins: redaction must not turn their value into a valid origin. */
const ORIGIN_HEADER = /^(access-control-allow-origin|origin)$/i;
const URL_HEADER = /^(referer|location|content-location)$/i;
const LOOKS_LIKE_URL = /^([a-z][a-z0-9+.-]*:\/)?\//i;
/** Random values that give no access: checksums, and ids of single requests. */
const PUBLIC_HEADER =
  /^(alt-svc|cache-control|content-security-policy.*|etag|forwarded|if-.*|last-modified|link|nel|priority|range|report-to|reporting-endpoints|server-timing|sentry-trace|baggage|x-request-id|x-.*-(trace|request|correlation)-?id.*)$/i;
/** If the first word is a scheme, everything after it is secret. */
const SCHEME_FIRST =
  /^(\W*(?:bearer|negotiate|ntlm|dpop|ssws|splunk|geniekey)\s+)(?![\w-]{1,40}\s{0,4}=\s{0,4}["'\w])\S[\s\S]*/i;

/** One header without its secret, if it has one. Idempotent. */
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
 * An `Origin` or `Access-Control-Allow-Origin` without the parts that no origin has. If something
 * is hidden, the value stays an invalid origin. Idempotent.
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
    // Without `=` there is no name: the whole cookie is the value.
    const name = equals < 0 ? '' : pair.slice(0, equals + 1);
    return name + REDACTED + textWithout(cookie.slice(pair.length), 'shapes', 0);
  });
}

/** A word before a token in the name of a protocol. */
const TOKEN_PROTOCOL =
  /^(.*?(?:bearer|tokens?|authorization|auth|jwt|key|secret|passw(?:or)?d)[.\-_|:])(.+)$/i;

/** Pages cannot set headers of a WebSocket, so some send their token as a protocol. */
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

/** The list with every secret replaced by `[redacted]`. Names and order stay. */
export function redactHeaders(list: HeaderList): HeaderList {
  return list.map(redactHeader);
}
