import { describe, expect, test } from 'vitest';
import { NO_FILES } from './own-files.ts';
import { type ChosenFile, takeAll } from './own-folders.ts';

const SETTINGS = 'INSTALLED_APPS = ["corsheaders"]\nMIDDLEWARE = []\n';
const VIEW = 'def view(request): ...\n';

const file = (webkitRelativePath: string, text: string): ChosenFile =>
  Object.assign(new File([text], webkitRelativePath.split('/').at(-1) ?? ''), {
    webkitRelativePath,
  });

const chosen = (files: Readonly<Record<string, string>>): readonly ChosenFile[] =>
  Object.entries(files).map(([path, text]) => file(path, text));

/** What a browser tells of a dropped folder: at most two entries at once. */
function dropped(name: string, files: Readonly<Record<string, string>>): FileSystemDirectoryEntry {
  const fail = (): never => {
    throw new Error('nobody asks for it');
  };
  const filesystem = {
    name: '',
    get root() {
      return fail();
    },
  };
  const common = { fullPath: '/hidden/name', filesystem };
  const own = Object.entries(files).map(([path, text]) => ({ parts: path.split('/'), text }));
  const entries = [...new Set(own.map(({ parts }) => parts[0] ?? ''))].map((one) => {
    const inside = own.filter(({ parts }) => parts[0] === one);
    const [first] = inside;
    if (first === undefined || first.parts.length > 1) {
      return dropped(
        one,
        Object.fromEntries(inside.map(({ parts, text }) => [parts.slice(1).join('/'), text])),
      );
    }
    const entry: FileSystemFileEntry = {
      ...common,
      name: one,
      isFile: true,
      isDirectory: false,
      getParent: fail,
      file: (done) => done(new File([first.text], one)),
    };
    return entry;
  });
  return {
    ...common,
    name,
    isFile: false,
    isDirectory: true,
    getParent: fail,
    getDirectory: fail,
    getFile: fail,
    createReader: () => {
      let at = 0;
      return {
        readEntries: (done) => {
          const some = entries.slice(at, at + 2);
          at += 2;
          done(some);
        },
      };
    },
  };
}

const PROJECT = {
  'manage.py': VIEW,
  'shop/settings.py': SETTINGS,
  'shop/views.py': VIEW,
  'shop/.env': 'A=b\n',
  'node_modules/a/settings.py': SETTINGS,
  '.git/settings.py': SETTINGS,
  'venv/lib/settings.py': SETTINGS,
  'logo.png': '\0',
};
const asChosen = (root: string, files: Readonly<Record<string, string>>) =>
  chosen(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`${root}/${path}`, text])),
  );

describe.each([
  [
    'dropped',
    (files: Readonly<Record<string, string>>) => takeAll([], [dropped('site', files)], NO_FILES),
  ],
  [
    'chosen',
    (files: Readonly<Record<string, string>>) => takeAll(asChosen('site', files), [], NO_FILES),
  ],
])('a folder that was %s', (_, take) => {
  test('gives its settings files, named from it, and nothing of other people’s code', async () => {
    expect(await take(PROJECT)).toEqual({
      files: [
        { name: 'shop/settings.py', text: SETTINGS },
        { name: 'shop/.env', text: 'A=b\n' },
      ],
      unread: [],
    });
  });

  test('without settings gets one clear line', async () => {
    expect(await take({ 'shop/views.py': VIEW })).toEqual({
      files: [],
      unread: [{ name: 'site/', problem: 'no file in this folder sets up a server' }],
    });
  });

  test('is read as far as there is room, and a line names each file that has none', async () => {
    const large = `${SETTINGS}${'#'.repeat(250_000)}`;
    const { files, unread } = await take({ 'a/settings.py': large, 'b/settings.py': large });
    expect(files.map(({ name }) => name)).toEqual(['a/settings.py']);
    expect(unread).toEqual([
      {
        name: 'b/settings.py',
        problem: 'remove another file first: together they are too large',
      },
    ]);
  });
});

test('files of two folders keep the names of their folders', async () => {
  const own = { 'settings.py': SETTINGS };
  const { files } = await takeAll(asChosen('admin', own), [dropped('api', own)], NO_FILES);
  expect(files.map(({ name }) => name)).toEqual(['api/settings.py', 'admin/settings.py']);
});

test('a single file beside a folder keeps its name', async () => {
  const { files } = await takeAll(
    [
      Object.assign(new File(['A=1'], '.env'), { webkitRelativePath: '' }),
      ...asChosen('site', PROJECT),
    ],
    [],
    NO_FILES,
  );
  expect(files.map(({ name }) => name)).toEqual(['.env', 'shop/settings.py', 'shop/.env']);
});

test('a folder that is read again replaces its files', async () => {
  const first = await takeAll([], [dropped('site', PROJECT)], NO_FILES);
  const again = await takeAll([], [dropped('site', PROJECT)], first);
  expect(again).toEqual(first);
});

test('a folder that the browser cannot read gets one line', async () => {
  const site: FileSystemDirectoryEntry = {
    ...dropped('site', {}),
    createReader: () => ({
      readEntries: (_, fail) => fail?.(new DOMException('', 'NotFoundError')),
    }),
  };
  expect(await takeAll([], [site], NO_FILES)).toEqual({
    files: [],
    unread: [{ name: 'site/', problem: 'the browser cannot read this folder' }],
  });
});
