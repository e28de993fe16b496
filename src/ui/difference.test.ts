import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutDifference, markDifference, type Part } from './difference.ts';

test.each([
  ['another host', 'http://localhost:3000', 'http://127.0.0.1:3000', 'localhost', '127.0.0.1'],
  ['another port', 'http://a.test:3000', 'http://a.test:5173', '3000', '5173'],
  ['another scheme', 'https://a.test', 'http://a.test', 's', ''],
  ['an extra slash', 'http://a.test', 'http://a.test/', '', '/'],
  ['the same text twice', 'http://a.test', 'http://a.test', '', ''],
  ['nothing in common', 'abc', 'xyz', 'abc', 'xyz'],
] as const)('marks %s', (_, one, other, inOne, inOther) => {
  const [a, b] = cutDifference(one, other);
  expect([a.differing, b.differing]).toEqual([inOne, inOther]);
});

test('the parts always add up to the whole, and share beginning and end', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
      const [a, b] = cutDifference(one, other);
      expect(a.before + a.differing + a.after).toBe(one);
      expect(b.before + b.differing + b.after).toBe(other);
      expect([a.before, a.after]).toEqual([b.before, b.after]);
    }),
  );
});

const spell = (parts: readonly Part[] = []): string =>
  parts.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('');

test.each([
  [
    'letters of an origin',
    'Access-Control-Allow-Origin',
    'http://localhost:3000 or *',
    ['http://127.0.0.1:3000'],
    'http://[localhost]:3000 or *',
    'http://[127.0.0.1]:3000',
  ],
  [
    'a missing slash',
    'Access-Control-Allow-Origin',
    'http://a',
    ['http://a/'],
    'http://a[]',
    'http://a[/]',
  ],
  ['the case of true', 'Access-Control-Allow-Credentials', 'true', ['True'], '[t]rue', '[T]rue'],
  [
    'missing names, in any case',
    'Access-Control-Allow-Headers',
    'content-type, x-trace',
    ['Content-Type, Accept'],
    'content-type, [x-trace]',
    'Content-Type, Accept',
  ],
  [
    'a method in another case',
    'Access-Control-Allow-Methods',
    'PATCH',
    ['GET', 'patch'],
    '[PATCH]',
    'GET, patch',
  ],
] as const)('marks %s', (_, header, expected, received, inExpected, inReceived) => {
  const marked = markDifference(header, expected, received);
  expect([spell(marked?.expected), spell(marked?.received)]).toEqual([inExpected, inReceived]);
});

test.each([
  ['a status', 'Status', '200 to 299', ['201']],
  ['an absent header', 'Access-Control-Allow-Methods', 'PUT', []],
  ['two lines instead of one', 'Access-Control-Allow-Origin', 'http://a', ['http://a', '*']],
  ['nothing in common', 'Access-Control-Allow-Origin', 'http://a', ['*']],
  ['huge values', 'Access-Control-Allow-Origin', 'http://a', [`http://a${'x'.repeat(999)}`]],
] as const)('marks nothing in %s', (_, header, expected, received) => {
  expect(markDifference(header, expected, received)).toBeNull();
});
