import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitEnds } from './middle.ts';

test.each([
  ['a short path stays whole', '/api/items/42', { head: '/api/items/42', tail: '' }],
  [
    'a long path keeps its last segments',
    '/api/organisations/7f3d1c1e/members/invitations/pending',
    { head: '/api/organisations/7f3d1c1e/members', tail: '/invitations/pending' },
  ],
  [
    'a path without a slash near its end keeps its last letters',
    `/${'x'.repeat(60)}`,
    { head: `/${'x'.repeat(38)}`, tail: 'x'.repeat(22) },
  ],
])('%s', (_, path, ends) => {
  expect(splitEnds(path)).toEqual(ends);
});

test('both ends together always make the whole path', () => {
  fc.assert(
    fc.property(fc.webPath(), (path) => {
      const { head, tail } = splitEnds(path);
      expect(head + tail).toBe(path);
      expect(tail.length).toBeLessThanOrEqual(22);
    }),
  );
});
