import { describe, expect, test } from 'vitest';
import { originOf } from '../model/origin.ts';
import { plainText } from '../model/prose.ts';
import { stacks } from './index.ts';
import { ownPlaceProse } from './instead.ts';

const all = stacks.flatMap(({ label, instead = [] }) =>
  instead.map((one) => [label, one] as const),
);

const item = {
  kind: 'own-place',
  url: 'https://api.example/items?a=1',
  origin: originOf('https://app.example'),
  method: 'POST',
  headers: ['x-a'],
} as const;

test('every id is there once', () => {
  const ids = all.map(([, { id }]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(all)('%s', (_, { id, words }) => {
  test(`${id} is a few sentences, found by its id`, () => {
    const text = plainText(words({ ...item, place: id }));
    expect(text).toMatch(/^\S.*\.$/);
    expect(plainText(ownPlaceProse({ ...item, place: id }))).toBe(text);
  });
});

test('an id of another release has no words', () => {
  expect(plainText(ownPlaceProse({ ...item, place: 'gone' }))).toBe('');
});
