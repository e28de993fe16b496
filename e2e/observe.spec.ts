import { expect, type Frame, type Page, test } from 'playwright/test';
import { type ChromiumUnderTest, exportJson, launchChromium } from './harness/chromium.ts';
import { allowOrigin, answer } from './scenarios/scenario.ts';
import { type ScenarioServers, startScenarioServers } from './servers/scenario-server.ts';

/** "Reload and observe" in the real DevTools of a real browser. */
test.describe.configure({ mode: 'serial' });
let servers: ScenarioServers;
let browser: ChromiumUnderTest;
let page: Page;
let panel: Frame;

/** What stands in a document, and makes its request as soon as it is loaded. */
const html = (script: string, body = ''): string =>
  `<!doctype html><meta charset="utf-8"><title>Observed</title><link rel="icon" href="data:,">${body}<script>${script}</script>`;

const FETCH = (init: string): string =>
  `function save() { return fetch('{api:items}', ${init}); }\nsave().catch(() => {});`;
const XHR = (withCredentials: boolean): string => `
  const xhr = new XMLHttpRequest();
  xhr.open('put', '{api:items}');
  xhr.withCredentials = ${withCredentials};
  xhr.setRequestHeader('X-Custom', 'secret-value');
  xhr.send();`;

test.beforeAll(async () => {
  servers = await startScenarioServers();
  browser = await launchChromium({ devtools: true });
  await browser.waitReady();
});
test.afterAll(async () => {
  await browser.close();
  await servers.close();
});
test.afterEach(async () => {
  await page.close();
  expect(browser.extensionErrors()).toEqual([]);
});

/** Opens a page with the panel, each request of which its preflight refuses. */
async function open(scenario: string, script: string, body = ''): Promise<void> {
  // The origin alone: with credentials another header is missing first than without.
  const refusing = { preflight: answer([allowOrigin('{page}')]) };
  const document = answer([], 200);
  servers.script(scenario, {
    'page/index.html': {
      actual: { ...document, body: servers.fill(scenario, html(script, body)) },
    },
    'page/frame.html': {
      actual: { ...document, body: servers.fill(scenario, html(FETCH("{ method: 'PUT' }"))) },
    },
    'api/frame.html': {
      actual: {
        ...document,
        body: servers.fill(
          scenario,
          html(
            `onclick = () => fetch('{other:items}', { method: 'PUT', credentials: 'include' });`,
          ),
        ),
      },
    },
    'api/items': refusing,
    'other/items': refusing,
  });
  page = await browser.open(servers.url(scenario, 'page/index.html'));
  panel = await browser.devtoolsPanel(page);
}

const row = (text = 'items') => panel.getByTestId('exchange-row').filter({ hasText: text });

/** The newest exchange that the panel exports. */
async function newest() {
  const tab = await browser.panelTab(page);
  const report = await exportJson(tab);
  await tab.close();
  const exchange = report?.exchanges.at(-1);
  if (exchange === undefined) throw new Error('nothing is listed');
  return exchange;
}

const count = async (): Promise<number> => {
  const tab = await browser.panelTab(page);
  const report = await exportJson(tab);
  await tab.close();
  return report?.exchanges.length ?? 0;
};

const NAMED = [
  ['fetch without credentials', FETCH("{ method: 'PUT' }"), 'same-origin', 'method-not-allowed'],
  [
    'fetch that omits them',
    FETCH("{ method: 'PUT', credentials: 'omit' }"),
    'same-origin',
    'method-not-allowed',
  ],
  [
    'fetch that includes them',
    FETCH("{ method: 'PUT', credentials: 'include' }"),
    'include',
    'credentials-not-allowed',
  ],
  [
    'fetch of a Request',
    `fetch(new Request('{api:items}', { method: 'PUT', credentials: 'include' })).catch(() => {});`,
    'include',
    'credentials-not-allowed',
  ],
  ['XMLHttpRequest without them', XHR(false), 'same-origin', 'method-not-allowed'],
  ['XMLHttpRequest with them', XHR(true), 'include', 'credentials-not-allowed'],
] as const;

for (const [index, [name, script, mode, cause]] of NAMED.entries()) {
  test(`a PUT refused by its preflight is exact after one click: ${name}`, async () => {
    await open(`observe-${index}`, script);
    await page.reload();
    await row().click();
    const before = await newest();
    expect(before.credentials.known).toBe(false);
    expect(before.alternatives).toHaveLength(1);

    await panel.getByTestId('observe').click();
    await expect(panel.getByTestId('observe-offer')).toHaveCount(0);
    const after = await newest();
    expect(after).toMatchObject({
      credentials: { known: true, value: mode, from: 'observed' },
      alternatives: [],
    });
    expect(after.findings[0]?.cause).toBe(cause);
    const told = browser.browserVerdicts(page).findLast(({ corsError }) => corsError !== null);
    expect(told?.corsError).toBe(
      mode === 'include'
        ? 'PreflightInvalidAllowCredentials'
        : 'MethodDisallowedByPreflightResponse',
    );
    expect(JSON.stringify(await browser.sessionStorage())).not.toContain('secret-value');

    const already = await count();
    await page.reload();
    await expect.poll(count).toBe(already + 1);
    expect((await newest()).credentials.known, 'a plain reload is without it').toBe(false);
    expect(await page.evaluate(() => `${window.fetch}`)).toContain('fetch() { [native code] }');
  });
}
