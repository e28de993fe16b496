import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  requirementOf,
  type SettingsCase,
  seenIn,
  settingsCases,
} from '../../../../tools/real-servers/django/settings-cases.ts';
import { type OwnSettings, readOwnSettings } from '../../../diagnosis/own-settings.ts';
import { MIDDLEWARE_PATH } from './names.ts';

/** What `e2e/settings-files.spec.ts` does with the real Django, with its recorded answers. */

const cases = settingsCases();

function read(one: SettingsCase): OwnSettings {
  const found = readOwnSettings(one.files, requirementOf(one), seenIn(one, one.answers ?? []));
  if (found.stack === null) throw new Error(`${one.name} was not read`);
  return found;
}

test('every case has the answers of the real Django', () => {
  expect(cases.length).toBeGreaterThanOrEqual(42);
  expect(cases.filter(({ answers = [] }) => answers.length === 0)).toEqual([]);
});

describe('reads what Django reads', () => {
  test.each(cases)('$name', (one) => {
    const { settings } = read(one);
    for (const [name, expected] of Object.entries(one.reads)) {
      if (name === 'CorsMiddleware') {
        const value = settings.find((setting) => setting.name === 'MIDDLEWARE')?.value;
        const place = Array.isArray(value) ? value.indexOf(MIDDLEWARE_PATH) : -1;
        expect(place < 0 ? null : place).toBe(expected);
        continue;
      }
      const found = settings.find((setting) => setting.name === name);
      const { sureness, value } = { sureness: found?.sureness, value: found?.value };
      expect({ name, sureness, value }).toEqual({ value: undefined, name, ...Object(expected) });
    }
  });
});

describe('finds the lines that make the server refuse, the cause first', () => {
  test.each(cases)('$name', (one) => {
    const faults = read(one).faults.map(({ id, file, line }) => [id, file, line]);
    expect(faults.slice(0, one.faults.length)).toEqual(one.faults);
  });
});

describe('a setting that stands in the file makes a certain fault, others a probable one', () => {
  test.each([
    ['plain-list', true],
    ['missing-comma', true],
    ['if-debug', false],
    ['environ-list', false],
  ] as const)('%s: %s', (name, certain) => {
    const one = cases.find((other) => other.name === name);
    expect(one && read(one).faults[0]?.certain).toBe(certain);
  });
});

const folder = mkdtempSync(join(tmpdir(), 'crosscheck-edit-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Applies a diff to the files of a case with a tool, and gives the changed files. */
function applied(one: SettingsCase, diff: string, program: string, args: readonly string[]) {
  const own = mkdtempSync(join(folder, 'case-'));
  for (const { name, text } of one.files) {
    mkdirSync(dirname(join(own, name)), { recursive: true });
    writeFileSync(join(own, name), text);
  }
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: own,
    input: diff,
    encoding: 'utf8',
    // Not the repository around it.
    env: { ...process.env, GIT_CEILING_DIRECTORIES: folder },
  });
  if (status !== 0) throw new Error(`${program}: ${stdout}${stderr}`);
  return one.files.map(({ name }) => ({ name, text: readFileSync(join(own, name), 'utf8') }));
}

describe('the edit applies, and changes no other line', () => {
  test.each(cases.filter(({ noEdit }) => noEdit !== true))('$name', (one) => {
    const { edit } = read(one);
    if (edit === null) throw new Error('there is no edit');
    const expected = one.files.map(
      (file) => edit.files.find(({ name }) => name === file.name) ?? file,
    );
    expect(edit.diff.hides).toBe(false);
    expect(applied(one, edit.diff.text, 'git', ['apply', '-'])).toEqual(expected);
    const lines = edit.diff.text
      .split('\n')
      .filter((line) => /^[-+](?![-+] [ab]\/|--|\+\+)/.test(line));
    expect(lines).toEqual(one.change);
  });
});

test('no edit where no file holds the value: the question says where it is', () => {
  const one = cases.find(({ noEdit }) => noEdit === true);
  expect(one && read(one).edit).toBeNull();
  expect(one && read(one).questions.length).toBe(1);
});
