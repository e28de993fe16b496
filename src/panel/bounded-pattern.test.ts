import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundedPattern } from './bounded-pattern.ts';

const has = (source: string, text: string): boolean => {
  const pattern = boundedPattern(source);
  if ('problem' in pattern) throw new Error(pattern.problem);
  return pattern.matches(text);
};

test.each([
  ['users', '/api/Users/7', true],
  ['^/api', '/api/users', true],
  ['^users', '/api/users', false],
  ['\\d+$', '/api/users/7', true],
  ['users|orders', '/orders', true],
  ['(get|put) /api', 'PUT /api', true],
  ['[a-c]{2,3}x', 'abcx', true],
  ['[^/]+\\.png', '/a/b.png', true],
  ['\\bme\\b', '/me/', true],
  ['\\bme\\b', '/home', false],
  ['a.c', 'a\nc', false],
  ['', 'anything', true],
  ['a??b', 'b', true],
  ['\\.', 'abc', false],
] as const)('/%s/ in %j: %s', (source, text, expected) => {
  expect(has(source, text)).toBe(expected);
  expect(new RegExp(source, 'i').test(text)).toBe(expected);
});

test.each([
  ['('],
  ['['],
  ['*'],
  ['a{2,1}'],
  ['(?<=a)b'],
  ['(a)\\1'],
  ['(?=a)'],
  ['a{9999}'],
  ['((a{200}){200}){200}'],
])('/%s/ says why it cannot be used', (source) => {
  expect(boundedPattern(source)).toEqual({ problem: expect.stringMatching(/\.$/) });
});

test.each([['(a+)+$'], ['(a|a)*b'], ['(.*)*x'], ['(a*)*(a*)*(a*)*c']])(
  '/%s/, which hangs the browser’s own engine, ends soon',
  (source) => {
    const started = performance.now();
    expect(has(source, `${'a'.repeat(5_000)}!`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(1_000);
  },
);

/** Patterns of the notation that is read, from small pieces. */
const { pattern } = fc.letrec<{ pattern: string; piece: string }>((tie) => ({
  piece: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      'a',
      'b',
      'B',
      '.',
      '\\d',
      '\\w',
      '[ab]',
      '[^a]',
      '[0-9]',
      '/',
      '\\b',
      '^',
      '$',
    ),
    tie('pattern').map((inner) => `(${inner})`),
    fc
      .tuple(
        fc.constantFrom('a', '[ab]', '(ab|b)', '.'),
        fc.constantFrom('*', '+', '?', '{1,2}', '*?'),
      )
      .map(([one, often]) => one + often),
  ),
  pattern: fc
    .array(tie('piece'), { maxLength: 4 })
    .chain((pieces) => fc.constantFrom(pieces.join(''), pieces.join('|'))),
}));

test('finds what the browser’s own engine finds', () => {
  fc.assert(
    fc.property(pattern, fc.stringMatching(/^[abB1/ ]{0,12}$/), (source, text) => {
      expect(has(source, text)).toBe(new RegExp(source, 'i').test(text));
    }),
    { numRuns: 3_000 },
  );
});
