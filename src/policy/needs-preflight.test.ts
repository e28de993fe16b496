import { describe, expect, test } from 'vitest';
import { type HeaderInput, headers, preflight, request } from '../model/testing/sample-exchange.ts';
import {
  corsUnsafeRequestHeaderNames,
  pageSetHeaders,
  preflightQuestion,
  preflightReasons,
  questionOf,
  seenPreflightReasons,
} from './needs-preflight.ts';

// fetch/api/cors/cors-preflight-not-cors-safelisted.any.js
describe('CORS-unsafe request-header names', () => {
  const eight = (bytes: number) =>
    [
      ...Array.from({ length: 7 }, () => ['Accept', 'a'.repeat(128)] as const),
      ['Accept-Language', 'a'.repeat(bytes)] as const,
    ] as const;

  test.each<[string, HeaderInput, readonly string[]]>([
    ['none', [], []],
    ['safe ones', { Accept: '*/*', Range: 'bytes=0-5' }, []],
    [
      'sorted, lower-case, each once',
      [
        ['X-B', '1'],
        ['x-a', '2'],
        ['x-b', '3'],
      ],
      ['x-a', 'x-b'],
    ],
    ['one value too long', { Accept: 'a'.repeat(129) }, ['accept']],
    ['1024 bytes together', eight(128), []],
    [
      '1025 bytes together',
      [...eight(128), ['Content-Language', 'a']],
      ['accept', 'accept-language', 'content-language'],
    ],
    ['JSON', { 'Content-Type': 'application/json' }, ['content-type']],
  ])('%s', (_, input, expected) => {
    expect(corsUnsafeRequestHeaderNames(headers(input))).toEqual(expected);
  });
});

test('headers that browsers add do not count', () => {
  const wire = headers({
    Host: 'x',
    'User-Agent': 'x',
    'Sec-Fetch-Mode': 'cors',
    Cookie: '[redacted]',
    Priority: 'u=1',
    Pragma: 'no-cache',
    'If-None-Match': 'x',
    Accept: '*/*',
    'X-Custom': '1',
  });
  expect(pageSetHeaders(wire).map(([name]) => name)).toEqual(['Accept', 'X-Custom']);
});

describe('what a preflight asks', () => {
  test('is read from its headers', () => {
    const asked = preflight({ method: 'patch', asksHeaders: 'content-type, X-A,,' });
    expect(preflightQuestion(asked, 'PUT')).toEqual({
      method: 'patch',
      headers: ['content-type', 'x-a'],
    });
  });

  test('falls back on the request’s method', () => {
    const asked = { ...preflight(), request: request({ method: 'OPTIONS' }) };
    expect(preflightQuestion(asked, 'DELETE')).toEqual({ method: 'DELETE', headers: [] });
  });

  test('can be computed from the request', () => {
    const sent = request({ method: 'POST', headers: { 'Content-Type': 'application/json' } });
    expect(questionOf(sent)).toEqual({ method: 'POST', headers: ['content-type'] });
  });
});

describe('why the browser sends a preflight', () => {
  test('the method, then the headers', () => {
    expect(preflightReasons({ method: 'PUT', headers: ['x-a'] })).toEqual([
      { kind: 'method', method: 'PUT' },
      { kind: 'headers', names: ['x-a'] },
    ]);
  });

  test('nothing requires one', () => {
    expect(preflightReasons({ method: 'POST', headers: [] })).toEqual([]);
  });

  test('one is sent for no visible reason: an upload listener or a stream', () => {
    expect(seenPreflightReasons({ method: 'POST', headers: [] })).toEqual([{ kind: 'unseen' }]);
    expect(seenPreflightReasons({ method: 'PUT', headers: [] })).toHaveLength(1);
  });
});
