import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import {
  type ChromiumUnderTest,
  exportedText,
  launchChromium,
} from '../tools/browsers/chromium.ts';
import {
  type ScenarioServers,
  startScenarioServers,
} from '../tools/scripted-servers/scenario-server.ts';
import { allowMethods, allowOrigin, answer } from './scenarios/scenario.ts';

/** The part of the extension API by which a test asks the background. */
declare const chrome: {
  tabs: { query(which: { url: string }): Promise<readonly { readonly id?: number }[]> };
  action: {
    getBadgeText(where: { tabId: number }): Promise<string>;
    getTitle(where: { tabId: number }): Promise<string>;
  };
};

/** The panel where users meet it: inside the real DevTools of a real browser. */
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

test('the DevTools tab exists and says what it waits for', async () => {
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

test('a request with cookies to a server that allows any page appears', async () => {
  const panel = await browser.devtoolsPanel(page);
  await ask('api/me', { credentials: 'include' });
  const row = panel.getByTestId('exchange-row').filter({ hasText: '/me' });
  await row.click();
  await expect(panel.getByTestId('headline')).toContainText('*');
});

test('blocked, blocked, fixed: the history survives a reload of the page and of the panel', async () => {
  const panel = await browser.devtoolsPanel(page);
  servers.script('devtools', {
    'api/history': { preflight: answer([allowOrigin('{page}'), allowMethods('GET, POST')]) },
  });
  await ask('api/history', { method: 'PUT' });
  await ask('api/history', { method: 'PUT' });
  servers.script('devtools', {
    'api/history': {
      preflight: answer([allowOrigin('{page}'), allowMethods('PUT')]),
      actual: answer([allowOrigin('{page}')]),
    },
  });
  await ask('api/history', { method: 'PUT' });
  await page.reload();
  await panel.evaluate(() => location.reload());
  await panel.getByTestId('exchange-row').filter({ hasText: 'history' }).click();
  await expect(panel.getByTestId('history').getByRole('listitem')).toHaveText([
    /^Blocked by CORS ×2 /,
    /^Fixed /,
  ]);
});

test('another language is there as soon as it is chosen, with the same requests', async () => {
  const panel = await browser.devtoolsPanel(page);
  const rows = panel.getByTestId('exchange-row');
  const before = await rows.count();
  const choose = async (language: 'en' | 'fr'): Promise<void> => {
    await panel.getByTestId('open-settings').click();
    await panel.getByTestId('setting-language').selectOption(language);
    await expect(panel.locator('html')).toHaveAttribute('lang', language);
    await expect(rows).toHaveCount(before);
  };
  await choose('fr');
  await expect(panel.getByTestId('filter')).toHaveAttribute('placeholder', 'Filtrer');
  await choose('en');
  await expect(panel.getByTestId('filter')).toHaveAttribute('placeholder', 'Filter');
});

test('the saved HAR opens in Chrome’s own Network panel, the preflight and the request', async () => {
  const tab = await browser.panelTab(page);
  const text = await exportedText(tab, 'export-har');
  await tab.close();
  const { log } = JSON.parse(text) as { log: { entries: readonly HarEntry[] } };
  const saved = log.entries.map(({ request, response }) => [
    request.method,
    request.url,
    response.status,
  ]);
  expect(saved).toContainEqual(['OPTIONS', servers.url('devtools', 'api/users/7'), 200]);

  const panel = await browser.devtoolsPanel(page);
  const look = { width: 1200, height: 700, theme: 'light', panel: 'network' } as const;
  await browser.screenshotDevtools(page, `${PICTURES}/har.png`, look);
  const devtools = panel.page();
  expect(await imported(devtools)).toEqual([]);
  await devtools
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'crosscheck.har',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    });
  await expect.poll(async () => (await imported(devtools)).toSorted()).toEqual(saved.toSorted());
  await browser.screenshotDevtools(page, `${PICTURES}/har.png`, look);
});

type HarEntry = {
  readonly request: { readonly method: string; readonly url: string };
  readonly response: { readonly status: number };
};

/**
 * Method, URL and status of what the Network panel shows of a file; its importer sets these names.
 */
const imported = (devtools: Page) =>
  devtools.evaluate(async () => {
    const url = './models/logs/logs.js';
    const logs: Logs = await import(url);
    return logs.NetworkLog.NetworkLog.instance()
      .requests()
      .filter((one) => one.requestId().startsWith('har-'))
      .map((one) => [one.requestMethod, one.url(), one.statusCode]);
  });

/** The part that we use of the DevTools front-end's own module. */
type Logs = {
  readonly NetworkLog: {
    readonly NetworkLog: {
      instance(): {
        requests(): readonly {
          readonly requestMethod: string;
          readonly statusCode: number;
          url(): string;
          requestId(): string;
        }[];
      };
    };
  };
};

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

test('DevTools that are docked elsewhere show the list as it was', async () => {
  const panel = await browser.devtoolsPanel(page);
  await panel.getByTestId('group-by').selectOption('cause');
  await panel.getByTestId('filter').fill('users');
  await expect(panel.getByTestId('exchange-row')).toHaveCount(1);
  for (const dock of ['bottom', 'undocked', 'right'] as const) {
    const look = { width: 1200, height: 800, theme: 'light', dock } as const;
    await browser.screenshotDevtools(page, `${PICTURES}/moved.png`, look);
    const moved = await browser.devtoolsPanel(page);
    await expect(moved.getByTestId('group-by')).toHaveValue('cause');
    await expect(moved.getByTestId('filter')).toHaveValue('users');
    await expect(moved.getByTestId('exchange-row')).toHaveCount(1);
  }
  await panel.getByTestId('filter').fill('');
  await panel.getByTestId('group-by').selectOption('server');
});

/** Whether the panel's background looks dark or light. */
function brightness(panel: Awaited<ReturnType<ChromiumUnderTest['devtoolsPanel']>>) {
  return panel.evaluate(() => {
    const [red = 255, green = 255, blue = 255] =
      getComputedStyle(document.body)
        .backgroundColor.match(/[\d.]+/g)
        ?.map(Number) ?? [];
    return red * 0.3 + green * 0.6 + blue * 0.1 < 128 ? 'dark' : 'light';
  });
}

test('the badge counts a repeated request once, and disappears when it passes', async () => {
  const polling = await browser.open(servers.url('devtools', 'page/polling.html'));
  const worker = await browser.background();
  const poll = () =>
    polling.evaluate((url) => fetch(url).catch(() => {}), servers.url('devtools', 'api/polled'));
  const badge = () =>
    worker.evaluate(async (url) => {
      const [{ id: tabId } = {}] = await chrome.tabs.query({ url });
      if (tabId === undefined) return null;
      const [text, title] = await Promise.all([
        chrome.action.getBadgeText({ tabId }),
        chrome.action.getTitle({ tabId }),
      ]);
      return [text, title];
    }, polling.url());
  servers.script('devtools', { 'api/polled': { actual: answer([]) } });
  for (let times = 0; times < 3; times += 1) await poll();
  await expect
    .poll(badge)
    .toEqual(['1', 'Crosscheck: CORS blocks 1 request of this page. Equal requests count once.']);
  servers.script('devtools', { 'api/polled': { actual: answer([allowOrigin('{page}')]) } });
  await poll();
  await expect.poll(badge).toEqual(['', 'Crosscheck']);
  await polling.close();
});

test('the extension throws nothing', () => {
  expect(browser.extensionErrors()).toEqual([]);
});
