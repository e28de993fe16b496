import { type Header, isToken, listElements, trimHttpWhitespace } from '../model/header-list.ts';

/**
 * Whether a method needs no preflight.
 * @see https://fetch.spec.whatwg.org/#cors-safelisted-method
 */
export function isCorsSafelistedMethod(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'POST';
}

const NORMALIZED_METHOD = /^(?:delete|get|head|options|post|put)$/i;

/**
 * A method as `fetch()` and XMLHttpRequest send it. Six are upper-cased; all others stay, `patch`
 * too.
 * @see https://fetch.spec.whatwg.org/#concept-method-normalize
 */
export function normalizeMethod(method: string): string {
  return NORMALIZED_METHOD.test(method) ? method.toUpperCase() : method;
}

const FORBIDDEN_METHOD = /^(?:connect|trace|track)$/i;

/** @see https://fetch.spec.whatwg.org/#forbidden-method */
export function isForbiddenMethod(method: string): boolean {
  return FORBIDDEN_METHOD.test(method);
}

const FORBIDDEN_REQUEST_HEADERS: ReadonlySet<string> = new Set([
  'accept-charset',
  'accept-encoding',
  'access-control-request-headers',
  'access-control-request-method',
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]);

const METHOD_OVERRIDES: ReadonlySet<string> = new Set([
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
]);

/**
 * Whether only the browser may set this request header: a page's value never leaves it.
 * @see https://fetch.spec.whatwg.org/#forbidden-request-header
 */
export function isForbiddenRequestHeader([name, value]: Header): boolean {
  const lower = name.toLowerCase();
  // 1. One of the listed names.
  if (FORBIDDEN_REQUEST_HEADERS.has(lower)) return true;
  // 2. A name that starts with `proxy-` or `sec-`.
  if (lower.startsWith('proxy-') || lower.startsWith('sec-')) return true;
  // 3. A method override that names a forbidden method.
  if (!METHOD_OVERRIDES.has(lower)) return false;
  return listElements(value).some(isForbiddenMethod);
}

/** Bytes of a safelisted value: a longer one is not safelisted. */
const MAX_SAFELISTED_VALUE = 128;

/** Bytes of all safelisted values together: with more, none of them is. */
export const MAX_SAFELISTED_TOTAL = 1024;

/** 0x22 ", 0x28 (, 0x29 ), 0x3A :, 0x3C <, 0x3E >, 0x3F ?, 0x40 @, [ \ ] { } and DEL. */
const UNSAFE_DELIMITERS = '"():<>?@[\\]{}\x7f';

/**
 * Whether a value contains a CORS-unsafe request-header byte.
 * @see https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte
 */
export function hasCorsUnsafeRequestHeaderByte(value: string): boolean {
  for (const character of value) {
    // A byte less than 0x20, except for 0x09 HT.
    if (character < ' ' && character !== '\t') return true;
    if (UNSAFE_DELIMITERS.includes(character)) return true;
  }
  return false;
}

/**
 * Whether a request header needs no preflight. Values are taken as isomorphic-decoded bytes: one
 * character, one byte.
 * @see https://fetch.spec.whatwg.org/#cors-safelisted-request-header
 */
export function isCorsSafelistedRequestHeader([name, value]: Header): boolean {
  // 1. If value's length is greater than 128, then return false.
  if (value.length > MAX_SAFELISTED_VALUE) return false;
  // 2. Byte-lowercase name and switch on the result; otherwise, return false.
  return SAFELISTED_REQUEST_HEADERS.get(name.toLowerCase())?.(value) ?? false;
}

const LANGUAGE_BYTES = /^[0-9A-Za-z *,\-.;=]*$/;

const SAFELISTED_REQUEST_HEADERS: ReadonlyMap<string, (value: string) => boolean> = new Map([
  // `accept`: no CORS-unsafe request-header byte.
  ['accept', (value: string) => !hasCorsUnsafeRequestHeaderByte(value)],
  // `accept-language`, `content-language`: nothing but 0-9 A-Z a-z SP * , - . ; =
  ['accept-language', (value: string) => LANGUAGE_BYTES.test(value)],
  ['content-language', (value: string) => LANGUAGE_BYTES.test(value)],
  ['content-type', isSafelistedContentType],
  ['range', isSimpleRange],
]);

const SAFELISTED_ESSENCES: ReadonlySet<string> = new Set([
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
]);

function isSafelistedContentType(value: string): boolean {
  // 1. If value contains a CORS-unsafe request-header byte, then return false.
  if (hasCorsUnsafeRequestHeaderByte(value)) return false;
  // 2. Let mimeType be the result of parsing value; 3. if it is failure, then return false.
  const essence = mimeTypeEssence(value);
  // 4. If mimeType's essence is none of the three, then return false.
  return essence !== null && SAFELISTED_ESSENCES.has(essence);
}

/**
 * The essence (`type/subtype`, lower-case) of a MIME type, or null when it does not parse.
 * Parameters are ignored: none can make the parser fail.
 * @see https://mimesniff.spec.whatwg.org/#parse-a-mime-type
 */
export function mimeTypeEssence(value: string): string | null {
  const end = value.indexOf(';');
  const essence = trimHttpWhitespace(end < 0 ? value : value.slice(0, end));
  const slash = essence.indexOf('/');
  if (slash < 0) return null;
  const [type, subtype] = [essence.slice(0, slash), essence.slice(slash + 1)];
  return isToken(type) && isToken(subtype) ? essence.toLowerCase() : null;
}

const SINGLE_RANGE = /^bytes=(\d+)-(\d*)$/;

/** A single range with a start: `bytes=0-`, `bytes=0-5`, not `bytes=-5`, not `bytes=5-0`. */
function isSimpleRange(value: string): boolean {
  // 1. Let rangeValue be the result of parsing a single range header value, without whitespace.
  // 3. If rangeValue[0] is null, then return false: browsers have never sent `bytes=-500`.
  const match = SINGLE_RANGE.exec(value);
  // 2. If rangeValue is failure, then return false.
  if (match === null) return false;
  const [, start, end] = match;
  return end === '' || Number(start) <= Number(end);
}

/**
 * Whether a page may read a response header that is not exposed.
 * @see https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
 */
export function isCorsSafelistedResponseHeader(name: string): boolean {
  return SAFELISTED_RESPONSE_HEADERS.has(name.toLowerCase());
}

const SAFELISTED_RESPONSE_HEADERS: ReadonlySet<string> = new Set([
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
]);
