import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldedPath } from './folded-path.ts';

test.each([
  ['a number', '/api/notifications/1004', '/api/notifications/:id'],
  ['two numbers', '/users/7/posts/12', '/users/:id/posts/:id'],
  ['a UUID', '/o/7f3d1c1e-9f0b-4a54-8c3a-2f0f5e0b7a11/members', '/o/:id/members'],
  ['a date', '/days/2026-03-04', '/days/:id'],
  ['an object id', '/o/507f1f77bcf86cd799439011', '/o/:id'],
  ['a short commit', '/c/e4df133a', '/c/:id'],
  ['a random text', '/f/V1StGXR8_Z5jdHi6B-myT', '/f/:id'],
  ['a ULID', '/f/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/f/:id'],
  ['a number with an extension', '/avatars/17.png', '/avatars/:id.png'],
  ['a word in hexadecimal letters', '/deadbeef', '/deadbeef'],
  ['a version', '/api/v1/items', '/api/v1/items'],
  ['a title', '/posts/annual-report-2026-final', '/posts/annual-report-2026-final'],
  ['a long word', '/internationalization', '/internationalization'],
  ['a hidden secret', '/reset/[redacted]', '/reset/[redacted]'],
  ['the root', '/', '/'],
  ['nothing', '', ''],
] as const)('%s', (_, path, folded) => {
  expect(foldedPath(path)).toBe(folded);
});

const segment = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.nat().map(String),
  fc.stringMatching(/^[0-9a-f-]{0,36}$/),
);

test('has as many parts as the path, and folding again changes nothing', () => {
  fc.assert(
    fc.property(fc.array(segment), (segments) => {
      const path = `/${segments.join('/')}`;
      const folded = foldedPath(path);
      expect(folded.split('/')).toHaveLength(path.split('/').length);
      expect(foldedPath(folded)).toBe(folded);
    }),
  );
});
