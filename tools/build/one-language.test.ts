import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import { LANGUAGES } from '../../src/model/language.ts';
import { choosingLanguage, inOneLanguage, oneLanguage } from './one-language.ts';
import { built } from './testing/built.ts';

/** Each text with what is left of it in English and in French. */
const TEXTS: readonly (readonly [name: string, code: string, en: string, fr: string])[] = [
  ['a plain text', 'phrase`One`.fr`Un`', 'phrase`One`.fr``', 'phrase``.fr`Un`'],
  [
    'values in another order',
    'say`${a} and ${b}`.fr`${b} et ${a}`',
    'say`${a} and ${b}`.fr``',
    'say``.fr`${b} et ${a}`',
  ],
  [
    'a text in a text',
    'say`So ${say`one`.fr`un`}`.fr`Ainsi ${say`one`.fr`un`}`',
    'say`So ${say`one`.fr``}`.fr``',
    'say``.fr`Ainsi ${say``.fr`un`}`',
  ],
  [
    'the language on a line of its own',
    'phrase`One`\n  .fr`Un`',
    'phrase`One`\n  .fr``',
    'phrase``\n  .fr`Un`',
  ],
  [
    'elements in a text',
    'const x = <p>{rich`Press ${<b>x</b>}`.fr`Appuyez sur ${<b>x</b>}`}</p>;',
    'const x = <p>{rich`Press ${<b>x</b>}`.fr``}</p>;',
    'const x = <p>{rich``.fr`Appuyez sur ${<b>x</b>}`}</p>;',
  ],
  [
    'types around a text',
    'const x = { a: (phrase`One`.fr`Un` as string)!, } satisfies X;',
    'const x = { a: (phrase`One`.fr`` as string)!, } satisfies X;',
    'const x = { a: (phrase``.fr`Un` as string)!, } satisfies X;',
  ],
  [
    'letters of two units',
    'phrase`“é” 🚀`.fr`« é » 🚀`; x',
    'phrase`“é” 🚀`.fr``; x',
    'phrase``.fr`« é » 🚀`; x',
  ],
  ['no text', 'prose`${a}: .fr ${b}`', 'prose`${a}: .fr ${b}`', 'prose`${a}: .fr ${b}`'],
  ['text about a text', "'say`a`.fr`b`'", "'say`a`.fr`b`'", "'say`a`.fr`b`'"],
];

test.each(TEXTS)('only the language that is spoken stays: %s', (_, code, en, fr) => {
  expect(inOneLanguage('a.tsx', code, 'en')).toBe(en);
  expect(inOneLanguage('a.tsx', code, 'fr')).toBe(fr);
});

test('a module with texts that is imported later is imported in the language that is spoken', () => {
  const speaks = (source: string): boolean => source === './view.tsx';
  const code = "await speakAsSet();\n(await import('./view.tsx')).draw();\nimport('./parser.ts');";
  const [first, ...rest] = choosingLanguage('a.ts', code, speaks).split('\n');
  expect(first).toMatch(
    /^import \{ language as spokenLanguage \} from ".*\/model\/language\.ts";$/,
  );
  expect(rest).toEqual([
    'await speakAsSet();',
    '(await ({ en: () => import("./view.tsx?en"), fr: () => import("./view.tsx?fr") })[spokenLanguage()]()).draw();',
    "import('./parser.ts');",
  ]);
  expect(choosingLanguage('a.ts', code, () => false)).toBe(code);
});

const SOURCE = join(import.meta.dirname, '../../src');

test.each(LANGUAGES)('every module of ours is code in %s alone', (language) => {
  const names = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' });
  const wrong = names
    .filter((name) => /\.tsx?$/.test(name))
    .filter((name) => {
      const code = readFileSync(join(SOURCE, name), 'utf8');
      return parseSync(name, inOneLanguage(name, code, language)).errors.length > 0;
    });
  expect(wrong).toEqual([]);
});

const SAY = join(SOURCE, 'model/say.ts');
const MODULES: Readonly<Record<string, string>> = {
  'start.ts': "import { add } from './shared.ts';\nadd();\nimport('./view.ts');\n",
  'view.ts': `import { phrase } from '${SAY}';
import { add } from './shared.ts';
console.log(phrase\`house\`.fr\`maison\`, add());
import('./later.ts');
`,
  'later.ts': `import { phrase } from '${SAY}';\nconsole.log(phrase\`garden\`.fr\`jardin\`);\n`,
  'shared.ts': "export const add = () => console.log('shared');\n",
  'worker.ts': `import { phrase } from '${SAY}';\nconsole.log(phrase\`roof\`.fr\`toit\`);\n`,
};

test('each language has its own scripts, and what has no text is there once', async () => {
  const scripts = await built(MODULES, ['start.ts', 'worker.ts'], (folder) => [
    oneLanguage([folder]),
  ]);
  const foldersOf = (word: string): readonly string[] =>
    scripts
      .filter(({ code }) => code.includes(word))
      .map(({ fileName }) => fileName.split('/').slice(0, -1).join('/'));
  expect(foldersOf('house')).toEqual(['assets/en']);
  expect(foldersOf('garden')).toEqual(['assets/en']);
  expect(foldersOf('maison')).toEqual(['assets/fr']);
  expect(foldersOf('jardin')).toEqual(['assets/fr']);
  expect(foldersOf('shared')).toEqual(['assets']);
  // A worker starts before it knows the language.
  expect(foldersOf('roof')).toEqual(['assets']);
  expect(foldersOf('toit')).toEqual(['assets']);
});
