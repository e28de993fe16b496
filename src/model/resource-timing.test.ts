import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_TIMINGS, parseResourceTimings } from './resource-timing.ts';

const PAGE = 'https://page.example';
const parse = (value: unknown, origin: string | null = PAGE) =>
  parseResourceTimings(JSON.stringify(value), origin);

describe('what a page reports of its resource timing', () => {
  test('is read without secrets', () => {
    expect(parse([['https://a.example/x?token=abcdef', 12.5, 200]])).toEqual([
      { url: 'https://a.example/x?token=[redacted]', at: 12.5, status: 200, frameOf: null },
    ]);
  });

  test.each([
    ['a row without a URL', [7, 1, 200]],
    ['a row with an endless URL', [`https://a.example/${'x'.repeat(20_000)}`, 1, 200]],
    ['a row without a time', ['https://a.example/', null, 200]],
    ['a row without a status, from older browsers', ['https://a.example/', 1, null]],
    ['a row whose status is not a whole number', ['https://a.example/', 1, 200.5]],
    ['an entry that is not a row', 'https://a.example/'],
  ])('%s is left out', (_, row) => {
    expect(parse([row, ['https://a.example/', 1, 0]])).toEqual([
      { url: 'https://a.example/', at: 1, status: 0, frameOf: null },
    ]);
  });

  test('a frame has the page’s origin, as the browser says it, and not as the row does', () => {
    const rows = [['https://a.example/', 1, 200, 1, 'https://other.example']];
    expect(parse(rows)).toMatchObject([{ frameOf: PAGE }]);
    expect(parse(rows, null)).toEqual([]);
  });

  test.each([
    ['nothing', undefined],
    ['text that is not JSON', '[['],
    ['JSON that is not a list', '{}'],
    ['an endless text', ' '.repeat(LONGEST_TIMINGS + 1)],
  ])('%s is rejected', (_, text) => {
    expect(parseResourceTimings(text, PAGE)).toBeNull();
  });

  test('no input does harm', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), fc.anything()), (text) => {
        parseResourceTimings(text, PAGE);
      }),
    );
  });
});
