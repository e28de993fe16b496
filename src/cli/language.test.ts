import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { language, speak } from '../model/language.ts';
import { chooseLanguage } from './language.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const HAR = 'src/har/testing/recorded/devtools/preflight-then-missing.har';
const PATIENCE = 120_000;

afterEach(() => speak('en'));

describe('the language of a run', () => {
  test.each<[string, string[], Record<string, string>, 'en' | 'fr', string[]]>([
    ['is English by default', ['check', 'x'], {}, 'en', ['check', 'x']],
    ['is that of the system', ['check'], { LANG: 'fr_FR.UTF-8' }, 'fr', ['check']],
    ['is English for others', ['check'], { LANG: 'de_DE.UTF-8' }, 'en', ['check']],
    ['is LC_ALL before LANG', ['check'], { LC_ALL: 'C', LANG: 'fr_FR' }, 'en', ['check']],
    ['ignores an empty variable', ['check'], { LC_ALL: '', LC_MESSAGES: 'fr' }, 'fr', ['check']],
    ['is our own variable first', [], { CROSSCHECK_LANG: 'fr', LC_ALL: 'en_US' }, 'fr', []],
    ['is --lang before all', ['--lang', 'en', 'check'], { LANG: 'fr' }, 'en', ['check']],
    ['is --lang behind the command', ['check', '--lang=fr', 'x'], {}, 'fr', ['check', 'x']],
    ['is the last --lang', ['--lang', 'fr', 'x', '--lang', 'en'], {}, 'en', ['x']],
    ['is no option behind --', ['x', '--', '--lang', 'fr'], {}, 'en', ['x', '--', '--lang', 'fr']],
  ])('%s', (_, args, environment, spoken, left) => {
    expect(chooseLanguage(args, environment)).toEqual({ args: left });
    expect(language()).toBe(spoken);
  });

  test.each([
    ['another language', ['--lang', 'de', 'check']],
    ['no language', ['check', '--lang']],
    ['an empty one', ['check', '--lang=', 'x']],
  ])('%s is refused in one line', (_, args) => {
    expect(chooseLanguage(args, {})).toEqual({ problem: '--lang must be one of: en, fr' });
  });

  test('the line about a wrong one is in the language of the system', () => {
    expect(chooseLanguage(['--lang', 'de'], { LANG: 'fr' })).toEqual({
      problem: '--lang doit être l’un de ces choix : en, fr'.replace(' :', '\u00a0:'),
    });
  });
});

type Told = { readonly code: number; readonly out: string; readonly said: string };

const crosscheck = (args: readonly string[], env: Record<string, string> = {}): Promise<Told> =>
  new Promise((done) => {
    const all = ['--import', 'tsx', 'src/cli/main.ts', ...args];
    const own = { PATH: process.env['PATH'] ?? '', COLUMNS: '100', ...env };
    execFile(process.execPath, all, { cwd: ROOT, env: own }, (error, out, said) => {
      done({ code: error === null ? 0 : Number(error.code ?? Number.NaN), out, said });
    });
  });

test.each<[string, string[], Record<string, string>, number, RegExp, RegExp]>([
  ['the help', ['--help', '--lang', 'fr'], {}, 0, /explique pourquoi CORS a bloqué/, /^$/],
  ['the help by the system', ['--help'], { LANG: 'fr_FR' }, 0, /Serveurs pour --server ID/, /^$/],
  [
    'the options of diagnose',
    ['diagnose', '--help', '--lang', 'fr'],
    {},
    0,
    /--lang en\|fr +la langue des textes/,
    /^$/,
  ],
  [
    'the options of check',
    ['check', '--help', '--lang', 'fr'],
    {},
    0,
    /Codes de fin\u00a0: 0 comme attendu/,
    /^$/,
  ],
  [
    'a diagnosis as text',
    ['diagnose', HAR, '--lang', 'fr'],
    {},
    0,
    /1 bloquée par CORS\n[\s\S]*dans la réponse à la requête\n {4}attendu\u00a0: {3}http:\/\/localhost:3000 ou \*\n/,
    /^$/,
  ],
  [
    'a diagnosis as Markdown',
    ['diagnose', HAR, '--format', 'markdown', '--lang', 'fr'],
    {},
    0,
    /^## `PUT` `[^`]*`\u00a0: bloquée par CORS, statut 200\n[\s\S]*\n### Raisons probables\n\n- Laissez le code CORS/,
    /^$/,
  ],
  [
    'a report, which says its language',
    ['diagnose', HAR, '--format', 'json', '--lang', 'fr'],
    {},
    0,
    /"language": "fr"[\s\S]*"text": "1 requête sur 1 est bloquée/,
    /^$/,
  ],
  [
    'a mistake in the arguments',
    ['diagnose', 'x.har', '--formt', 'text', '--lang', 'fr'],
    {},
    2,
    /^$/,
    /^crosscheck: l’option --formt n’existe pas\. Vouliez-vous dire --format\u00a0\?\n$/,
  ],
  [
    'a file that is not there',
    ['diagnose', 'nothing.har', '--lang', 'fr'],
    {},
    2,
    /^$/,
    /^crosscheck: nothing\.har\u00a0: ce fichier n’existe pas\n$/,
  ],
  [
    'a wrong language, in English',
    ['diagnose', HAR, '--lang', 'klingon'],
    {},
    2,
    /^$/,
    /^crosscheck: --lang must be one of: en, fr\n$/,
  ],
])('in French, %s', { timeout: PATIENCE }, async (_, args, env, code, out, said) => {
  const told = await crosscheck(args, env);
  expect(told.code).toBe(code);
  expect(told.out).toMatch(out);
  expect(told.said).toMatch(said);
});
