import fc from 'fast-check';
import { expect, test } from 'vitest';
import { code, type Prose, plainText, prose } from './prose.ts';
import { codeList } from './say.ts';

const URL = 'https://example.com/' as const;

test.each<[string, Prose, Prose]>([
  ['text alone', prose`The server allows it.`, ['The server allows it.']],
  [
    'a value between two texts',
    prose`The server allows ${code('*')} only.`,
    ['The server allows ', code('*'), ' only.'],
  ],
  ['a value at either end', prose`${code('a')} and ${code('b')}`, [code('a'), ' and ', code('b')]],
  [
    'prose within prose',
    prose`One of ${codeList(['a', 'b'])}.`,
    ['One of ', code('a'), ' and ', code('b'), '.'],
  ],
  ['plain text as a value', prose`It ${'was'} sent.`, ['It was sent.']],
  ['an empty piece', prose`It was sent.${''}${[]}`, ['It was sent.']],
  ['a link', prose`See ${{ link: 'MDN', href: URL }}.`, ['See ', { link: 'MDN', href: URL }, '.']],
  [
    'a long sentence over several lines of source',
    prose`
      The server allows ${code('*')},
      which is not enough.
    `,
    ['The server allows ', code('*'), ', which is not enough.'],
  ],
])('%s reads as it is written', (_, written, spans) => {
  expect(written).toEqual(spans);
});

test('a value keeps its white space', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      expect(prose`${code(value)}`).toEqual([code(value)]);
      expect(plainText(prose`a ${code(value)} b`)).toBe(`a ${value} b`);
    }),
  );
});
