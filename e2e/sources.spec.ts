import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, type Frame, type Page, test } from 'playwright/test';
import { type ChromiumUnderTest, launchChromium } from '../tools/browsers/chromium.ts';
import { selfSigned } from '../tools/scripted-servers/certificate.ts';
import type { Answers } from '../tools/scripted-servers/scenario-server.ts';
import {
  type ScenarioServers,
  startScenarioServers,
} from '../tools/scripted-servers/scenario-server.ts';
import { allowMethods, allowOrigin, answer } from './scenarios/scenario.ts';

/** What DevTools' own recorder adds to the panel, in the real DevTools of a real browser. */
test.describe.configure({ mode: 'serial' });
let servers: ScenarioServers;
let browser: ChromiumUnderTest;
/** One tab with DevTools for all. */
let page: Page;
let panel: Frame;

test.beforeAll(async () => {
  servers = await startScenarioServers();
  browser = await launchChromium({ devtools: true });
  await browser.waitReady();
  page = await browser.open('about:blank');
});
test.afterAll(async () => {
  await browser.close();
  await servers.close();
});
test.afterEach(() => {
  expect(browser.extensionErrors()).toEqual([]);
});

/** Shows a page to an empty panel, then reloads it, so that DevTools record everything it does. */
async function open(
  scenario: string,
  script: string,
  items: Answers,
  headers: Parameters<typeof answer>[0] = [],
): Promise<void> {
  const lines = [
    '<!doctype html><title>Recorded</title><link rel="icon" href="data:,">',
    '<body><script>',
    'const failing = () => {};',
    'function save(init) {',
    "  return fetch('{api:items}', init).catch(failing);",
    '}',
    script,
    '</script>',
  ];
  servers.script(scenario, {
    'page/index.html': {
      actual: { ...answer(headers), body: servers.fill(scenario, lines.join('\n')) },
    },
    'api/items': items,
  });
  await page.goto('about:blank');
  panel = await browser.devtoolsPanel(page);
  await panel.getByRole('button', { name: 'Clear' }).click();
  await expect(row()).toHaveCount(0);
  await page.goto(servers.url(scenario, 'page/index.html'));
  await page.reload();
}

const row = () => panel.getByTestId('exchange-row');

/** The file that DevTools show in Sources; null while they show another panel. */
const shownSource = () =>
  panel.page().evaluate(async () => {
    const urls = ['./ui/legacy/legacy.js', './panels/sources/sources.js'] as const;
    const legacy = await import(urls[0]);
    if (legacy.InspectorView.InspectorView.instance().tabbedPane.selectedTabId !== 'sources') {
      return null;
    }
    const { SourcesPanel } = await import(urls[1]);
    const shown = SourcesPanel.SourcesPanel.instance().sourcesView().currentUISourceCode();
    return shown === null ? null : String(shown.url());
  });

test('the line that made a refused request opens in Sources, and its own headers are listed', async () => {
  await open('sources-line', "save({ method: 'PUT', headers: { 'X-Custom': 'of-no-use' } });", {
    preflight: answer([allowOrigin('{page}'), allowMethods('PUT')]),
  });
  await row().click();
  await expect(panel.getByTestId('headline')).toContainText('x-custom');
  await expect(panel.getByTestId('made-by')).toHaveText('save, index.html:5');
  await panel.getByText('The page’s code').click();
  await expect(panel.getByTestId('stack-frame')).toHaveText(['save, index.html:5', 'index.html:7']);
  await expect(panel.getByTestId('sources')).toContainText('of-no-use');
  await expect(row(), 'what DevTools recorded is no row of its own').toHaveCount(1);
  await panel.getByTestId('made-by').click();
  // DevTools bring Sources to the front only once they have the file.
  await expect.poll(shownSource).toBe(servers.url('sources-line', 'page/index.html'));
});

test('a preflight without a response has its own error', async () => {
  await open('sources-drop', "save({ method: 'PUT' });", { preflight: { drop: true } });
  await row().click();
  await expect(panel.getByTestId('preflight-error')).toContainText('net::ERR_EMPTY_RESPONSE');
  await expect(row()).toHaveCount(1);
});

const CACHED = answer([
  ['Cache-Control', 'max-age=600'],
  ['Content-Type', 'image/svg+xml'],
]);
const IMAGE =
  'const image = new Image(); image.onload = image.onerror = () => save(); image.src = "{api:items}";';

test('a response from the HTTP cache is called cached', async () => {
  await open('sources-cache', IMAGE, {
    actual: { ...CACHED, body: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>' },
  });
  await row().click();
  await expect(panel.getByTestId('from-cache')).toBeVisible();
  expect(servers.received('sources-cache').filter((one) => one.startsWith('GET api'))).toHaveLength(
    1,
  );
});

test('a response from the server is not called cached', async () => {
  await open('sources-no-cache', IMAGE, {
    actual: {
      ...answer([
        ['Cache-Control', 'no-store'],
        ['Content-Type', 'image/svg+xml'],
      ]),
      body: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    },
  });
  await row().click();
  await expect(panel.getByTestId('made-by')).toHaveText('save, index.html:5');
  await expect(panel.getByTestId('from-cache')).toHaveCount(0);
});

test('for a page with a worker, the panel names no cache', async () => {
  const script = `const text = "fetch('{api:items}').catch(() => {})";
    const start = () => new Worker(URL.createObjectURL(new Blob([text])));
    const image = new Image(); image.onload = image.onerror = start; image.src = "{api:items}";`;
  await open('sources-worker', script, {
    actual: {
      ...answer([['Content-Type', 'image/svg+xml']]),
      body: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    },
  });
  await row().click();
  await expect(panel.getByTestId('headline')).toBeVisible();
  await page.waitForTimeout(500);
  await expect(panel.getByTestId('from-cache')).toHaveCount(0);
});

test('requests that same-origin stops are listed, and cleared with the rest', async () => {
  const script = "save({ mode: 'same-origin', method: 'PUT' });";
  await open('sources-same-origin', script, {});
  await row().click();
  await expect(panel.getByTestId('headline')).toContainText("mode: 'same-origin'");
  await expect(panel.getByTestId('made-by')).toHaveText('save, index.html:5');
  expect(browser.browserVerdicts(page).at(-1)?.blockedReason ?? null).toBe(null);
  await panel.getByRole('button', { name: 'Clear' }).click();
  await expect(panel.getByTestId('state-empty')).toBeVisible();
});

test('mixed content is recognized from what DevTools recorded, and not called CORS', async () => {
  const { key, cert } = selfSigned();
  const secure = createServer({ key, cert }, (_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(
      `<script>\nfetch('http://api.test/items', { method: 'PUT' }).catch(() => {});</script>`,
    );
  });
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  const { port } = secure.address() as AddressInfo;
  const other = await launchChromium({
    devtools: true,
    grantHosts: ['*://*.test/*'],
    switches: ['--host-resolver-rules=MAP *.test 127.0.0.1', '--ignore-certificate-errors'],
  });
  try {
    const shop = await other.open('about:blank');
    const beside = await other.devtoolsPanel(shop);
    await shop.goto(`https://shop.test:${port}/`);
    await beside.getByTestId('exchange-row').click();
    await expect(beside.getByTestId('verdict')).toHaveText('Failed, not by CORS');
    await expect(beside.getByTestId('headline')).toContainText('over plain http');
    await expect(beside.getByTestId('exchange-row')).toHaveCount(1);
    expect(other.browserVerdicts(shop).map(({ blockedReason }) => blockedReason)).toContain(
      'mixed-content',
    );
    expect(other.extensionErrors()).toEqual([]);
  } finally {
    await other.close();
    secure.close();
  }
});

const RECORDED = [
  [
    'a WebSocket that the server refuses',
    "new WebSocket('{api:items}'.replace('http', 'ws'));",
    'The WebSocket to',
  ],
  [
    'a file that the page asks for',
    "fetch('file:///etc/hosts').catch(failing);",
    'requested file:///etc/hosts',
  ],
] as const;

for (const [index, [name, script, words]] of RECORDED.entries()) {
  test(`${name} is recognized from what DevTools recorded, and not called CORS`, async () => {
    await open(`sources-recorded-${index}`, script, { actual: answer([], 403) });
    await row().click();
    await expect(panel.getByTestId('verdict')).toHaveText('Failed, not by CORS');
    await expect(panel.getByTestId('headline')).toContainText(words);
    await expect(row()).toHaveCount(1);
  });
}

/** Measured: DevTools' recorder has no entry for any of them. Only the observer sees the first. */
const STOPPED = [
  ['the mode same-origin', "save({ mode: 'same-origin' });", []],
  ['a content security policy', 'save();', [['Content-Security-Policy', "connect-src 'self'"]]],
  ['a method that no-cors forbids', "save({ mode: 'no-cors', method: 'PUT' });", []],
] as const;

for (const [index, [name, script, headers]] of STOPPED.entries()) {
  test(`requests that ${name} stops are invisible, and the panel says so`, async () => {
    await browser.setObserving(false);
    await open(`sources-stopped-${index}`, script, {}, headers);
    await expect(panel.getByTestId('state-empty')).toContainText('only in the console');
    const recorded = await panel.evaluate(
      () =>
        new Promise<readonly string[]>((resolve) => {
          const api = Reflect.get(globalThis, 'chrome').devtools.network;
          api.getHAR(({ entries }: { entries: { request: { url: string } }[] }) =>
            resolve(entries.map(({ request }) => request.url)),
          );
        }),
    );
    expect(recorded.length).toBeGreaterThan(0);
    expect(recorded.filter((url) => url.endsWith('/items'))).toEqual([]);
    await expect(row()).toHaveCount(0);
    await browser.setObserving(true);
  });
}
