import { mkdirSync } from 'node:fs';
import { expect, test } from 'playwright/test';
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
    const shown = () => panel.evaluate<string>('document.documentElement.dataset.theme');
    await expect.poll(shown).toBe(theme);
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
