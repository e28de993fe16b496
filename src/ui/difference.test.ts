import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutDifference } from './difference.ts';

test.each([
  ['another host', 'http://localhost:3000', 'http://127.0.0.1:3000', 'localhost', '127.0.0.1'],
  ['another port', 'http://a.test:3000', 'http://a.test:5173', '3000', '5173'],
  ['another scheme', 'https://a.test', 'http://a.test', 's', ''],
  ['a slash too much', 'http://a.test', 'http://a.test/', '', '/'],
  ['the same text twice', 'http://a.test', 'http://a.test', '', ''],
  ['nothing in common', 'abc', 'xyz', 'abc', 'xyz'],
] as const)('marks %s', (_, one, other, inOne, inOther) => {
  const [a, b] = cutDifference(one, other);
  expect([a.differing, b.differing]).toEqual([inOne, inOther]);
});

test('the parts are always the whole, and share beginning and end', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
      const [a, b] = cutDifference(one, other);
      expect(a.before + a.differing + a.after).toBe(one);
      expect(b.before + b.differing + b.after).toBe(other);
      expect([a.before, a.after]).toEqual([b.before, b.after]);
    }),
  );
});
