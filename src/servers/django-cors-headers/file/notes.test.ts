import { expect, test } from 'vitest';
import {
  requirementOf,
  seenIn,
  settingsCases,
} from '../../../../tools/real-servers/django/settings-cases.ts';
import { djangoFiles } from './index.ts';

const one = settingsCases().find(({ name }) => name === 'plain-list')!;
const TEXT = one.files[0]?.text ?? '';

/** The notes on the case’s file with more lines. */
const notesOf = (more: string) =>
  djangoFiles
    .read(
      [{ name: 'settings.py', text: TEXT + more }],
      requirementOf(one),
      seenIn(one, one.answers ?? []),
    )
    .notes.map(({ id, line }) => [id, line]);

const LINE = TEXT.split('\n').length;

test.each([
  ['a misspelt setting has no effect', "CORS_ALLOWED_HEADERS = ['x-a']", 'unknown-setting'],
  ['CORS_MODEL went in 3.0.0', "CORS_MODEL = 'a.B'", 'old-name-ignored'],
  [
    'CORS_REPLACE_HTTPS_REFERER went in 4.0.0',
    'CORS_REPLACE_HTTPS_REFERER = True',
    'old-name-ignored',
  ],
  [
    'CorsPostCsrfMiddleware went in 4.0.0',
    "MIDDLEWARE += ['corsheaders.middleware.CorsPostCsrfMiddleware']",
    'old-name-ignored',
  ],
  ['"False" counts as on', 'CORS_ALLOW_CREDENTIALS = "False"', 'string-for-flag'],
  [
    'a pattern as a string lets every site in',
    'CORS_ALLOWED_ORIGIN_REGEXES = r"^https://a$"',
    'regex-as-string',
  ],
  [
    'a slash at the end is not the cause',
    "CORS_ALLOWED_ORIGINS = ['http://localhost:3000/']",
    'trailing-slash',
  ],
  [
    'CORS code of the project’s own',
    "MIDDLEWARE += ['orchard.cors.AllowEverybody']",
    'hand-written-middleware',
  ],
])('%s', (_, more, id) => {
  expect(notesOf(`${more}\n`)).toContainEqual([id, LINE]);
});

test('a plain file needs no word', () => {
  expect(notesOf('')).toEqual([]);
});
