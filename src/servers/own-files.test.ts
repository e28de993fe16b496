import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { requirementOf, seenIn } from '../../tools/real-servers/django/settings-cases.ts';
import {
  allOwnFileCases,
  OWN_FILE_STACKS,
  type OwnFileCase,
} from '../../tools/real-servers/own-files/cases.ts';
import { type OwnSettings, readOwnSettings } from '../diagnosis/own-settings.ts';

/** What `e2e/own-files.spec.ts` does with the real servers, with their recorded answers. */

const cases = allOwnFileCases().map((one) => ({ ...one, title: `${one.stack}: ${one.name}` }));

function read(one: OwnFileCase): OwnSettings {
  const found = readOwnSettings(one.files, requirementOf(one), seenIn(one, one.answers ?? []));
  if (found.stack === null) throw new Error(`${one.name} was not read`);
  return found;
}

test.each(OWN_FILE_STACKS)('%s: every case has the answers of the real server', (stack) => {
  const own = cases.filter((one) => one.stack === stack);
  expect(own.length).toBeGreaterThanOrEqual(4);
  expect(own.filter(({ answers = [] }) => answers.length === 0)).toEqual([]);
});

describe('reads what the server reads', () => {
  test.each(cases)('$title', (one) => {
    const { settings, stack } = read(one);
    expect(stack).toBe(one.stack);
    for (const [name, expected] of Object.entries(one.reads)) {
      const found = settings.find((setting) => setting.name === name);
      const { sureness, value } = { sureness: found?.sureness, value: found?.value };
      expect({ name, sureness, value }).toEqual({ value: undefined, name, ...Object(expected) });
    }
  });
});

describe('finds the lines that make the server refuse, the cause first', () => {
  test.each(cases)('$title', (one) => {
    const faults = read(one).faults.map(({ id, file, line }) => [id, file, line]);
    expect(faults.slice(0, one.faults.length)).toEqual(one.faults);
  });
});

const folder = mkdtempSync(join(tmpdir(), 'crosscheck-own-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Applies a diff to the files of a case with git, and gives the changed files. */
function applied(one: OwnFileCase, diff: string) {
  const own = mkdtempSync(join(folder, 'case-'));
  for (const { name, text } of one.files) {
    mkdirSync(dirname(join(own, name)), { recursive: true });
    writeFileSync(join(own, name), text);
  }
  const { status, stderr } = spawnSync('git', ['apply', '-'], {
    cwd: own,
    input: diff,
    encoding: 'utf8',
    // Not the repository around it.
    env: { ...process.env, GIT_CEILING_DIRECTORIES: folder },
  });
  if (status !== 0) throw new Error(stderr);
  return one.files.map(({ name }) => ({ name, text: readFileSync(join(own, name), 'utf8') }));
}

describe('the edit applies, and changes no other line', () => {
  test.each(cases.filter(({ noEdit }) => noEdit !== true))('$title', (one) => {
    const { edit } = read(one);
    if (edit === null) throw new Error('there is no edit');
    const expected = one.files.map(
      (file) => edit.files.find(({ name }) => name === file.name) ?? file,
    );
    expect(edit.diff.hides).toBe(false);
    expect(applied(one, edit.diff.text)).toEqual(expected);
    const lines = edit.diff.text
      .split('\n')
      .filter((line) => /^[-+](?![-+] [ab]\/|--|\+\+)/.test(line));
    expect(lines).toEqual(one.change);
  });
});

test.each(cases.filter(({ noEdit }) => noEdit === true))(
  '$title: no edit where no file holds the value: a question or a fault says where it is',
  (one) => {
    const { edit, questions, faults } = read(one);
    expect(edit).toBeNull();
    expect(questions.length + faults.length).toBeGreaterThan(0);
  },
);
