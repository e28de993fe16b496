import { expect, test } from 'vitest';
import { readableIn } from './exposed.ts';

test.each([
  ['a safelisted header', 'content-type', [], false, true],
  ['a header that nothing exposes', 'x-total', [], false, false],
  ['a header that is listed', 'x-total', ['ETag, X-Total'], true, true],
  ['a header of a second line', 'x-total', ['ETag', 'X-Total'], false, true],
  ['another header than the listed one', 'x-total', ['ETag'], false, false],
  ['any header, by a star', 'x-total', ['*'], false, true],
  ['not by a star, with credentials', 'x-total', ['*'], true, false],
  ['not by a list that is none', 'x-total', ['X Total, X-Total'], false, false],
])('a page may read %s', (_, name, values, credentials, may) => {
  const headers = values.map((value) => ['Access-Control-Expose-Headers', value] as const);
  expect(readableIn(headers, credentials)(name)).toBe(may);
});
