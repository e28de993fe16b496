import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_TIMINGS, parseResourceTimings } from './resource-timing.ts';

const parse = (value: unknown) => parseResourceTimings(JSON.stringify(value));

describe('what a page tells of its resource timing', () => {
  test('is read without secrets', () => {
    expect(parse([['https://a.example/x?token=abcdef', 12.5, 200]])).toEqual([
      { url: 'https://a.example/x?token=[redacted]', at: 12.5, status: 200 },
    ]);
  });

  test.each([
    ['no URL', [7, 1, 200]],
    ['a URL without end', [`https://a.example/${'x'.repeat(20_000)}`, 1, 200]],
    ['no time', ['https://a.example/', null, 200]],
    ['no status, as of browsers that do not tell it', ['https://a.example/', 1, null]],
    ['a status that is no whole number', ['https://a.example/', 1, 200.5]],
    ['no row', 'https://a.example/'],
  ])('%s is left out', (_, row) => {
    expect(parse([row, ['https://a.example/', 1, 0]])).toEqual([
      { url: 'https://a.example/', at: 1, status: 0 },
    ]);
  });

  test.each([
    ['nothing', undefined],
    ['no JSON', '[['],
    ['no list', '{}'],
    ['a text without end', ' '.repeat(LONGEST_TIMINGS + 1)],
  ])('%s is no answer', (_, text) => {
    expect(parseResourceTimings(text)).toBeNull();
  });

  test('whatever it is, it does no harm', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), fc.anything()), (text) => {
        parseResourceTimings(text);
      }),
    );
  });
});
