import { describe, expect, test } from 'vitest';
import { type Folder, type FolderEntry, readFolder } from './own-folder.ts';

const SETTINGS = 'INSTALLED_APPS = ["corsheaders"]\nMIDDLEWARE = []\n';

const folder = (...entries: readonly FolderEntry[]): Folder => ({
  entries: () => Promise.resolve(entries),
});
const named = (name: string, inside: Folder): FolderEntry => ({ kind: 'folder', name, ...inside });
const file = (name: string, text = SETTINGS, size = text.length): FolderEntry => ({
  kind: 'file',
  name,
  open: () => Promise.resolve({ size, read: () => Promise.resolve({ name, text }) }),
});
const refused = (): Promise<never> => Promise.reject(new Error('no permission'));
const many = (count: number, make: (at: number) => FolderEntry): readonly FolderEntry[] =>
  Array.from({ length: count }, (_, at) => make(at));
const deep = (levels: number): Folder =>
  levels === 0 ? folder(file('deep.py')) : folder(named('a', deep(levels - 1)));

describe('the settings files of a folder', () => {
  test.each<[string, Folder, number, string | null]>([
    ['a whole project leaves nothing out', folder(file('settings.py')), 1, null],
    ['an empty one has none', folder(), 0, null],
    [
      'a folder of thousands of pictures is not looked through to its end',
      folder(...many(6_000, (at) => file(`${at}.png`)), file('settings.py')),
      0,
      'what comes after the first 5,000 entries',
    ],
    [
      'no more than 300 programs are opened',
      folder(file('0.py'), ...many(400, (at) => file(`a${at}.py`, 'x = 1'))),
      1,
      '300 programs',
    ],
    [
      'no more than 20 MB are read',
      folder(file('0.py'), ...many(60, (at) => file(`a${at}.py`, 'x = 1', 399_999))),
      1,
      '20 MB',
    ],
    ['folders inside one another without end', deep(500), 0, 'folders that are more than 20 deep'],
    [
      'a bundle is too large, and named',
      folder(file('settings.py'), named('static', folder(file('app.js', '', 900_000)))),
      1,
      'static/app.js (too large for a settings file)',
    ],
    [
      'several that are too large are counted',
      folder(...['a.js', 'b.js', 'c.js'].map((name) => file(name, '', 900_000))),
      0,
      'a.js and 2 more (too large for a settings file)',
    ],
    [
      'a folder that may not be read costs only itself',
      folder(file('settings.py'), named('data', { entries: refused })),
      1,
      'data (cannot be read)',
    ],
    [
      'a file that may not be read costs only itself',
      folder(file('settings.py'), { kind: 'file', name: 'a.py', open: refused }),
      1,
      'a.py (cannot be read)',
    ],
    [
      'at most 20 are taken',
      folder(...many(25, (at) => file(`s${at}.py`))),
      20,
      '5 files after the first 20 that set up a server',
    ],
  ])('%s', async (_, given, count, said) => {
    const { files, leftOut } = await readFolder(given);
    expect(files).toHaveLength(count);
    if (said === null) expect(leftOut).toBeNull();
    else expect(leftOut).toContain(said);
  });

  test('a folder that cannot be listed rejects', async () => {
    await expect(readFolder({ entries: refused })).rejects.toThrow('no permission');
  });
});
