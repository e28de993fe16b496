import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draftFiles, editsOfDrafts, placeBefore, startDrafts, withEdits } from './draft.ts';
import { edited, type TextEdit } from './edit.ts';

const file = { name: 'a.conf', text: 'one\ntwo\nthree\n' };

test('edits that are made one after another are one set of edits of the file as it was', () => {
  const edit = fc.record({
    at: fc.nat(),
    cut: fc.nat({ max: 6 }),
    text: fc.string({ maxLength: 4 }),
  });
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 8 }), (changes) => {
      let drafts = startDrafts([file]);
      let text = file.text;
      for (const { at, cut, text: put } of changes) {
        const from = at % (text.length + 1);
        const to = Math.min(from + cut, text.length);
        const own: TextEdit = { at: { file: file.name, from, to }, text: put };
        drafts = withEdits(drafts, [own]) ?? drafts;
        text = text.slice(0, from) + put + text.slice(to);
      }
      expect(draftFiles(drafts)[0]?.text).toBe(text);
      const [now = file] = edited([file], editsOfDrafts(drafts)) ?? [];
      expect(now.text).toBe(text);
    }),
  );
});

test('a place in text that came in is where it came in', () => {
  const edits: readonly TextEdit[] = [
    { at: { file: 'a.conf', from: 4, to: 4 }, text: 'new\nnewer\n' },
  ];
  const drafts = withEdits(startDrafts([file]), edits) ?? [];
  const before = (from: number) => placeBefore(drafts, { file: 'a.conf', from, to: from }).from;
  expect([0, 5, 12, 14].map(before)).toEqual([0, 4, 4, 4]);
  expect(before(file.text.length + 10)).toBe(file.text.length);
});

test('edits that overlap are refused', () => {
  const over = (from: number, to: number): TextEdit => ({
    at: { file: 'a.conf', from, to },
    text: '',
  });
  expect(withEdits(startDrafts([file]), [over(0, 5), over(3, 8)])).toBeNull();
});
