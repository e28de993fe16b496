import { expect, type Page, test } from 'playwright/test';
import { type ChromiumUnderTest, launchChromium } from '../tools/browsers/chromium.ts';
import { launchRawChromium, type RawPage } from '../tools/browsers/raw-chromium.ts';
import { openRawPanel, tabIdByUrl } from '../tools/browsers/raw-panel.ts';
import { randomOf } from '../tools/random.ts';
import {
  type ScenarioServers,
  startScenarioServers,
} from '../tools/scripted-servers/scenario-server.ts';
import { answer } from './scenarios/scenario.ts';
import { tryingIn } from './try-it/panel.ts';
import { ask } from './try-it/play.ts';

/** The part of the extension API that a test uses. */
declare const chrome: {
  declarativeNetRequest: { getSessionRules(): Promise<readonly unknown[]> };
  /** What the browser’s own list of extensions uses. */
  developerPrivate: {
    updateProfileConfiguration(change: { inDeveloperMode: boolean }): Promise<void>;
    reload(id: string): Promise<unknown>;
  };
};

/** `ENDS=200 SEED=7 npm run e2e -- try-it-ends` ends more trials, in another order. */
const ENDS = Number(process.env['ENDS'] ?? 8);
const SEED = process.env['SEED'] ?? '1';

let servers: ScenarioServers;
let browser: ChromiumUnderTest;

test.beforeAll(async () => {
  servers = await startScenarioServers();
  browser = await launchChromium({ devtools: true });
  await browser.waitReady();
});
test.afterAll(async () => {
  await browser.close();
  await servers.close();
});

const extensionPage = async (): Promise<Page> => {
  const page = await browser.context.newPage();
  await page.goto(`${browser.extensionOrigin}/manifest.json`);
  return page;
};

/** Asked in a page of the extension, because the worker may be stopped. */
async function rules(): Promise<number> {
  const page = await extensionPage();
  const count = await page.evaluate(
    async () => (await chrome.declarativeNetRequest.getSessionRules()).length,
  );
  await page.close();
  return count;
}

async function stopWorker(): Promise<void> {
  const page = await extensionPage();
  const session = await browser.context.newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await page.close();
}

type Round = { readonly page: Page; readonly panel: Awaited<ReturnType<typeof openPanel>> };

const openPanel = (page: Page) => browser.devtoolsPanel(page);

type Way = readonly [name: string, end: (round: Round) => Promise<unknown>];
/** Every way in which a trial ends in a browser that goes on. */
const WAYS: readonly [Way, ...Way[]] = [
  ['a click', ({ panel }) => tryingIn(panel).end()],
  ['DevTools closed', ({ panel }) => panel.page().close()],
  ['the tab closed', ({ page }) => page.close()],
  [
    'the worker stopped, then DevTools closed',
    async ({ page, panel }) => {
      await stopWorker();
      // The panel connects again at once, so the trial goes on.
      await expect.poll(() => ask(page, servers.url('ends', 'api/get'))).toBe(200);
      await panel.page().close();
    },
  ],
  [
    'the worker stopped and DevTools closed at once',
    async ({ page, panel }) => {
      await Promise.all([stopWorker(), panel.page().close()]);
      // If nobody was left to end it, the next request of the page wakes the worker.
      await ask(page, servers.url('ends', 'api/get'));
    },
  ],
  [
    'the worker stopped and the tab closed at once',
    ({ page }) => Promise.all([stopWorker(), page.close()]),
  ],
];

/** A page whose request passes only under the trial that has begun. */
async function beginTrial(): Promise<Round> {
  const url = servers.url('ends', 'api/get');
  const page = await browser.open(servers.url('ends', 'page/index.html'));
  const panel = await openPanel(page);
  const trying = tryingIn(panel);
  expect(await ask(page, url)).toBe('blocked');
  await trying.choose('/get');
  await trying.begin();
  expect(await ask(page, url), 'under the trial').toBe(200);
  return { page, panel };
}

test(`${ENDS} ends leave no rule behind`, async () => {
  test.setTimeout(60_000 + ENDS * 12_000);
  const random = randomOf(`ends ${SEED}`);
  const url = servers.url('ends', 'api/get');
  servers.script('ends', { 'api/get': { actual: answer([]) } });
  for (let ends = 0; ends < ENDS; ends += 1) {
    // Each way at least once, then in any order.
    const [name, end] = WAYS[ends] ?? random.pick(WAYS);
    await test.step(name, async () => {
      const round = await beginTrial();
      await end(round);
      await expect.poll(rules, { timeout: 10_000, message: name }).toBe(0);
      if (round.page.isClosed()) return;
      expect(await ask(round.page, url), `after ${name}`).toBe('blocked');
      await round.page.close();
    });
  }
});

/** Every such end starts two browsers. */
const KILLS = Math.ceil(ENDS / 20);

test(`${KILLS} kills of the browser leave no rule behind`, async () => {
  test.setTimeout(60_000 + KILLS * 30_000);
  servers.script('ends', { 'api/get': { actual: answer([]) } });
  const url = servers.url('ends', 'page/index.html');
  const request = { by: 'fetch', url: servers.url('ends', 'api/get') };
  for (let kills = 0; kills < KILLS; kills += 1) {
    const killed = await launchRawChromium();
    const page = await killed.open(url);
    const opened = await killed.open(`${killed.extensionOrigin}/manifest.json`);
    const panel = await openRawPanel(killed, await tabIdByUrl(opened, url));
    const trying = tryingIn(panel);
    await page.evaluate(`run(${JSON.stringify(request)})`);
    await trying.choose('/get');
    await trying.begin();
    expect(await rulesIn(opened), 'under the trial').toBeGreaterThan(0);
    const profile = await killed.kill();

    const restarted = await launchRawChromium(undefined, profile);
    try {
      const again = await restarted.open(`${restarted.extensionOrigin}/manifest.json`);
      expect(restarted.extensionOrigin).toBe(killed.extensionOrigin);
      expect(await rulesIn(again), 'after the restart').toBe(0);
      const [asked, status] = [servers.url('ends', 'api/get'), '({ status }) => status'];
      const got = `fetch(${JSON.stringify(asked)}).then(${status}, () => 'blocked')`;
      expect(await (await restarted.open(url)).evaluate(got)).toBe('blocked');
    } finally {
      await restarted.close();
    }
  }
});

const rulesIn = (page: RawPage): Promise<number> =>
  page.evaluate('chrome.declarativeNetRequest.getSessionRules().then((all) => all.length)');

/** The last test: Playwright does not find the worker of an extension that was reloaded. */
test('the extension reloaded leaves no rule behind', async () => {
  const { page } = await beginTrial();
  const list = await browser.context.newPage();
  await list.goto('chrome://extensions');
  await list.evaluate(async (id) => {
    // Without developer mode, the browser reloads no extension that comes from a folder.
    await chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
    await chrome.developerPrivate.reload(id);
  }, browser.extensionOrigin.split('//')[1] ?? '');
  await expect(async () => expect(await rules()).toBe(0)).toPass({ timeout: 30_000 });
  expect(await ask(page, servers.url('ends', 'api/get'))).toBe('blocked');
});
