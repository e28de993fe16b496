import { expect, type Page, test } from 'playwright/test';
import { type ChromiumUnderTest, launchChromium } from '../tools/browsers/chromium.ts';
import { recordExtensionErrors } from '../tools/browsers/extension-errors.ts';
import { launchRawChromium, type RawChromium } from '../tools/browsers/raw-chromium.ts';
import { openRawPanel, rawExport, tabIdByUrl } from '../tools/browsers/raw-panel.ts';
import type { Ask } from '../tools/judge/ask.ts';
import { judge } from '../tools/judge/judge.ts';
import {
  type Answer,
  type ScenarioServers,
  startScenarioServers,
} from '../tools/scripted-servers/scenario-server.ts';
import { askFrom, settledExchanges } from './scenarios/perform.ts';
import { allowOrigin, answer, failed, get, location, put, scenario } from './scenarios/scenario.ts';

/**
 * Servers, pages and storage may say anything. Nothing may throw, and the panel must still say what
 * is true.
 */
let servers: ScenarioServers;
let browser: ChromiumUnderTest;
/** One tab and its panel, for all of these answers. */
let page: Page;
let panel: Page;

test.beforeAll(async () => {
  servers = await startScenarioServers();
  browser = await launchChromium();
  await browser.waitReady();
  page = await browser.open('about:blank');
  panel = await browser.panelTab(page);
});
test.afterAll(async () => {
  await browser.close();
  await servers.close();
});

const LONG = 'x'.repeat(200_000);
const bytes = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCharCode(from + index)).join('');
const raw = (...lines: readonly string[]): Answer => ({
  raw: ['HTTP/1.1 200 OK', ...lines, 'Content-Length: 2', '', 'hi'].join('\r\n'),
});

const ODD: readonly (readonly [name: string, ask: Ask, answer: Answer])[] = [
  [
    'bytes beyond ASCII in the allowed origin',
    get('api/x'),
    raw(`Access-Control-Allow-Origin: ${bytes(0x80, 0xff)}`),
  ],
  ['bytes beyond ASCII in a header', get('api/x'), raw(`X-Odd: ${bytes(0x80, 0xff)}`)],
  [
    'control characters in the allowed origin',
    get('api/x'),
    raw(`Access-Control-Allow-Origin: a${bytes(1, 9)}b`),
  ],
  [
    'markup in the allowed origin',
    get('api/x'),
    answer([allowOrigin('<img src=x onerror=alert(1)>')]),
  ],
  [
    'markup in the allowed methods',
    put('api/x'),
    answer([
      allowOrigin('*'),
      ['Access-Control-Allow-Methods', '</script><script>throw 1</script>'],
    ]),
  ],
  ['an allowed origin of 200 kB', get('api/x'), answer([allowOrigin(LONG)])],
  [
    'allowed headers of 200 kB',
    get('api/x', { headers: [['X-Custom', '1']] }),
    answer([allowOrigin('*'), ['Access-Control-Allow-Headers', LONG]]),
  ],
  ['a header of 200 kB', get('api/x'), answer([['X-Long', LONG]])],
  [
    'a thousand headers',
    get('api/x'),
    answer(Array.from({ length: 1000 }, (_, index) => [`X-${index}`, 'y'] as const)),
  ],
  ['a header without a name', get('api/x'), raw(': nameless', 'Access-Control-Allow-Origin: *')],
  ['a status of 999', get('api/x'), { ...answer(), status: 999 }],
  ['a redirect to nowhere', get('api/x'), answer([allowOrigin('*'), location('')], 302)],
  [
    'a redirect to an incomplete URL',
    get('api/x'),
    answer([allowOrigin('*'), location('http://[::1')], 302),
  ],
  ['a redirect to a host of odd bytes', get('api/x'), raw('Location: http://\x80\xff%zz/')],
  [
    'a redirect to a script',
    get('api/x'),
    answer([allowOrigin('*'), location('javascript:alert(1)')], 302),
  ],
  // Chromium fails on the URL before it would forbid the redirect. It blames nobody, and names the
  // error only sometimes.
  ['a preflight redirect to nonsense', put('api/x'), answer([location('http://%')], 301)],
];

/**
 * Lets a page get the answer and opens it in the panel. Returns what the extension and the browser
 * say.
 */
async function shown(id: string, ask: Ask, reply: Answer) {
  const odd = scenario(id, id, {
    asks: [ask],
    answers: { 'api/x': { preflight: reply, actual: reply } },
    said: failed('anything'),
  });
  servers.script(id, odd.answers);
  await page.goto(servers.url(id, odd.page));
  await panel.bringToFront();
  await panel.getByRole('button', { name: 'Clear' }).click();
  await expect(panel.getByTestId('exchange-row')).toHaveCount(0);
  const { verdicts } = await askFrom(browser, page, servers, odd);
  await expect(panel.getByTestId('exchange-row')).toHaveCount(1);
  await panel.getByTestId('exchange-row').click();
  await expect(panel.getByTestId('headline')).toBeVisible();
  expect(await panel.locator('script:not([src]), img[onerror]').count()).toBe(0);
  const [ours] = await settledExchanges(browser, panel, id, 1);
  const [said] = verdicts;
  if (ours === undefined || said === undefined) throw new Error('nothing was listed');
  expect(browser.extensionErrors()).toEqual([]);
  return { ours, said };
}

for (const [index, [name, ask, reply]] of ODD.entries()) {
  test(`a server sends ${name}`, async () => {
    const { ours, said } = await shown(`odd-${index}`, ask, reply);
    const trace = JSON.stringify({ said, ours }).slice(0, 4_000);
    expect(judge(ours, said).problems, trace).toEqual([]);
  });
}

test('unknown messages on the port change nothing', async () => {
  servers.script('port', {});
  const ported = await browser.open(servers.url('port', 'page/index.html'));
  const portedPanel = await browser.panelTab(ported);
  await portedPanel.evaluate((long) => {
    // The extension's own API, as its pages see it.
    const runtime = Reflect.get(Reflect.get(globalThis, 'chrome'), 'runtime');
    const messages = [
      null,
      1,
      '',
      long,
      [],
      {},
      { type: 'unknown' },
      { type: 'subscribe' },
      { type: 'subscribe', tabId: '1' },
      { type: 'subscribe', tabId: -5 },
      { type: 'subscribe', tabId: 1e99 },
      { type: 'subscribe', tabId: { valueOf: 1 } },
      { type: 'clear', tabId: null },
      { type: 'constructor' },
      { type: '__proto__', tabId: 1 },
      { type: ['subscribe'], tabId: 1 },
    ];
    for (const name of ['view', 'another', '']) {
      const port = runtime.connect({ name });
      for (const message of messages) port.postMessage(message);
      if (name === 'another') port.disconnect();
    }
  }, LONG);
  await ported.evaluate((url) => fetch(url).catch(() => {}), servers.url('port', 'api/x'));
  await expect(portedPanel.getByTestId('exchange-row')).toHaveCount(1);
  expect(browser.extensionErrors()).toEqual([]);
  await portedPanel.close();
  await ported.close();
});

test('a panel for a tab that does not exist says so, or waits', async () => {
  for (const query of ['?tabId=4711', '?tabId=', '', '?tabId=x', '?tabId=-1', '?tabId=1e999']) {
    const lost = await browser.context.newPage();
    await lost.goto(`${browser.extensionOrigin}/src/panel/panel.html${query}`);
    await expect(lost.locator('body'), query).toContainText(/\w{3}/);
    await lost.close();
  }
  expect(browser.extensionErrors()).toEqual([]);
});

const CORRUPT: readonly (readonly [name: string, value: string])[] = [
  ['null', 'null'],
  ['a word', '"corrupt"'],
  ['a list', '[1, null, {}]'],
  ['an empty object', '{}'],
  [
    'an object with the wrong fields',
    '{ "exchanges": 7, "tabs": "x", "version": -1, "hops": [null] }',
  ],
  [
    'half of what was stored',
    'Array.isArray(old) ? old.slice(1) : Object.fromEntries(Object.entries(Object(old)).slice(1))',
  ],
  [
    'what was stored, with other types',
    'JSON.parse(JSON.stringify(old ?? null), (_, one) => (typeof one === "number" ? "x" : one))',
  ],
];

test.describe('damaged stored state', () => {
  // No Playwright here: it would keep the worker alive.
  let own: RawChromium;
  let errors: readonly string[];

  test.beforeAll(async () => {
    own = await launchRawChromium();
    errors = await recordExtensionErrors(own.session, `${own.extensionOrigin}/`);
  });
  test.afterAll(async () => {
    await own.close();
  });

  for (const [index, [name, value]] of CORRUPT.entries()) {
    test(`is ${name} when the worker starts again`, async () => {
      const id = `corrupt-${index}`;
      servers.script(id, {});
      const url = servers.url(id, 'page/index.html');
      const asking = await own.open(url);
      const extensionPage = await own.open(`${own.extensionOrigin}/manifest.json`);
      const tabId = await tabIdByUrl(extensionPage, url);
      const ask = (target: string) =>
        asking.evaluate(`fetch(${JSON.stringify(servers.url(id, target))}).catch(() => {})`);
      await ask('api/before');
      await expect
        .poll(() => extensionPage.evaluate('chrome.storage.session.get().then(JSON.stringify)'))
        .toContain(`${id}/before`);
      await own.stopWorker();
      await extensionPage.evaluate(`chrome.storage.session.get().then((all) => chrome.storage.session.set(
        Object.fromEntries(Object.entries(all).map(([key, old]) => [key, ${value}]))))`);
      await ask('api/after');

      const beside = await openRawPanel(own, tabId);
      const urls = async () => (await rawExport(beside))?.exchanges.map((one) => one.url) ?? [];
      await expect.poll(urls).toContain(servers.url(id, 'api/after'));
      expect(errors).toEqual([]);
    });
  }
});
