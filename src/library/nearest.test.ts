import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stacks } from '../servers/index.ts';
import { didYouMean, nearest } from './nearest.ts';

const IDS = stacks.map(({ id }) => id);

test.each([
  ['django', 'django-cors-headers'],
  ['expres', 'express-cors'],
  ['express-js', 'express-cors'],
  ['ngnix', 'nginx'],
  ['NGINX', 'nginx'],
  ['spring', 'spring-security'],
])('%s probably means %s', (word, id) => {
  expect(nearest(word, IDS)).toContain(id);
});

test.each(['', 'zzzzzz', 'x'])('%j means nothing that we know', (word) => {
  expect(
    didYouMean(
      word,
      IDS.filter((id) => !id.startsWith('x')),
    ),
  ).toBe('');
});

test('a list of three reads as a sentence', () => {
  expect(didYouMean('ab', ['abc', 'abd', 'abe', 'xyz'])).toBe(' Did you mean abc, abd or abe?');
});

test('one mistyped letter is found, in any id that is long enough', () => {
  const long = IDS.filter((id) => id.length >= 6);
  const mistyped = fc
    .tuple(fc.constantFrom(...long), fc.nat(), fc.constantFrom('q', '_'))
    .map(([id, at, letter]) => ({
      id,
      word: id.slice(0, at % id.length) + letter + id.slice((at % id.length) + 1),
    }));
  fc.assert(
    fc.property(mistyped, ({ id, word }) => {
      // Ids that are as near may come first.
      expect(nearest(word, [id, 'something-else'])[0]).toBe(id);
    }),
  );
});
