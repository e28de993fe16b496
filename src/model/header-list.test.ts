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

test('names are compared in any case, lines kept apart', () => {
  expect(getAll(LIST, 'VARY')).toEqual(['Origin', 'Accept']);
  expect(get(LIST, 'Vary')).toBe('Origin, Accept');
  expect(has(LIST, 'x-empty')).toBe(true);
});

test('an empty value is not an absent one', () => {
  expect(get(LIST, 'x-empty')).toBe('');
  expect(get(LIST, 'x-none')).toBeNull();
  expect(has(LIST, 'x-none')).toBe(false);
});

test.each([
  ['', ''],
  [' \t\r\n ', ''],
  ['\ta b\n', 'a b'],
  ['\u00a0a\u00a0', '\u00a0a\u00a0'],
])('trims HTTP whitespace only: %j', (text, expected) => {
  expect(trimHttpWhitespace(text)).toBe(expected);
});

test.each([
  ['', []],
  [' , ,,', []],
  ['a', ['a']],
  ['a, b ,\tc,', ['a', 'b', 'c']],
  ['a b,c', ['a b', 'c']],
])('splits %j', (text, expected) => {
  expect(listElements(text)).toEqual(expected);
});

describe('extracting tokens', () => {
  const extract = (...lines: readonly string[]) =>
    extractTokens(
      lines.map((line) => ['Allow', line]),
      'allow',
    );

  test('null when absent, empty when there are none', () => {
    expect(extract()).toBeNull();
    expect(extract('')).toEqual([]);
  });

  test('all lines together, in their own case', () => {
    expect(extract('GET, put', 'X-A')).toEqual(['GET', 'put', 'X-A']);
  });

  test.each(['GET;', 'a b', '"x"', '[x]', 'é', 'GET, (', 'a/b'])('%s is a failure', (line) => {
    expect(extract('GET', line)).toBe('failure');
  });
});
