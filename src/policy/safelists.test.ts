import { describe, expect, test } from 'vitest';
import {
  hasCorsUnsafeRequestHeaderByte,
  isCorsSafelistedMethod,
  isCorsSafelistedRequestHeader,
  isCorsSafelistedResponseHeader,
  isForbiddenMethod,
  isForbiddenRequestHeader,
  mimeTypeEssence,
  normalizeMethod,
} from './safelists.ts';

// fetch/api/cors/cors-preflight.any.js
test.each([
  ['GET', true],
  ['HEAD', true],
  ['POST', true],
  ['get', false],
  ['PUT', false],
  ['', false],
])('%s is a safelisted method: %s', (method, expected) => {
  expect(isCorsSafelistedMethod(method)).toBe(expected);
});

// Only six methods are upper-cased, in any spelling.
test.each([
  ['delete', 'DELETE'],
  ['Get', 'GET'],
  ['head', 'HEAD'],
  ['oPTIONS', 'OPTIONS'],
  ['post', 'POST'],
  ['put', 'PUT'],
  ['patch', 'patch'],
  ['gets', 'gets'],
  ['chicken', 'chicken'],
])('%s is sent as %s', (method, expected) => {
  expect(normalizeMethod(method)).toBe(expected);
});

// fetch/api/request/forbidden-method.any.js
test.each(['CONNECT', 'trace', 'Track'])('%s is forbidden', (method) => {
  expect(isForbiddenMethod(method)).toBe(true);
});

// fetch/api/request/request-headers.any.js
test.each([
  ['Origin', 'x', true],
  ['COOKIE', 'x', true],
  ['Set-Cookie', 'x', true],
  ['Sec-Fetch-Mode', 'cors', true],
  ['proxy-anything', 'x', true],
  ['Access-Control-Request-Method', 'PUT', true],
  ['X-HTTP-Method-Override', 'GET, track', true],
  ['X-Method-Override', ' CONNECT ', true],
  ['X-HTTP-Method', 'PATCH', false],
  ['X-Trace', 'trace', false],
  ['User-Agent', 'x', false],
  ['Authorization', 'x', false],
])('only the browser may set %s: %s → %s', (name, value, expected) => {
  expect(isForbiddenRequestHeader([name, value])).toBe(expected);
});

// fetch/api/cors/cors-preflight-not-cors-safelisted.any.js
describe('safelisted request headers', () => {
  test.each([
    ['accept', '*/*', true],
    ['Accept', 'text/html, */*;q=0.8', true],
    ['accept', 'a'.repeat(128), true],
    ['accept', 'a'.repeat(129), false],
    ['accept', '(', false],
    ['accept', '"x"', false],
    ['accept', 'é', true],
    ['accept-language', 'de-AT, en;q=0.5, *', true],
    ['accept-language', 'a'.repeat(128), true],
    ['accept-language', 'a'.repeat(129), false],
    ['accept-language', 'en_US', false],
    ['content-language', 'de', true],
    ['content-language', 'de@x', false],
    ['content-language', 'dé', false],
    ['content-type', 'text/plain', true],
    ['content-type', 'text/plain;charset=utf-8', true],
    ['content-type', ' TEXT/Plain ; x=y', true],
    ['content-type', 'multipart/form-data; boundary=----x', true],
    ['content-type', 'application/x-www-form-urlencoded', true],
    ['content-type', 'application/json', false],
    ['content-type', 'text/plain, application/json', false],
    ['content-type', 'text/plain; x="y"', false],
    ['content-type', '', false],
    ['content-type', 'text', false],
    ['content-type', 'text/', false],
    ['content-type', '/plain', false],
    ['range', 'bytes=0-', true],
    ['range', 'bytes=0-5', true],
    ['range', 'bytes=5-5', true],
    ['range', 'bytes=-5', false],
    ['range', 'bytes=5-0', false],
    ['range', 'bytes=0-5, 7-9', false],
    ['range', 'bytes = 0-5', false],
    ['range', 'items=0-5', false],
    ['range', 'bytes=-', false],
    ['x-custom', '1', false],
    ['authorization', '[redacted]', false],
    ['cache-control', 'no-cache', false],
    ['user-agent', 'x', false],
    ['', '', false],
    ['constructor', 'x', false],
  ])('%s: %s → %s', (name, value, expected) => {
    expect(isCorsSafelistedRequestHeader([name, value])).toBe(expected);
  });

  test('every byte is safe or unsafe as the standard says', () => {
    const unsafe = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).filter(
      hasCorsUnsafeRequestHeaderByte,
    );
    const controls = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code));
    expect(unsafe).toEqual([
      ...controls.filter((character) => character !== '\t'),
      ...['"', '(', ')', ':', '<', '>', '?', '@', '[', '\\', ']', '{', '}', '\x7f'],
    ]);
  });
});

test.each([
  ['Text/HTML;charset=x', 'text/html'],
  ['text/html/x', null],
  ['text /html', null],
])('the essence of %s is %s', (value, expected) => {
  expect(mimeTypeEssence(value)).toBe(expected);
});

// fetch/api/cors/cors-expose-star.sub.any.js, cors-filtering.sub.any.js
test.each([
  ['Content-Type', true],
  ['content-length', true],
  ['Pragma', true],
  ['ETag', false],
  ['X-Total-Count', false],
])('a page may read %s without it being exposed: %s', (name, expected) => {
  expect(isCorsSafelistedResponseHeader(name)).toBe(expected);
});
