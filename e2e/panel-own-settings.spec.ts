import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect } from 'playwright/test';
import { at, page, row, show, test } from '../tools/panel-lab/test.ts';

/** The developer's own settings file, in the card of the fix. */

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PICTURES = resolve(import.meta.dirname, '../artifacts/own-settings');
const picture = (name: string) => page.screenshot({ path: `${PICTURES}/${name}.png` });

const ORIGIN = 'http://localhost:3000';
const SECRET = 'q7Rm2Xv9LkTz4Wb8Yp3N';
const settings = (origins: string, above = ''): string => `"""Settings of the shop."""
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
const BROKEN = settings('"http://localhost:5173",');

type Handed = { readonly name: string; readonly text: string };

const open = (...files: readonly Handed[]) =>
  at('own-input').setInputFiles(
    files.map(({ name, text }) => ({
      name,
      mimeType: 'text/plain',
      buffer: Buffer.from(text),
    })),
  );
const drop = (...files: readonly Handed[]) =>
  page.evaluate((handed) => {
    const dataTransfer = new DataTransfer();
    for (const { name, text } of handed) dataTransfer.items.add(new File([text], name));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
  }, files);
const HERE = mkdtempSync(join(tmpdir(), 'crosscheck-folder-'));
test.afterAll(() => rmSync(HERE, { recursive: true, force: true }));
/** A folder on the disk. */
function folder(name: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    const file = join(HERE, name, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return join(HERE, name);
}
/** Drops files and folders of the disk, as the browser does when they are dragged onto the page. */
async function dropFromDisk(...files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  }
  await session.detach();
}
const copied = () => page.evaluate(() => window.lab.copied.at(-1));

test.beforeAll(() => {
  mkdirSync(PICTURES, { recursive: true });
});

test('a settings file with a fault: its line, the diff, and what is copied', async () => {
  await show('blocked-missing');
  await expect(at('own-diff')).toHaveCount(0);
  await open({ name: 'settings.py', text: BROKEN });
  await expect(at('own-fault')).toHaveCount(1);
  await expect(at('own-fault')).toContainText('settings.py:15');
  await expect(at('own-fault')).toContainText(ORIGIN);
  await expect(at('own-fault')).toHaveAttribute('data-certain', 'true');
  await expect(at('own-diff').locator('.line-added')).toContainText(`"${ORIGIN}",`);
  await expect(at('fix-snippet')).toHaveCount(0);
  await expect(at('copy-all')).toHaveCount(0);
  await expect(at('fix-step').and(page.locator('[data-step=install]'))).toHaveCount(0);
  await expect(at('proof')).toContainText('With these settings the request passes.');

  await at('own-copy-diff').click();
  expect(await copied()).toMatch(/^--- a\/settings\.py\n\+\+\+ b\/settings\.py\n@@ /);
  expect(await copied()).toContain(`+    "${ORIGIN}",\n`);
  await at('own-copy-file').click();
  expect(await copied()).toBe(settings(`"http://localhost:5173",\n    "${ORIGIN}",`));
  const stored = await page.evaluate(async () =>
    JSON.stringify([await window.lab.environment.notes.read(), window.lab.settings]),
  );
  expect(stored).not.toContain('CORS_ALLOWED_ORIGINS');

  await at('own-remove').click();
  await expect(at('own-settings')).toHaveCount(0);
  await expect(at('fix-snippet').first()).toBeVisible();
  await expect(at('own-open')).toBeFocused();
});

test('the parser loads only when a file is handed over', async () => {
  const scripts = () =>
    page.evaluate(
      () =>
        performance
          .getEntriesByType('resource')
          .filter(({ name }) => /own-settings.*\.js/.test(name)).length,
    );
  await page.goto('about:blank');
  await show('blocked-missing');
  expect(await scripts()).toBe(0);
  await open({ name: 'settings.py', text: BROKEN });
  await expect(at('own-fault')).toBeVisible();
  expect(await scripts()).toBe(1);
});

test('a file dropped anywhere goes to the fix, and stays for other rows of this server', async () => {
  await show('morning');
  await row('/api/profile').click();
  await drop(
    { name: 'local.py', text: 'from base import *\nCORS_ALLOWED_ORIGINS = CORS_ALLOWED_ORIGINS\n' },
    { name: 'base.py', text: BROKEN },
  );
  await expect(at('own-file')).toHaveCount(2);
  await expect(at('own-settings')).toBeVisible();
  await row('/api/orders').first().click();
  await expect(at('own-file')).toHaveCount(2);
  await row('v1/session').first().click();
  await expect(at('own-file')).toHaveCount(0);
});

const PROJECT = {
  'manage.py': 'import os\n',
  'shop/settings.py': BROKEN,
  'shop/views.py': 'def view(request): ...\n',
  'shop/.env': 'DEBUG=1\n',
  'node_modules/other/settings.py': BROKEN,
  '.git/settings.py': BROKEN,
  'venv/settings.py': BROKEN,
};
const NAMES = ['shop/settings.py', 'shop/.env'];

for (const [how, hand] of [
  ['dropped', (path: string) => dropFromDisk(path)],
  ['opened', (path: string) => at('own-folder-input').setInputFiles(path)],
] as const) {
  test(`a folder that is ${how}: its settings files are read, and nothing else`, async () => {
    await show('blocked-missing');
    await expect(at('own-open-folder')).toBeVisible();
    await hand(folder(`project-${how}`, PROJECT));
    await expect(at('own-file')).toHaveText(NAMES);
    await expect(at('own-fault')).toContainText('shop/settings.py:15');
    await at('own-copy-diff').click();
    expect(await copied()).toMatch(/^--- a\/shop\/settings\.py\n/);
    await expect(at('own-unread')).toHaveCount(0);
  });

  test(`a folder without settings that is ${how}: one clear line`, async () => {
    await show('blocked-missing');
    await hand(folder(`empty-${how}`, { 'views.py': 'def view(request): ...\n' }));
    await expect(at('own-unread')).toHaveText(
      `empty-${how}/: no file in this folder sets up a server.`,
    );
    await expect(at('fix-snippet').first()).toBeVisible();
  });
}

test('what was left out of a folder is said, beside what was read', async () => {
  await show('blocked-missing');
  await dropFromDisk(folder('large', { ...PROJECT, 'static/app.js': '#'.repeat(500_000) }));
  await expect(at('own-fault')).toContainText('shop/settings.py:15');
  await expect(at('own-unread')).toContainText('large/: ');
  await expect(at('own-unread')).toContainText('static/app.js (too large for a settings file)');
});

test('a folder and a file that are dropped at once are both read', async () => {
  await show('blocked-missing');
  const one = folder('both', { 'shop/settings.py': 'from base import *\n', 'base.py': BROKEN });
  await dropFromDisk(one, join(folder('beside', { '.env': 'A=1\n' }), '.env'));
  await expect(at('own-file').filter({ hasText: '.env' })).toHaveCount(1);
  await expect(at('own-fault')).toContainText('base.py:15');
});

test('a folder that is dropped where no fix is shown: what to do first', async () => {
  await show('allowed');
  await dropFromDisk(folder('early', PROJECT));
  await expect(at('state-file-problem')).toContainText(
    'choose a blocked request, then drop early again to read its settings',
  );
});

test('nginx.conf is read with the file that it includes', async () => {
  await show('blocked-missing');
  const site = 'server { listen 80; location / { include snippets/cors.conf; return 200; } }';
  await open({ name: 'nginx.conf', text: `events {}\nhttp {\n  ${site}\n}\n` });
  await at('own-switch').click();
  await expect(at('own-question')).toContainText('Hand over snippets/cors.conf too');
  await at('own-remove').click();
  await dropFromDisk(
    folder('nginx', {
      'nginx.conf': `events {}\nhttp {\n  ${site}\n}\n`,
      'snippets/cors.conf': 'add_header Access-Control-Allow-Origin http://localhost:5173;\n',
    }),
  );
  await expect(at('own-file')).toHaveText(['nginx.conf', 'snippets/cors.conf']);
  await expect(at('own-question')).toHaveCount(0);
  await expect(at('own-fault').first()).toContainText('snippets/cors.conf:1');
  await expect(at('own-diff').locator('.line-added').filter({ hasText: ORIGIN })).not.toHaveCount(
    0,
  );
});

test('a HAR that is dropped is still opened as a HAR', async () => {
  await show('blocked-missing');
  await drop({ name: 'requests.json', text: '{"log": {"entries": []}}' });
  await expect(at('state-file')).toBeVisible();
  await expect(at('own-file')).toHaveCount(0);
});

test('a pasted text is read, by keyboard alone', async () => {
  await show('blocked-missing');
  await at('own-paste').focus();
  await page.keyboard.press('Enter');
  await expect(at('own-text')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(at('own-text')).toHaveCount(0);
  await expect(at('own-open')).toBeFocused();
  await at('own-paste').click();
  await at('own-text').fill(BROKEN);
  await expect(at('own-name')).toHaveValue('settings.py');
  await at('own-read').press('Enter');
  await expect(at('own-fault')).toContainText('settings.py:15');
});

test('a secret beside the change is hidden, and only the whole file can be copied', async () => {
  await show('blocked-missing');
  const text = `${BROKEN}SECRET_KEY = "${SECRET}"\n`.replace('    "http://localhost:5173",\n', '');
  await open({ name: 'settings.py', text: text.replace('[\n]', '[]') });
  await expect(at('own-diff')).toBeVisible();
  await expect(page.locator('body')).not.toContainText(SECRET);
  await expect(at('own-hides')).toBeVisible();
  await expect(at('own-copy-diff')).toHaveCount(0);
  await at('own-copy-file').click();
  expect(await copied()).toContain(SECRET);
});

test('a file that allows the page already: the server does not run it', async () => {
  await show('blocked-missing');
  await open({ name: 'settings.py', text: settings(`"${ORIGIN}",`) });
  await expect(at('own-not-run')).toContainText('Your server does not run this file');
  await expect(at('fix-snippet')).toHaveCount(0);
});

test('what nobody can know is asked', async () => {
  await show('blocked-missing');
  const text = settings('', 'import os\n').replace(
    /CORS_ALLOWED_ORIGINS = \[\s*\]/,
    'CORS_ALLOWED_ORIGINS = os.environ["CORS_ORIGINS"].split(",")',
  );
  await open({ name: 'settings.py', text });
  await expect(at('own-question').first()).toContainText('CORS_ORIGINS');
});

for (const [what, name, text, problem] of [
  ['a binary file', 'a.py', 'CORS_\0', 'it is not a text file'],
  ['another file', 'views.py', 'def view(): ...', 'it sets up no server that Crosscheck can read'],
  ['a huge file', 'huge.py', '#'.repeat(900_000), 'it is too large for a settings file'],
  ['brackets without end', 'deep.py', `MIDDLEWARE = []\n${'((((((((\n'.repeat(40_000)}`, null],
] as const) {
  test(`${what} gets one clear line, and the usual fix stays`, async () => {
    await show('blocked-missing');
    await open({ name, text });
    if (problem === null) {
      await expect(at('own-unread').or(at('own-fault')).first()).toBeVisible();
      return;
    }
    await expect(at('own-unread')).toHaveCount(1);
    await expect(at('own-unread')).toContainText(`${name}: ${problem}`);
    await expect(at('fix-snippet').first()).toBeVisible();
  });
}

test('a file of another server offers the fix for that one', async () => {
  await show('blocked-star');
  await drop({ name: 'settings.py', text: BROKEN });
  await at('own-switch').click();
  await expect(at('stack-picker')).toHaveAttribute('value', 'django-cors-headers');
  await expect(at('own-switch')).toHaveCount(0);
  await expect(at('own-fault').first()).toBeVisible();
});

type Axe = {
  run(
    context: string,
    options: object,
  ): Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly target: unknown }[];
    }[];
  }>;
};

for (const theme of ['light', 'dark'] as const) {
  for (const [width, height] of [
    [400, 900],
    [1_200, 900],
    [900, 272],
  ] as const) {
    test(`axe finds nothing, and nothing is too wide: ${theme}, ${width} × ${height}`, async () => {
      await page.setViewportSize({ width, height });
      await show('blocked-missing', { theme });
      await at('own-open').scrollIntoViewIfNeeded();
      await picture(`offer-${theme}-${width}x${height}`);
      await at('own-paste').click();
      await at('own-text').fill(BROKEN);
      await picture(`paste-${theme}-${width}x${height}`);
      await at('own-read').click();
      await open({ name: 'notes.txt', text: 'CORS_\0' });
      await expect(at('own-diff')).toBeVisible();
      await picture(`result-${theme}-${width}x${height}`);
      if (!(await page.evaluate(() => 'axe' in window))) await page.addScriptTag({ path: AXE });
      const found = await page.evaluate(
        async (part) => {
          const { axe } = window as unknown as { axe: Axe };
          const { violations } = await axe.run(part, { resultTypes: ['violations'] });
          return violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target }) => `${id}: ${String(target)}`),
          );
        },
        height < 300 ? '.fix' : 'body',
      );
      expect(found).toEqual([]);
      const sideways = await page.evaluate(() =>
        [...document.querySelectorAll('html, body, .panel, .detail-pane')].filter(
          (one) => one.scrollWidth > one.clientWidth,
        ),
      );
      expect(sideways).toHaveLength(0);
    });
  }
}
