import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'playwright/test';
import {
  type FirefoxUnderTest,
  type FirefoxView,
  launchFirefox,
} from '../tools/browsers/firefox.ts';
import { firefoxPath } from '../tools/browsers/firefox-path.ts';
import { DJANGO } from '../tools/panel-lab/exchanges.ts';
import {
  type ScenarioServers,
  startScenarioServers,
} from '../tools/scripted-servers/scenario-server.ts';

/** The developer's own settings files, handed over in Firefox's real DevTools. */
test.skip(firefoxPath() === undefined, 'no Firefox');
test.setTimeout(120_000);

const HERE = mkdtempSync(join(tmpdir(), 'crosscheck-own-'));

let servers: ScenarioServers;
let browser: FirefoxUnderTest;
let panel: FirefoxView;

test.beforeAll(async () => {
  servers = await startScenarioServers();
  servers.script('own', { 'api/profile': { actual: { headers: Object.entries(DJANGO) } } });
  browser = await launchFirefox();
  await browser.waitReady();
  const page = await browser.open(servers.url('own', 'page/index.html'));
  panel = await browser.devtoolsPanel(page);
  const url = servers.url('own', 'api/profile');
  await page.evaluate((asked: string) => fetch(asked).catch(() => {}), url);
  await browser.privileged.resize(1_300, 1_000);
  await expect.poll(() => count('own-open'), { timeout: 30_000 }).toBe(1);
});
test.afterEach(async () => {
  for (let left = await count('own-remove'); left > 0; left = await count('own-remove')) {
    await click('own-remove');
    await expect.poll(() => count('own-remove')).toBeLessThan(left);
  }
});
test.afterAll(async () => {
  await browser.close();
  await servers.close();
  rmSync(HERE, { recursive: true, force: true });
});

const selector = (id: string): string => `[data-testid="${id}"]`;
const click = (id: string) => panel.click(selector(id));
const texts = (id: string) =>
  panel.evaluate<string[]>(
    `[...document.querySelectorAll('${selector(id)}')].map((one) => one.textContent.trim())`,
  );
const count = async (id: string): Promise<number> => (await texts(id)).length;
const shows = (id: string, text: string) =>
  expect.poll(async () => (await texts(id)).join('\n'), { timeout: 15_000 }).toContain(text);

const BASE = `INSTALLED_APPS = ["corsheaders"]
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]
CORS_ALLOWED_ORIGINS = [
    "http://localhost:5173",
]
`;

/** Files on the disk. */
const onDisk = (files: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(files).map(([name, text]) => {
    const path = join(HERE, name);
    writeFileSync(path, text);
    return path;
  });

/** The button, and Firefox's own picker, whose answer stands in for the user's choice. */
async function open(files: Readonly<Record<string, string>>): Promise<void> {
  await browser.privileged.pick(onDisk(files));
  await click('own-open');
}

/**
 * The panel gets the event of a drop alone, which is not trusted: without a screen, Firefox drags
 * nothing. `firefox-drop.spec.ts` drags, folders too.
 */
async function drop(files: Readonly<Record<string, string>>): Promise<void> {
  const handed = onDisk(files).map((path) => [basename(path), readFileSync(path, 'utf8')]);
  await panel.evaluate(`(() => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of ${JSON.stringify(handed)}) {
      dataTransfer.items.add(new File([text], name));
    }
    const { body } = document;
    body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  })()`);
}

for (const [how, hand] of [
  ['opened', open],
  ['dropped', drop],
] as const) {
  test(`a file that is ${how}: its line, and the diff to copy`, async () => {
    await hand({ 'settings.py': BASE });
    await shows('own-fault', 'settings.py:3');
    await shows('own-diff', `"${servers.origin('page')}",`);
    await click('own-copy-diff');
    await expect
      .poll(() => browser.privileged.clipboard())
      .toMatch(/^--- a\/settings\.py\n\+\+\+ b\/settings\.py\n@@ /);
  });

  test(`two files that are ${how} at once: one continues the other`, async () => {
    await hand({ 'local.py': 'from base import *\n', 'base.py': BASE });
    await shows('own-fault', 'base.py:3');
    expect(await texts('own-file')).toEqual(['local.py', 'base.py']);
  });

  test(`what is no settings file and is ${how} gets one clear line`, async () => {
    await hand({ 'a.py': 'CORS_\0' });
    await shows('own-unread', 'a.py: it is not a text file');
    expect(await count('own-unread')).toBe(1);
    expect(await count('fix-snippet')).toBeGreaterThan(0);
  });
}

test('no folder is opened where Firefox cannot ask about it: the panel says to drop it', async () => {
  expect(await count('own-open-folder')).toBe(0);
  expect(await panel.evaluate('document.body.textContent')).toContain('or its folder here');
});

test('nothing failed in the extension', () => {
  expect(browser.extensionErrors()).toEqual([]);
});
