import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { type ChromiumUnderTest, launchChromium } from './harness/chromium.ts';
import { allowMethods, allowOrigin, answer } from './scenarios/scenario.ts';
import { type ScenarioServers, startScenarioServers } from './servers/scenario-server.ts';

/** The panel where its users meet it: inside the real DevTools of a real browser. */
const PICTURES = resolve(import.meta.dirname, '../artifacts/devtools');
test.describe.configure({ mode: 'serial' });
let servers: ScenarioServers;
let browser: ChromiumUnderTest;
let page: Page;

test.beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  servers = await startScenarioServers();
  browser = await launchChromium({ devtools: true });
  await browser.waitReady();
  servers.script('devtools', {
    'api/users/7': { preflight: answer([allowOrigin('{page}'), allowMethods('GET, POST')]) },
    'api/me': { actual: answer([allowOrigin('*')]) },
  });
  page = await browser.open(servers.url('devtools', 'page/index.html'));
});
test.afterAll(async () => {
  await browser.close();
  await servers.close();
});

const ask = (target: string, init: object = {}) =>
  page.evaluate(([url, options]) => fetch(url, options).catch(() => {}), [
    servers.url('devtools', target),
    init,
  ] as const);

test('the tab is there and says what it waits for', async () => {
  const panel = await browser.devtoolsPanel(page);
  await expect(panel.getByTestId('state-empty')).toBeVisible();
  await browser.screenshotDevtools(page, `${PICTURES}/empty.png`, {
    width: 1000,
    height: 600,
    theme: 'light',
  });
});

test('a blocked request appears while DevTools are open, and its fix can be copied', async () => {
  const panel = await browser.devtoolsPanel(page);
  await ask('api/users/7', { method: 'PUT' });
  const row = panel.getByTestId('exchange-row').filter({ hasText: 'PUT' });
  await expect(row).toHaveCount(1);
  await row.click();
  await expect(panel.getByTestId('headline')).toContainText('PUT');
  const fix = await panel.getByTestId('fix-snippet').first().textContent();
  await panel.getByTestId('copy-fix').first().click();
  const reader = await browser.panelTab(page);
  const clipboard = await reader.evaluate(() => navigator.clipboard.readText());
  await reader.close();
  expect(clipboard.trim()).not.toBe('');
  for (const line of clipboard.trim().split('\n')) expect(fix).toContain(line.trim());
});

test('a cookie request to a server that allows any page appears too', async () => {
  const panel = await browser.devtoolsPanel(page);
  await ask('api/me', { credentials: 'include' });
  const row = panel.getByTestId('exchange-row').filter({ hasText: '/me' });
  await row.click();
  await expect(panel.getByTestId('headline')).toContainText('*');
});

const LOOKS = [
  ['light', { width: 1200, height: 700, theme: 'light' }],
  ['dark', { width: 1200, height: 700, theme: 'dark' }],
  ['narrow-light', { width: 400, height: 800, theme: 'light' }],
  ['narrow-dark', { width: 400, height: 800, theme: 'dark' }],
  ['bottom', { width: 1200, height: 800, theme: 'light', dock: 'bottom' }],
  ['right', { width: 1200, height: 800, theme: 'dark', dock: 'right' }],
] as const;

for (const [name, look] of LOOKS) {
  test(`the panel follows DevTools: ${name}`, async () => {
    await browser.screenshotDevtools(page, `${PICTURES}/${name}.png`, look);
    const panel = await browser.devtoolsPanel(page);
    expect(await brightness(panel)).toBe(look.theme);
    const overflow = await panel.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, 'nothing hangs out to the right').toBeLessThanOrEqual(0);
  });
}

/** Whether the panel's background is dark or light to the eye. */
function brightness(panel: Awaited<ReturnType<ChromiumUnderTest['devtoolsPanel']>>) {
  return panel.evaluate(() => {
    const [red = 255, green = 255, blue = 255] =
      getComputedStyle(document.body)
        .backgroundColor.match(/[\d.]+/g)
        ?.map(Number) ?? [];
    return red * 0.3 + green * 0.6 + blue * 0.1 < 128 ? 'dark' : 'light';
  });
}

test('nothing was thrown', () => {
  expect(browser.extensionErrors()).toEqual([]);
});
