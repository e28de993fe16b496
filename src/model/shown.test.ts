import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText } from './prose.ts';
import { shorten, shown, shownList } from './shown.ts';

describe('a foreign value in a sentence', () => {
  test('stays as it is while it is short and visible', () => {
    expect(shorten('http://localhost:3000')).toBe('http://localhost:3000');
  });

  test('keeps its start and its end when it is long', () => {
    const long = `http://start.test/${'x'.repeat(5_000)}/end`;
    expect(shorten(long)).toMatch(/^http:\/\/start\.test\/x+ … x+\/end$/);
    expect(shorten(long).length).toBeLessThan(200);
  });

  test('spells out characters that hide text or reverse it', () => {
    expect(shorten('http://a\u200b.test\u202e')).toBe('http://a\\u{200b}.test\\u{202e}');
  });

  test('is described in words when it is empty', () => {
    expect(shown('  ')).toBe('an empty value');
  });

  test('has a length limit, never throws, never splits a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 2_000 }), (text) => {
        const short = shorten(text);
        expect(short.length).toBeLessThanOrEqual(200 * 10);
        expect(short).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
        expect(shorten(short).length).toBeLessThanOrEqual(200 * 10);
      }),
    );
  });

  test('is joined in lists as people write them', () => {
    expect(plainText(shownList(['a', 'b', 'c']))).toBe('a, b and c');
    expect(plainText(shownList(['a', 'b'], 'or'))).toBe('a or b');
    expect(shownList([])).toEqual([]);
  });
});
