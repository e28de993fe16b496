import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIRST_VIEW, type KeptView } from './kept-view.ts';
import { parseKeptView, viewToKeep } from './stored-view.ts';

const view: KeptView = {
  list: { text: '-items /v\\d/', verdict: 'blocked', scope: 'page', groupBy: 'none', sort: 'url' },
  selected: 'GET http://localhost:8000/items',
  automatic: false,
  picked: ['GET http://localhost:8000/items', 'GET http://localhost:8000/b'],
  listWidth: 412,
  opened: false,
};

const stored = (one: KeptView): unknown => JSON.parse(JSON.stringify(viewToKeep(one)));

test('a panel that is loaded again looks as it did', () => {
  expect(parseKeptView(stored(view))).toEqual(view);
  expect(parseKeptView(stored(FIRST_VIEW))).toEqual(FIRST_VIEW);
});

describe('a filter is not kept if it holds', () => {
  test.each([
    ['a token of a known kind', 'ghp_abcdefghijklmnopqrstuvwx'],
    ['a random value of a query', '?key=Zk3qP9xLw2Rt7Vb1Nc5Md8Ys4Hg6Jf0Q'],
    ['more than a filter needs', 'word '.repeat(200)],
  ])('%s', (_, text) => {
    const kept = viewToKeep({ ...view, list: { ...view.list, text } });
    expect(kept).toEqual({ ...view, list: { ...view.list, text: '' } });
  });
});

test('whatever is stored, the panel opens', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(Object.keys(parseKeptView(value))).toEqual(Object.keys(FIRST_VIEW));
    }),
  );
  expect(parseKeptView({ list: { groupBy: 'color' }, selected: 5, picked: [1, 'a'] })).toEqual({
    ...FIRST_VIEW,
    picked: ['a'],
  });
});
