import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unifiedDiff } from '../settings/unified-diff.ts';
import { diffParts } from './diff-parts.ts';

const line = (mark: string, text: string) => ({ kind: 'line', line: { mark, text } });

test('each file has its part, with the number of the line where a change stands', () => {
  const a = { name: 'a.py', text: 'one\ntwo\nthree\n' };
  const b = { name: '.env', text: 'A=1' };
  const diff = unifiedDiff(
    [a, b],
    [
      { at: { file: 'a.py', from: 4, to: 7 }, text: '2' },
      { at: { file: '.env', from: 2, to: 3 }, text: '2' },
    ],
  );
  const parts = diffParts(diff?.text ?? '');
  expect(parts.map(({ lines }) => lines)).toEqual([
    [
      { kind: 'place', line: 1 },
      line('around', 'one'),
      line('removed', 'two'),
      line('added', '2'),
      line('around', 'three'),
    ],
    [
      { kind: 'place', line: 1 },
      line('removed', 'A=1'),
      { kind: 'no-line-break' },
      line('added', 'A=2'),
      { kind: 'no-line-break' },
    ],
  ]);
});

test('lines that look like parts of a diff are lines of the file', () => {
  const text = '-- a/x\n@@ -1 +1 @@\nend\n';
  const diff = unifiedDiff(
    [{ name: 'q.sql', text }],
    [{ at: { file: 'q.sql', from: 0, to: 7 }, text: '++ b/x\n' }],
  );
  const [part, ...others] = diffParts(diff?.text ?? '');
  expect(others).toEqual([]);
  expect(part?.lines.slice(1)).toEqual([
    line('removed', '-- a/x'),
    line('added', '++ b/x'),
    line('around', '@@ -1 +1 @@'),
    line('around', 'end'),
  ]);
});

test('the parts add up to the diff', () => {
  const lines = fc.array(fc.constantFrom('--- a', '+++ b', '@@ -1 +1 @@', '', '\\ x', 'A = 1'), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(lines, fc.nat(), fc.nat(), (all, start, length) => {
      const text = `${all.join('\n')}\n`;
      const from = start % text.length;
      const to = Math.min(text.length, from + (length % 20));
      const edits = [{ at: { file: 'f', from, to }, text: 'now' }];
      const diff = unifiedDiff([{ name: 'f', text }], edits)?.text ?? '';
      expect(
        diffParts(diff)
          .map((part) => part.text)
          .join(''),
      ).toBe(diff);
    }),
  );
});
