import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  requirementOf,
  seenIn,
  settingsCases,
} from '../../tools/real-servers/django/settings-cases.ts';
import { allOwnFileCases } from '../../tools/real-servers/own-files/cases.ts';
import { editsOf, type TextEdit, textWith } from '../settings/edit.ts';
import type { SettingsFile } from '../settings/file.ts';
import { unifiedDiff } from '../settings/unified-diff.ts';
import { settingsReaders } from './readers.ts';

/** Every edit of every case, with a secret near the lines that it changes. */

const SECRET = 'w1ndy-Secret-41';

type Edited = { readonly file: SettingsFile; readonly edits: readonly TextEdit[] };

const edited = [...settingsCases(), ...allOwnFileCases()].flatMap((one): readonly Edited[] => {
  const reader = settingsReaders.find(({ knows }) => one.files.some(knows));
  const seen = seenIn(one, one.answers ?? []);
  const edits = reader?.read(one.files, requirementOf(one), seen).edits ?? [];
  return one.files.flatMap((file) => {
    const own = editsOf(file, edits);
    return own.length === 0 ? [] : [{ file, edits: own }];
  });
});

const secretLine = (name: string): string => {
  if (/\.py$/.test(name)) return `SECRET_KEY = "${SECRET}"\n`;
  return /\.[cm]?[jt]s$/.test(name) ? `const secret = '${SECRET}';\n` : `SECRET_KEY=${SECRET}\n`;
};

/** With a secret so many lines above the first change, or below the last. Null: there is no such line. */
function withSecret({ file, edits }: Edited, lines: number): Edited | null {
  const { text, name } = file;
  const at = lines < 0 ? edits[0]?.at.from : edits.at(-1)?.at.to;
  if (at === undefined) return null;
  let position = text.lastIndexOf('\n', at - 1) + 1;
  for (let step = lines; step < -1; step += 1) {
    if (position === 0) return null;
    position = text.lastIndexOf('\n', position - 2) + 1;
  }
  for (let step = 0; step < lines; step += 1) {
    const end = text.indexOf('\n', position);
    if (end < 0) return null;
    position = end + 1;
  }
  const added = secretLine(name);
  const isMoved = ({ from }: TextEdit['at']): boolean =>
    from > position || (lines < 0 && from === position);
  return {
    file: { name, text: text.slice(0, position) + added + text.slice(position) },
    edits: edits.map((edit) => {
      const { file: own, from, to } = edit.at;
      const by = isMoved(edit.at) ? added.length : 0;
      return { ...edit, at: { file: own, from: from + by, to: to + by } };
    }),
  };
}

const folder = mkdtempSync(join(tmpdir(), 'crosscheck-diffs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const hasPatch = spawnSync('patch', ['--version']).status === 0;
const TOOLS = [
  ['git', ['apply', '--whitespace=nowarn', '-']],
  ...(hasPatch ? [['patch', ['-p1', '--quiet']] as const] : []),
] as const;

describe.each([-4, -3, -2, -1, 1, 2, 3, 4])('a secret in line %i from the change', (lines) => {
  const made = edited.flatMap((one, index) => {
    const own = withSecret(one, lines);
    if (own === null) return [];
    // In a folder of its own, so that one diff has all of them.
    const name = `${index}/${own.file.name}`;
    const file = { ...own.file, name };
    const edits = own.edits.map((edit) => ({ ...edit, at: { ...edit.at, file: name } }));
    return [{ file, now: textWith(file.text, edits), diff: unifiedDiff([file], edits) }];
  });

  test('is in no diff', () => {
    expect(made.length).toBeGreaterThan(50);
    expect(made.filter(({ diff }) => diff === null || diff.text.includes(SECRET))).toEqual([]);
  });

  test(lines === 1 ? 'stands where no tool can do without it' : 'takes no diff away', () => {
    const hiding = made.filter(({ diff }) => diff?.hides);
    if (lines === 1) expect(hiding.length).toBeGreaterThan(0);
    else expect(hiding.map(({ file, diff }) => [file.name, diff?.text])).toEqual([]);
  });

  test.each(TOOLS)('%s applies all that can be copied', (program, args) => {
    const copied = made.filter(({ diff }) => diff?.hides === false);
    const own = mkdtempSync(join(folder, 'tool-'));
    for (const { file } of copied) {
      mkdirSync(dirname(join(own, file.name)), { recursive: true });
      writeFileSync(join(own, file.name), file.text);
    }
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: own,
      input: copied.map(({ diff }) => diff?.text).join(''),
      encoding: 'utf8',
      env: { ...process.env, GIT_CEILING_DIRECTORIES: folder },
    });
    expect({ status, stdout, stderr }).toMatchObject({ status: 0 });
    for (const { file, now } of copied) {
      expect(readFileSync(join(own, file.name), 'utf8')).toBe(now);
    }
  });
});
