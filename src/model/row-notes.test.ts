import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  LONGEST_TEXT,
  NO_ROW_NOTES,
  parseRowNotes,
  textOf,
  withPinned,
  withText,
  withToggled,
} from './row-notes.ts';

const KEY = 'GET http://localhost:5173 http://127.0.0.1:8000 /api';

test('a line that is toggled twice is as before', () => {
  const once = withToggled(NO_ROW_NOTES, KEY);
  expect(once.toggled).toEqual([KEY]);
  expect(withToggled(once, KEY)).toEqual(NO_ROW_NOTES);
  expect(withPinned(withPinned(once, KEY), KEY)).toEqual(once);
});

test('an empty text removes the note, and a long one is cut', () => {
  const noted = withText(NO_ROW_NOTES, KEY, '  ask Ann ');
  expect(textOf(noted, KEY)).toBe('ask Ann');
  expect(withText(noted, KEY, ' ')).toEqual(NO_ROW_NOTES);
  expect(textOf(withText(noted, KEY, 'x'.repeat(9_999)), KEY)).toHaveLength(LONGEST_TEXT);
});

test('no row has a note that nobody wrote, whatever its key', () => {
  for (const key of ['__proto__', 'constructor']) {
    expect(textOf(NO_ROW_NOTES, key)).toBe('');
    expect(textOf(withText(NO_ROW_NOTES, key, 'x'), key)).toBe('x');
  }
});

test('a full list forgets the oldest', () => {
  const many = Array.from({ length: 300 }, (_, number) => `key ${number}`);
  const { toggled } = many.reduce(withToggled, NO_ROW_NOTES);
  expect(toggled).toHaveLength(200);
  expect(toggled.at(-1)).toBe('key 299');
});

test('reads what was stored, and survives any other value', () => {
  const notes = withText(withPinned(withToggled(NO_ROW_NOTES, 'a'), KEY), KEY, 'ask Ann');
  expect(parseRowNotes(JSON.parse(JSON.stringify(notes)))).toEqual(notes);
  expect(parseRowNotes({ toggled: [5, '', 'a'], texts: { a: 5 } })).toEqual({
    ...NO_ROW_NOTES,
    toggled: ['a'],
  });
  fc.assert(
    fc.property(fc.anything(), (value) => {
      parseRowNotes(value);
    }),
  );
});
