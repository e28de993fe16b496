import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  requirementOf,
  seenIn,
  settingsCases,
} from '../../tools/real-servers/django/settings-cases.ts';
import { plainText } from '../model/prose.ts';
import type { AnswerRequirement } from '../model/requirement.ts';
import type { SeenServer } from '../model/seen-server.ts';
import { changed, changesWith } from '../settings/testing/changes.ts';
import { gainers } from './gains.ts';
import { type OwnSettings, readOwnSettings } from './own-settings.ts';

const cases = settingsCases();
const plain = cases.find(({ name }) => name === 'plain-list')!;
const requirement = requirementOf(plain);
const seen = seenIn(plain, plain.answers ?? []);
const TEXT = plain.files[0]?.text ?? '';

function readText(
  text: string,
  server: SeenServer = seen,
  required: AnswerRequirement = requirement,
): OwnSettings {
  const found = readOwnSettings([{ name: 'settings.py', text }], required, server);
  if (found.stack === null) throw new Error(found.unread.map(({ problem }) => problem).join());
  return found;
}

describe('a server that does not run the file', () => {
  const LISTED = TEXT.replace('localhost:3000', 'localhost:5173');

  test('it refuses what the file allows: restart it, or find the file that it loads', () => {
    const { notRun, faults, edit } = readText(LISTED);
    expect(faults).toEqual([]);
    expect(edit).toBeNull();
    expect(notRun && plainText(notRun)).toMatch(/^Your server does not run this file .*Restart/);
  });

  test('it allows another origin than the file: a proxy overwrites it', () => {
    const answers = seen.answers.map((one) => ({
      ...one,
      headers: [...one.headers, ['Access-Control-Allow-Origin', 'https://other.example'] as const],
    }));
    const { notRun } = readText(LISTED, { ...seen, answers });
    expect(notRun && plainText(notRun)).toContain('overwrites the header');
  });

  test('the file agrees with what the server answered', () => {
    expect(readText(TEXT).notRun).toBeNull();
  });

  test('an environment variable decides, so nothing is said', () => {
    const open = LISTED.replace(
      /\[\s*'http:\/\/localhost:5173',\s*\]/,
      'os.environ["A"].split(",")',
    );
    expect(readText(`import os\n${open}`).notRun).toBeNull();
  });
});

describe('an edit lets nobody in who did not ask', () => {
  test.each(cases)('$name', (one) => {
    const found = readOwnSettings(one.files, requirementOf(one), seenIn(one, one.answers ?? []));
    const diff = found.stack === null ? '' : (found.edit?.diff.text ?? '');
    const before = one.files.map(({ text }) => text).join('\n');
    const put = diff.match(/^\+.*/gm)?.join('\n') ?? '';
    const named = put.match(/https?:\/\/[\w.:*-]+/g) ?? [];
    const added = named.filter((origin) => !before.includes(origin.replace(/^https?:\/\//, '')));
    expect(added.filter((origin) => origin !== one.request.origin)).toEqual([]);
    expect(put).not.toMatch(/ALLOW_ALL_ORIGINS = True|"\*"|'\*'/);
  });

  test('a pattern that matches every site is not given credentials', () => {
    const wide = `${TEXT}CORS_ALLOWED_ORIGIN_REGEXES = [r"^https?://.*"]\n`;
    const { edit } = readText(wide, seen, { ...requirement, credentials: true });
    expect(edit).toBeNull();
    expect(gainers(() => ({ status: 200, headers: [] }), requirement, seen)).toEqual([]);
  });
});

describe('what is no settings file gets one clear line', () => {
  test.each([
    [
      'a binary file',
      'settings.py',
      'CORS_\0',
      'it is not a text file: it contains NUL characters',
    ],
    [
      'a notebook',
      'settings.ipynb',
      '{"cells": []}',
      'it is a notebook: hand over the settings as a file of their own, not settings.ipynb',
    ],
    [
      'a bundle',
      'app.py',
      `MIDDLEWARE="${'x'.repeat(60_000)}"`,
      'it was made by a bundler: hand over the file that you edit',
    ],
    ['a huge file', 'settings.py', '#\n'.repeat(2_500_000), 'it is too large for a settings file'],
    [
      'another module',
      'views.py',
      'def view(request): ...\n',
      'it sets up no server that Crosscheck can read',
    ],
  ])('%s', (_, name, text, problem) => {
    const found = readOwnSettings([{ name, text }], requirement, seen);
    expect(found).toEqual({ stack: null, unread: [{ name, problem }] });
  });
});

describe('broken and hostile files are read as far as they go', () => {
  const many = (count: number, line: string): string => `${line}\n`.repeat(count);
  test.each([
    ['an unclosed bracket after the list', `${TEXT}X = [("a",\n`],
    ['an unclosed string', `${TEXT}X = "abc\nY = '''`],
    ['a template', `{% if x %}\n${TEXT}{{ name }}\n`],
    ['Python 2', `print "a"\n${TEXT}`],
    [
      'deep conditions',
      TEXT + Array.from({ length: 300 }, (_, at) => `${' '.repeat(at)}if DEBUG:`).join('\n'),
    ],
    ['deep brackets', `${TEXT}X = ${'('.repeat(4_000)}${')'.repeat(4_000)}\n`],
    ['a list that doubles', `${TEXT}X = ["a"]\n${many(500, 'X = X + X')}`],
    ['a string that doubles', `${TEXT}X = "ab"\n${many(500, 'X = X + X')}`],
    ['endless recursion', `${TEXT}def f(x):\n    return f(x) + f(x)\nY = f(1)\n`],
    ['a module that imports itself', `from .settings import *\n${TEXT}`],
    ['a class that is its own base', `${TEXT}class A(A):\n    pass\n`],
  ])('%s', (_, text) => {
    const [first] = readText(text).faults;
    expect(first?.id).toBe('origin-not-listed');
  });

  test('patterns that take very long to match are not tried', () => {
    const slow = `CORS_URLS_REGEX = r"^(/?a*)*$"\nCORS_ALLOWED_ORIGIN_REGEXES = [r"^(\\w+\\s?)*$", r"(.*.*.*.*.*)x"]\n`;
    const url = `http://localhost:8000/${'a'.repeat(2_000)}!`;
    expect(readText(TEXT + slow, seen, { ...requirement, url }).faults.length).toBeGreaterThan(0);
  });
});

test('any change of any case is read without an error, and its edit applies or is not offered', () => {
  const file = fc.constantFrom(...cases);
  const pieces = [
    '[',
    ']',
    '(',
    ')',
    '{',
    '"',
    "'",
    '\n',
    '    ',
    ',',
    '=',
    '+=',
    '#',
    'if DEBUG:\n',
    'else:\n',
    '*',
    '\\',
    '\r\n',
    '\ufeff',
    'é',
    'f"{',
    'lambda x: ',
    ' for x in ',
    'not ',
    'import ',
    'from . import *\n',
  ];
  fc.assert(
    fc.property(file, changesWith(pieces), (one, changes) => {
      const files = changed(one.files, changes);
      const found = readOwnSettings(files, requirementOf(one), seenIn(one, one.answers ?? []));
      if (found.stack === null || found.edit === null) return;
      // The edit is idempotent: after it, nothing is left to do.
      const now = files.map(
        (before) => found.edit?.files.find(({ name }) => name === before.name) ?? before,
      );
      expect(found.edit.files.length).toBeGreaterThan(0);
      expect(now).not.toEqual(files);
    }),
    { numRuns: 300 },
  );
});
