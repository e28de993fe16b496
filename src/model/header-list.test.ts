import { describe, expect, test } from 'vitest';
import {
  extractTokens,
  get,
  getAll,
  has,
  listElements,
  trimHttpWhitespace,
} from './header-list.ts';

const LIST = [
  ['Vary', 'Origin'],
  ['vary', 'Accept'],
  ['X-Empty', ''],
] as const;

test('header names are compared in any case, and repeated lines stay separate', () => {
  expect(getAll(LIST, 'VARY')).toEqual(['Origin', 'Accept']);
  expect(get(LIST, 'Vary')).toBe('Origin, Accept');
  expect(has(LIST, 'x-empty')).toBe(true);
});

test('an empty value differs from an absent header', () => {
  expect(get(LIST, 'x-empty')).toBe('');
  expect(get(LIST, 'x-none')).toBeNull();
  expect(has(LIST, 'x-none')).toBe(false);
});

test.each([
  ['', ''],
  [' \t\r\n ', ''],
  ['\ta b\n', 'a b'],
  ['\u00a0a\u00a0', '\u00a0a\u00a0'],
])('only HTTP whitespace is trimmed: %j', (text, expected) => {
  expect(trimHttpWhitespace(text)).toBe(expected);
});

test.each([
  ['', []],
  [' , ,,', []],
  ['a', ['a']],
  ['a, b ,\tc,', ['a', 'b', 'c']],
  ['a b,c', ['a b', 'c']],
])('a list is split at its commas: %j', (text, expected) => {
  expect(listElements(text)).toEqual(expected);
});

describe('extracting tokens', () => {
  const extract = (...lines: readonly string[]) =>
    extractTokens(
      lines.map((line) => ['Allow', line]),
      'allow',
    );

  test('gives null for an absent header, and an empty list for an empty one', () => {
    expect(extract()).toBeNull();
    expect(extract('')).toEqual([]);
  });

  test("joins all lines and keeps each name's case", () => {
    expect(extract('GET, put', 'X-A')).toEqual(['GET', 'put', 'X-A']);
  });

  test.each(['GET;', 'a b', '"x"', '[x]', 'é', 'GET, (', 'a/b'])('fails for %s', (line) => {
    expect(extract('GET', line)).toBe('failure');
  });
});
