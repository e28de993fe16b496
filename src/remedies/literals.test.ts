import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  httpValue,
  javascriptString,
  pythonExtended,
  pythonList,
  pythonString,
} from './literals.ts';

/** Any UTF-16, lone surrogates included. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.constantFrom('"', '\\', '\\"', '"\n__import__("os")', '</script>', "'+alert(1)+'", '\u2028'),
);

test.each([
  ['an origin', 'http://localhost:3000', '"http://localhost:3000"'],
  ['a quote', '"', '"\\""'],
  ['a backslash at the end', 'a\\', '"a\\\\"'],
  ['a line break', 'a\nb', '"a\\u000ab"'],
  ['an umlaut', 'ä', '"\\u00e4"'],
  ['an emoji', '😀', '"\\U0001f600"'],
])('Python spells %s on one plain line', (_, value, literal) => {
  expect(pythonString(value)).toBe(literal);
});

test('no value ends a Python literal before its end', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      expect(pythonString(value)).toMatch(
        /^"(?:[ !#-[\]-~]|\\[\\"]|\\u[0-9a-f]{4}|\\U[0-9a-f]{8})*"$/,
      );
    }),
  );
});

test('JavaScript reads back the value that was written', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      const literal = javascriptString(value);
      expect(literal).toMatch(/^[ -~]*$/);
      expect(literal).not.toContain('<');
      expect(runInNewContext(literal)).toBe(value);
    }),
  );
});

test('no value ends an HTTP field line', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      expect(httpValue(value)).toMatch(/^[ -~]*$/);
    }),
  );
});

test('lists and tuples are as Black writes them', () => {
  expect(pythonList([])).toBe('[]');
  expect(pythonList(['a', 'b'])).toBe('["a", "b"]');
  expect(pythonExtended('default_headers', ['x-token'])).toBe('(*default_headers, "x-token")');
  expect(pythonExtended('default_headers', [])).toBe('default_headers');
});
