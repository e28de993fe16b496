import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { holdLaw, problemsOf, ruleNames } from './cruise.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** The rows of a table, by the words in the rules' names. */
const rows = (words: string): ReadonlyMap<string, string> =>
  new Map(
    ruleNames.flatMap((name): [string, string][] => {
      const [key, list] = name.split(` ${words} only: `);
      return key === undefined || list === undefined ? [] : [[key, list]];
    }),
  );
const LAYERS = rows('imports');
const PACKAGES = rows('uses');

const folderOf = (key: string): string => key.replace(' ◆', '');
const folders = [...LAYERS.keys()].map(folderOf);
const pure = [...LAYERS.keys()].filter((key) => key.endsWith('◆')).map(folderOf);
const allowedFor = (key: string): readonly string[] =>
  (LAYERS.get(key) ?? '').split(' ').flatMap((word) => (word === '◆' ? pure : [word]));

let folder = '';

/** Writes files below a new folder, and checks them against the law. */
async function brokenBy(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  folder = mkdtempSync(join(tmpdir(), 'crosscheck-law-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const tops = [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? ''))];
  return (await holdLaw(folder, tops)).broken;
}

afterEach(() => {
  if (folder !== '') rmSync(folder, { recursive: true });
  folder = '';
});

const EMPTY = 'export const one = 1;\n';
const importing = (path: string): string => `import { one } from '${path}';\nexport default one;\n`;

describe('the law refuses what it does not allow', () => {
  test('it refuses exactly the pairs of folders that are not in the table', async () => {
    const pairs = [...LAYERS.keys()].flatMap((key) =>
      folders
        .filter((to) => to !== folderOf(key))
        .map((to) => ({ key, from: folderOf(key), to, path: `src/${folderOf(key)}/to-${to}.ts` })),
    );
    const broken = await brokenBy({
      ...Object.fromEntries(folders.map((one) => [`src/${one}/one.ts`, EMPTY])),
      ...Object.fromEntries(pairs.map(({ path, to }) => [path, importing(`../${to}/one.ts`)])),
    });
    const refused = pairs.filter(({ key, to }) => !allowedFor(key).includes(to));
    expect(refused.length).toBeGreaterThan(300);
    expect(broken.toSorted()).toEqual(
      refused
        .map(({ key, path, to }) => {
          const rule = `${key} imports only: ${LAYERS.get(key)}`;
          return `${rule}: ${path} → src/${to}/one.ts`;
        })
        .toSorted(),
    );
  });

  test.each([...PACKAGES])('%s uses %s, and no other package', async (key, list) => {
    const used = ['react', 'react-dom/client', 'webextension-polyfill', 'node:fs', 'left-pad'];
    const broken = await brokenBy(
      Object.fromEntries(used.map((name, at) => [`src/${key}/${at}.ts`, `import '${name}';\n`])),
    );
    const wanted = used.filter(
      (name) => !list.split(' ').includes((name.split(/[:/]/)[0] ?? '').trim()),
    );
    expect(broken).toHaveLength(wanted.length);
    expect(broken.every((line) => line.startsWith(`${key} uses only: ${list}: `))).toBe(true);
  });

  test.each([
    {
      says: 'an import of a type only',
      files: {
        'src/model/a.ts': "import type { One } from '../policy/one.ts';\nexport type A = One;\n",
        'src/policy/one.ts': 'export type One = 1;\n',
      },
      rule: 'model ◆ imports only: nothing: src/model/a.ts → src/policy/one.ts',
    },
    {
      says: 'a re-export',
      files: {
        'src/model/a.ts': "export * from '../policy/one.ts';\n",
        'src/policy/one.ts': EMPTY,
      },
      rule: 'model ◆ imports only: nothing: src/model/a.ts → src/policy/one.ts',
    },
    {
      says: 'a testing folder imported by shipped code',
      files: {
        'src/model/a.ts': importing('./testing/one.ts'),
        'src/model/testing/one.ts': EMPTY,
      },
      rule: 'nothing shipped imports a test or what tests use: src/model/a.ts → src/model/testing/one.ts',
    },
    {
      says: 'a test imported by shipped code',
      files: { 'src/model/a.ts': importing('./one.test.ts'), 'src/model/one.test.ts': EMPTY },
      rule: 'nothing shipped imports a test or what tests use: src/model/a.ts → src/model/one.test.ts',
    },
    {
      says: 'tools imported by shipped code',
      files: { 'src/cli/a.ts': importing('../../tools/one.ts'), 'tools/one.ts': EMPTY },
      rule: `cli imports only: ${LAYERS.get('cli')}: src/cli/a.ts → tools/one.ts`,
    },
    {
      says: 'e2e imported by shipped code',
      files: { 'src/cli/a.ts': importing('../../e2e/one.ts'), 'e2e/one.ts': EMPTY },
      rule: `cli imports only: ${LAYERS.get('cli')}: src/cli/a.ts → e2e/one.ts`,
    },
    {
      says: 'e2e imported by tools',
      files: { 'tools/a.ts': importing('../e2e/one.ts'), 'e2e/one.ts': EMPTY },
      rule: 'tools never import e2e: tools/a.ts → e2e/one.ts',
    },
    {
      says: 'a package imported by the set-up',
      files: { 'tools/set-up/a.mjs': "import 'tsx';\n" },
      rule: 'set-up runs before any package is there: tools/set-up/a.mjs → tsx',
    },
    {
      says: 'a folder that is missing from the table',
      files: { 'src/new/a.ts': importing('./one.ts'), 'src/new/one.ts': EMPTY },
      rule: 'every folder of src is in the table: src/new/a.ts → src/new/one.ts',
    },
    {
      says: 'a server imported by another server',
      files: { 'src/servers/a/a.ts': importing('../b/one.ts'), 'src/servers/b/one.ts': EMPTY },
      rule: 'a server’s room uses the kit, and no other room but the library that it runs: src/servers/a/a.ts → src/servers/b/one.ts',
    },
    {
      says: 'a server imported by the kit',
      files: { 'src/servers/kit/a.ts': importing('../b/one.ts'), 'src/servers/b/one.ts': EMPTY },
      rule: 'the kit knows no server: src/servers/kit/a.ts → src/servers/b/one.ts',
    },
  ])('$says', async ({ files, rule }) => {
    expect(await brokenBy(files)).toContain(rule);
  });

  test('it refuses a circle of files, even of types only', async () => {
    const broken = await brokenBy({
      'src/model/a.ts': "import type { B } from './b.ts';\nexport type A = B | 1;\n",
      'src/model/b.ts': "import type { A } from './a.ts';\nexport type B = A | 2;\n",
    });
    expect(broken.some((line) => line.startsWith('no file imports itself by a detour'))).toBe(true);
  });

  test('a test may import anything', async () => {
    const files = {
      'src/model/a.test.ts': importing('../panel/one.ts'),
      'src/panel/one.ts': EMPTY,
    };
    expect(await brokenBy(files)).toEqual([]);
  });
});

test('it fails if files were not read', () => {
  expect(problemsOf({ files: 0, broken: [] })).toHaveLength(1);
  expect(problemsOf({ files: 300, broken: [] })).toEqual([]);
  expect(problemsOf({ files: 300, broken: ['one'] })).toEqual(['one']);
});

describe('the law is what the documents say', () => {
  test('ARCHITECTURE.md shows the same tables', () => {
    const shown = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8')
      .split('\n')
      .map((line) => /^\| `([a-z]+)`( ◆)? \| ([^|]*) \| ([^|]*)\|$/.exec(line))
      .filter((row) => row !== null)
      .map(([, name, mark = '', list, packages = '']) => [`${name}${mark}`, list, packages.trim()]);
    const used = (key: string) => PACKAGES.get(folderOf(key))?.replace('no package', '');
    expect(shown).toEqual([...LAYERS].map(([key, list]) => [key, list, used(key)]));
  });

  test('the pure folders are compiled without DOM, browser and Node', () => {
    const path = join(ROOT, 'src/tsconfig.pure.json');
    const { include }: { include: readonly string[] } = JSON.parse(readFileSync(path, 'utf8'));
    expect(include.filter((one) => !one.includes('.')).toSorted()).toEqual(pure.toSorted());
  });

  test('no folder imports itself in a circle', () => {
    const reach = (name: string, seen: readonly string[]): void => {
      expect(seen).not.toContain(name);
      const key = [...LAYERS.keys()].find((one) => folderOf(one) === name) ?? name;
      const next = allowedFor(key).filter((one) => folders.includes(one));
      for (const one of next) reach(one, [...seen, name]);
    };
    for (const name of folders) reach(name, []);
  });
});
