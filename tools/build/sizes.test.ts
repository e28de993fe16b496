import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkSizes } from './sizes.ts';

/** Text that gzip cannot make much smaller: it comes to about so many kilobytes. */
const heavy = (kilobytes: number): string => {
  const hashes = Array.from({ length: Math.ceil((kilobytes * 1000) / 33) }, (_, at) =>
    createHash('sha256').update(`${at}`).digest('base64'),
  );
  return `//${hashes.join('')}\n`;
};

const VIEWS = `({ en: () => import("./en/view.js"), fr: () => import("./fr/view.js") })[of()]();\n`;
const page = (name: string): string => `<script type="module" src="/assets/${name}.js"></script>`;

const BUILD: Readonly<Record<string, string>> = {
  'src/panel/panel.html': page('panel'),
  'src/popup/popup.html': page('popup'),
  'service-worker-loader.js': "import './assets/background.js';\n",
  'assets/background.js': heavy(20),
  'assets/panel.js': VIEWS,
  'assets/popup.js': 'import("./en/popup.js"); import("./fr/popup.js");\n',
  'assets/en/view.js': 'import{a}from"../common.js";import("./later.js");\n',
  'assets/fr/view.js': `import{a}from"../common.js";\n${heavy(5)}`,
  'assets/en/popup.js': heavy(10),
  'assets/fr/popup.js': heavy(1),
  'assets/common.js': heavy(30),
  'assets/en/later.js': heavy(500),
};

function buildOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sizes-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Each entry with its kilobytes. */
const sizesOf = (files: Readonly<Record<string, string>>): readonly string[] =>
  checkSizes(buildOf(files)).map((text) => text.replace(/ of \d+ kB$/, ''));

test('an entry weighs what its larger language loads at once', () => {
  expect(sizesOf(BUILD)).toEqual(['panel before its first row: 36', 'popup: 10', 'background: 20']);
});

test('what an entry imports at once counts, also through other scripts', () => {
  const view = `${BUILD['assets/en/view.js']}import "./later.js";\n`;
  expect(() => checkSizes(buildOf({ ...BUILD, 'assets/en/view.js': view }))).toThrow(
    /^Too many scripts are loaded at once \(compressed\): panel before its first row: 5\d\d of /,
  );
});

test('a page without its view in one language is no build', () => {
  const popup = 'import("./en/popup.js");\n';
  expect(() => checkSizes(buildOf({ ...BUILD, 'assets/popup.js': popup }))).toThrow(
    'popup.html has no fr view.',
  );
});
