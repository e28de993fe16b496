import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'playwright/test';
import type { DocumentUnderTest } from '../../tools/browsers/browser-under-test.ts';

/**
 * Settings files and folders as the user hands them over, and what the card of the fix then shows.
 * The same in Chromium's panel of the lab, and in Firefox's real DevTools.
 */

/** The way in which the user hands something over: with a button and the browser's own picker, or by drag and drop. */
export type How = 'open' | 'open-folder' | 'drop';

export type OwnCase = {
  /** As a user would say it. */
  readonly name: string;
  readonly how: How;
  /** The files and folders that are handed over, in the folder that has all `files`. */
  readonly hand: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  /** Whether the files are of another server than the fix that is shown, and the user takes that one. */
  readonly switches?: true;
  /** What is then shown. What is not named must not be there. */
  readonly shows: Partial<Expected>;
  /** How the copied diff begins. */
  readonly diff?: string;
};

export type Shown = {
  readonly files: readonly string[];
  /** What is said of files that were not read. */
  readonly unread: readonly string[];
  readonly faults: readonly string[];
  readonly questions: readonly string[];
  /** The lines that the diff adds. */
  readonly added: readonly string[];
  /** Whether the usual fix is shown, with lines for any project. */
  readonly usual: boolean;
};

/** The texts, or what they must have in them. */
type Expected = { readonly [Part in keyof Shown]: Shown[Part] | readonly (string | RegExp)[] };

/** A page that the settings allow already. The page of the tests is another one. */
const OTHER = 'http://localhost:5173';

/** Django's settings, with the lines of the list of origins, and more lines above. */
export const djangoSettings = (origins: string, above = ''): string => `"""Settings of the shop."""
${above}
DEBUG = True

INSTALLED_APPS = [
    "corsheaders",
    "shop",
]

MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.common.CommonMiddleware",
]

CORS_ALLOWED_ORIGINS = [
    ${origins}
]
`;
export const BROKEN = djangoSettings(`"${OTHER}",`);

const PROJECT = {
  'shop/manage.py': 'import os\n',
  'shop/shop/settings.py': BROKEN,
  'shop/shop/views.py': 'def view(request): ...\n',
  'shop/shop/.env': 'DEBUG=1\n',
  'shop/node_modules/other/settings.py': BROKEN,
  'shop/.git/settings.py': BROKEN,
  'shop/venv/settings.py': BROKEN,
};
const EMPTY = { 'views/views.py': 'def view(request): ...\n' };
const SITE = `events {}
http {
  server { listen 80; location / { include snippets/cors.conf; return 200; } }
}
`;

/** The cases for a page of this origin. */
export const ownCases = (origin: string): readonly OwnCase[] => {
  const fixed = { faults: [like(`:15`, origin)], added: [like(`"${origin}",`)] };
  const project = { ...fixed, files: ['shop/settings.py', 'shop/.env'] };
  const nginx = { 'etc/nginx.conf': SITE };
  const included = `add_header Access-Control-Allow-Origin ${OTHER};\n`;
  const unread = (name: string, text: string, problem: string): OwnCase => ({
    name: `${name} gets one clear line, and the usual fix stays`,
    how: 'open',
    hand: [name],
    files: { [name]: text },
    shows: { files: [name], unread: [`${name}: ${problem}`], usual: true },
  });
  return [
    {
      name: 'a file that is opened: its line, and the diff',
      how: 'open',
      hand: ['settings.py'],
      files: { 'settings.py': BROKEN },
      shows: { ...fixed, files: ['settings.py'] },
      diff: '--- a/settings.py\n+++ b/settings.py\n@@ ',
    },
    {
      name: 'two files that are opened at once: one continues the other',
      how: 'open',
      hand: ['local.py', 'base.py'],
      files: { 'local.py': 'from base import *\n', 'base.py': BROKEN },
      shows: {
        ...fixed,
        files: ['local.py', 'base.py'],
        questions: [like('DJANGO_SETTINGS_MODULE')],
      },
      diff: '--- a/base.py\n',
    },
    {
      name: 'a file that is dropped',
      how: 'drop',
      hand: ['settings.py'],
      files: { 'settings.py': BROKEN },
      shows: { ...fixed, files: ['settings.py'] },
    },
    {
      name: 'a folder that is opened: its settings files are read, and nothing else',
      how: 'open-folder',
      hand: ['shop'],
      files: PROJECT,
      shows: project,
      diff: '--- a/shop/settings.py\n',
    },
    {
      name: 'a folder that is dropped: its settings files are read, and nothing else',
      how: 'drop',
      hand: ['shop'],
      files: PROJECT,
      shows: project,
      diff: '--- a/shop/settings.py\n',
    },
    ...(['open-folder', 'drop'] as const).map(
      (how): OwnCase => ({
        name: `a folder without settings (${how}): one clear line, and the usual fix stays`,
        how,
        hand: ['views'],
        files: EMPTY,
        shows: {
          files: ['views/'],
          unread: ['views/: no file in this folder sets up a server.'],
          usual: true,
        },
      }),
    ),
    {
      name: 'what was left out of a folder is said, beside what was read',
      how: 'drop',
      hand: ['shop'],
      files: { ...PROJECT, 'shop/static/app.js': '#'.repeat(500_000) },
      shows: {
        ...project,
        files: [...project.files, 'shop/'],
        unread: [like('shop/: ', 'static/app.js (too large for a settings file)')],
      },
    },
    {
      name: 'a folder and a file that are dropped at once are both read',
      how: 'drop',
      hand: ['both', '.env'],
      files: {
        'both/shop/settings.py': 'from base import *\n',
        'both/base.py': BROKEN,
        '.env': 'A=1\n',
      },
      shows: { ...fixed, files: ['.env', 'base.py', 'shop/settings.py'] },
    },
    {
      name: 'nginx.conf alone: the file that it includes is asked for',
      how: 'open',
      hand: ['etc/nginx.conf'],
      files: nginx,
      switches: true,
      shows: { files: ['nginx.conf'], questions: [like('Hand over snippets/cors.conf too')] },
    },
    {
      name: 'nginx.conf is read with the file that it includes',
      how: 'drop',
      hand: ['etc'],
      files: { ...nginx, 'etc/snippets/cors.conf': included },
      switches: true,
      shows: {
        files: ['nginx.conf', 'snippets/cors.conf'],
        faults: [like('snippets/cors.conf:1')],
        added: [like(origin)],
      },
    },
    unread('a.py', 'CORS_\0', 'it is not a text file'),
    unread('views.py', 'def view(): ...', 'it sets up no server that Crosscheck can read'),
    unread('huge.py', '#'.repeat(900_000), 'it is too large for a settings file'),
  ];
};

/** A text that has these parts, in this order. */
const like = (...parts: readonly string[]): RegExp =>
  new RegExp(parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^]*'));

/** Writes the files of a case. Returns what is handed over, as paths. */
export function onDisk(folder: string, { files, hand }: OwnCase): readonly string[] {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return hand.map((one) => join(folder, one));
}

/** A panel with one blocked request, and what its driver does there as a user does. */
export type Hands = {
  readonly view: DocumentUnderTest;
  readonly hand: (how: How, paths: readonly string[]) => Promise<void>;
  readonly click: (testId: string) => Promise<void>;
  readonly copied: () => Promise<string | undefined>;
};

/** Hands the files of a case over, and compares what is shown. */
export async function play(one: OwnCase, folder: string, hands: Hands): Promise<void> {
  const { view, hand, click, copied } = hands;
  await hand(one.how, onDisk(folder, one));
  if (one.switches === true) {
    await expect.poll(() => view.evaluate<boolean>(isThere('own-switch'))).toBe(true);
    await click('own-switch');
  }
  const expected = Object.entries({ ...NOTHING, ...one.shows }).map(([part, value]) => [
    part,
    Array.isArray(value) ? value.map(matching) : value,
  ]);
  await expect.poll(() => shownIn(view), { timeout: 15_000 }).toEqual(Object.fromEntries(expected));
  if (one.diff === undefined) return;
  await click('own-copy-diff');
  await expect.poll(copied).toContain(one.diff);
}

const NOTHING: Shown = {
  files: [],
  unread: [],
  faults: [],
  questions: [],
  added: [],
  usual: false,
};

const matching = (text: string | RegExp) =>
  typeof text === 'string' ? text : expect.stringMatching(text);

const isThere = (id: string): string => `document.querySelector('[data-testid=${id}]') !== null`;

const shownIn = (view: DocumentUnderTest): Promise<Shown> =>
  view.evaluate<Shown>(`(() => {
    const texts = (selector) =>
      [...document.querySelectorAll(selector)].map(({ textContent }) => textContent.trim());
    const of = (id) => texts('[data-testid=' + id + ']');
    return {
      files: of('own-file'),
      unread: of('own-unread'),
      faults: of('own-fault'),
      questions: of('own-question'),
      added: texts('[data-testid=own-diff] .line-added'),
      usual: of('fix-snippet').length > 0,
    };
  })()`);
