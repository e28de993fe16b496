import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { type Display, displayReady, startDisplay } from '../tools/browsers/display.ts';
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
import { type How, ownCases, play } from './own-settings/cases.ts';

/** The developer's own settings files, handed over in Firefox's real DevTools. */
test.skip(firefoxPath() === undefined, 'no Firefox');
test.setTimeout(120_000);

const HERE = mkdtempSync(join(tmpdir(), 'crosscheck-own-'));

let servers: ScenarioServers;
let display: Display;
let browser: FirefoxUnderTest;
let panel: FirefoxView;

test.beforeAll(async () => {
  const missing = await displayReady();
  test.skip(missing !== null, missing ?? '');
  display = await startDisplay();
  servers = await startScenarioServers();
  servers.script('own', { 'api/profile': { actual: { headers: Object.entries(DJANGO) } } });
  browser = await launchFirefox({ display: display.name });
  await browser.waitReady();
  const page = await browser.open(servers.url('own', 'page/index.html'));
  panel = await browser.devtoolsPanel(page);
  const url = servers.url('own', 'api/profile');
  await page.evaluate((asked: string) => fetch(asked).catch(() => {}), url);
  await browser.privileged.resize(1_300, 1_000);
  await expect.poll(() => count('own-open'), { timeout: 30_000 }).toBe(1);
});
test.afterAll(async () => {
  await browser?.close();
  await servers?.close();
  display?.close();
  rmSync(HERE, { recursive: true, force: true });
});

const selector = (id: string): string => `[data-testid="${id}"]`;
const click = (id: string) => panel.click(selector(id));
const count = (id: string) =>
  panel.evaluate<number>(`document.querySelectorAll('${selector(id)}').length`);

const BUTTONS = { open: 'own-open', 'open-folder': 'own-open-folder' } as const;

async function hand(how: How, paths: readonly string[]): Promise<void> {
  const { pick, drop } = browser.privileged;
  if (how === 'drop') return drop('panel', paths);
  await pick(paths);
  await click(BUTTONS[how]);
}

async function takeBack(): Promise<void> {
  for (let left = await count('own-remove'); left > 0; left = await count('own-remove')) {
    await click('own-remove');
    await expect.poll(() => count('own-remove')).toBeLessThan(left);
  }
}

test('files and folders that are opened or dropped are read as in Chromium', async () => {
  const cases = ownCases(servers.origin('page'));
  for (const [index, one] of cases.entries()) {
    await test.step(one.name, async () => {
      await play(one, join(HERE, String(index)), {
        view: panel,
        hand,
        click,
        copied: () => browser.privileged.clipboard(),
      });
      await takeBack();
    });
  }
  expect(browser.extensionErrors()).toEqual([]);
});
