import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'playwright/test';
import type { DocumentUnderTest } from './harness/browser-under-test.ts';
import { type FirefoxUnderTest, launchFirefox } from './harness/firefox.ts';
import { firefoxPath } from './harness/firefox-path.ts';
import { type ScenarioServers, startScenarioServers } from './servers/scenario-server.ts';

test.skip(firefoxPath() === undefined, 'no Firefox');
test.setTimeout(180_000);

const PICTURES = 'artifacts/firefox';

let servers: ScenarioServers;
let browser: FirefoxUnderTest;

test.beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  servers = await startScenarioServers();
  servers.script('panel', {});
  browser = await launchFirefox();
  await browser.waitReady();
});
test.afterAll(async () => {
  await browser.close();
  await servers.close();
});

const ask = ({ url, method }: { readonly url: string; readonly method: string }) =>
  fetch(url, { method }).then(
    () => true,
    () => false,
  );

const themeOf = (view: DocumentUnderTest) =>
  view.evaluate<string>('document.documentElement.dataset.theme');

/** The desktop's own scheme, which Firefox's windows, its popups and its pages follow. */
const SCHEMES = { dark: 1, light: 0 } as const;
const SCHEME = 'ui.systemUsesDarkTheme';

test('the panel in the real toolbox shows what was blocked, in both themes', async () => {
  const page = await browser.open(servers.url('panel', 'page/index.html'));
  const panel = await browser.devtoolsPanel(page);
  await page.evaluate(ask, { url: servers.url('panel', 'api/toolbox'), method: 'PUT' });
  const rows = () =>
    panel.evaluate<number>("document.querySelectorAll('[data-testid=exchange-row]').length");
  await expect.poll(rows, { timeout: 30_000 }).toBe(1);
  const headline = () =>
    panel.evaluate<string>("document.querySelector('[data-testid=headline]')?.textContent ?? ''");
  await expect.poll(headline).toContain('Access-Control-Allow-Origin');
  for (const theme of ['light', 'dark'] as const) {
    const path = `${PICTURES}/toolbox-${theme}.png`;
    await browser.screenshotDevtools(page, path, { width: 1280, height: 900, theme });
    await expect.poll(() => themeOf(panel)).toBe(theme);
  }
  expect(browser.extensionErrors()).toEqual([]);
  await page.close();
});

test('two lines of a header, which Firefox tells extensions as one, are told apart', async () => {
  const allowOrigin = (value: string) => ['Access-Control-Allow-Origin', value] as const;
  servers.script('panel', {
    'api/lines': { actual: { headers: [allowOrigin('{origin}'), allowOrigin('{origin}')] } },
    'api/list': { actual: { headers: [allowOrigin('{origin}, {origin}')] } },
    'api/empty': { actual: { headers: [allowOrigin(''), allowOrigin('{origin}')] } },
  });
  const page = await browser.open(servers.url('panel', 'page/index.html'));
  const panel = await browser.devtoolsPanel(page);
  const found = async (path: string) => {
    const exchanges = (await browser.exported(panel))?.exchanges ?? [];
    const own = exchanges.find(({ url }) => url === servers.url('panel', `api/${path}`));
    return own?.findings.map(({ evidence }) => Reflect.get(Object(evidence), 'received'));
  };
  const origin = servers.origin('page');
  for (const [path, received] of [
    ['lines', [origin, origin]],
    ['list', [`${origin}, ${origin}`]],
    ['empty', ['', origin]],
  ] as const) {
    await page.evaluate(ask, { url: servers.url('panel', `api/${path}`), method: 'GET' });
    await expect.poll(() => found(path), { timeout: 30_000 }).toEqual([received]);
  }
  expect(browser.extensionErrors()).toEqual([]);
  await page.close();
});

test('the popup and the full view that it opens show it, in both themes', async () => {
  const page = await browser.open(servers.url('panel', 'page/index.html'));
  await page.evaluate(ask, { url: servers.url('panel', 'api/popup'), method: 'PUT' });
  const popup = await browser.popup(page);
  const row = (view: DocumentUnderTest) => () =>
    view.evaluate<string>("document.querySelector('[data-testid=exchange-row]')?.innerText ?? ''");
  await expect.poll(row(popup), { timeout: 30_000 }).toContain('/popup');
  for (const theme of ['light', 'dark'] as const) {
    await browser.privileged.setPreference(SCHEME, SCHEMES[theme]);
    await expect.poll(() => themeOf(popup)).toBe(theme);
    const picture = await browser.privileged.popupPicture();
    writeFileSync(`${PICTURES}/popup-${theme}.png`, Buffer.from(picture, 'base64'));
  }
  await popup.click('footer button');
  const find = () => browser.extensionTab('src/panel/panel.html');
  await expect.poll(find, { timeout: 30_000 }).not.toBeNull();
  const tab = await find();
  if (tab === null) throw new Error('no full view');
  await expect.poll(row(tab), { timeout: 30_000 }).toContain('/popup');
  for (const theme of ['light', 'dark'] as const) {
    await browser.privileged.setPreference(SCHEME, SCHEMES[theme]);
    await expect.poll(() => themeOf(tab)).toBe(theme);
    await tab.screenshot({ path: `${PICTURES}/full-view-${theme}.png` });
  }
  expect(browser.extensionErrors()).toEqual([]);
  await tab.close();
  await page.close();
});
