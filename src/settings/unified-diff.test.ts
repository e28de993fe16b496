import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { edited, type TextEdit } from './edit.ts';
import { unifiedDiff } from './unified-diff.ts';

const folder = mkdtempSync(join(tmpdir(), 'crosscheck-diff-'));
afterAll(() => rmSync(folder, { recursive: true }));

const NAME = 'a file.py';

/** The text after a tool has applied a diff. */
function applied(text: string, diff: string, program: string, args: readonly string[]): string {
  writeFileSync(join(folder, NAME), text);
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    input: diff,
    encoding: 'utf8',
    env: { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() },
  });
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
  return readFileSync(join(folder, NAME), 'utf8');
}

const hasPatch = spawnSync('patch', ['--version']).status === 0;

const line = fc.constantFrom('a\n', 'b\n', 'c = [\n', '\n', '  x\r\n', '+y\n', '--- z\n', 'é\n');
const text = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 30 }), fc.constantFrom('', 'end'))
  .map(([lines, end]) => lines.join('') + end);
const change = fc.record({
  at: fc.nat(),
  length: fc.nat({ max: 8 }),
  put: fc.constantFrom('', 'n', 'n\n', '\nn', 'one\ntwo\n'),
});

/** Edits in order that do not overlap. */
function editsOf(whole: string, changes: readonly { at: number; length: number; put: string }[]) {
  let from = 0;
  return changes.flatMap(({ at, length, put }): TextEdit[] => {
    if (from >= whole.length) return [];
    const start = from + (at % (whole.length - from));
    const end = Math.min(start + length, whole.length);
    from = end + 1;
    return [{ at: { file: NAME, from: start, to: end }, text: put }];
  });
}

test('git apply makes of any text what the edits make of it', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(text, fc.array(change, { minLength: 1, maxLength: 4 }), (whole, changes) => {
      const files = [{ name: NAME, text: whole }];
      const edits = editsOf(whole, changes);
      const [now] = edited(files, edits) ?? [];
      const diff = unifiedDiff(files, edits);
      if (now === undefined || now.text === '') return;
      expect(applied(whole, diff?.text ?? '', 'git', ['apply', '--whitespace=nowarn', '-'])).toBe(
        now.text,
      );
    }),
    { numRuns: 60 },
  );
});

test.runIf(hasPatch)('patch does so too', () => {
  const whole = 'a\nb\nc\nd\ne\nf\ng\nh\ni\nj';
  const files = [{ name: NAME, text: whole }];
  const edits = [
    { at: { file: NAME, from: 0, to: 1 }, text: 'A' },
    { at: { file: NAME, from: 18, to: 19 }, text: 'J\nK' },
  ];
  const diff = unifiedDiff(files, edits)?.text ?? '';
  expect(applied(whole, diff, 'patch', ['-p1', '--fuzz=0'])).toBe(
    'A\nb\nc\nd\ne\nf\ng\nh\ni\nJ\nK',
  );
});

describe('a secret is in no diff', () => {
  const SECRET = 'SECRET_KEY = "q7Rm2Xv9LkTz4Wb8Yp3N"';
  const diffOf = (whole: string, at: string) => {
    const from = whole.indexOf(at);
    return unifiedDiff(
      [{ name: 'settings.py', text: whole }],
      [{ at: { file: 'settings.py', from, to: from + at.length }, text: 'new' }],
    );
  };

  test.each([
    ['above the change: the context begins behind it', `a\n${SECRET}\nb\nold\nc\nd\n`, false],
    ['two lines below: the context ends before it', `a\nb\nc\nold\nd\n${SECRET}\n`, false],
    ['directly below: it is replaced, and the diff says so', `a\nold\n${SECRET}\n`, true],
    ['on the changed line', `a\nX = "old"; ${SECRET}\n`, true],
  ])('%s', (_, whole, hides) => {
    const diff = diffOf(whole, 'old');
    expect(diff?.hides).toBe(hides);
    expect(diff?.text).not.toContain('q7Rm2Xv9');
  });
});

test('edits that overlap, or lie outside of their file, change nothing', () => {
  const files = [{ name: 'a', text: 'abc' }];
  const at = (from: number, to: number, file = 'a') => ({ at: { file, from, to }, text: 'x' });
  expect(edited(files, [at(0, 2), at(1, 3)])).toBeNull();
  expect(edited(files, [at(2, 9)])).toBeNull();
  expect(edited(files, [at(0, 1, 'b')])).toBeNull();
  expect(edited(files, [at(0, 1), at(1, 2)])).toEqual([{ name: 'a', text: 'xxc' }]);
});
