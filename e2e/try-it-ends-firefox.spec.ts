import { expect, test } from 'playwright/test';
import {
  type FirefoxUnderTest,
  type FirefoxView,
  launchFirefox,
} from '../tools/browsers/firefox.ts';
import type { FirefoxPage } from '../tools/browsers/firefox-page.ts';
import { firefoxPath } from '../tools/browsers/firefox-path.ts';
import { randomOf } from '../tools/random.ts';
import {
  type ScenarioServers,
  startScenarioServers,
} from '../tools/scripted-servers/scenario-server.ts';
import { answer } from './scenarios/scenario.ts';
import { tryingIn } from './try-it/panel.ts';
import { ask } from './try-it/play.ts';

test.skip(firefoxPath() === undefined, 'no Firefox');

/** `ENDS=200 SEED=7 npm run e2e -- try-it-ends` ends more trials, in another order. */
const ENDS = Number(process.env['ENDS'] ?? 5);
const SEED = process.env['SEED'] ?? '1';

let servers: ScenarioServers;
let browser: FirefoxUnderTest;

test.beforeAll(async () => {
  servers = await startScenarioServers();
  servers.script('ends', { 'api/get': { actual: answer([]) } });
  browser = await launchFirefox();
  await browser.waitReady();
});
test.afterAll(async () => {
  await browser.close();
  await servers.close();
});

/** Asked in a new page of the extension: its event page may be stopped, and a reload closes all. */
async function rules(): Promise<number> {
  const page = await browser.extensionPage('manifest.json', { background: true });
  try {
    return await page.evaluate<number>(
      'browser.declarativeNetRequest.getSessionRules().then((all) => all.length)',
    );
  } finally {
    await page.close();
  }
}

type Round = { readonly page: FirefoxPage; readonly panel: FirefoxView };

const stopEventPage = () => browser.privileged.stopBackground(browser.extensionId);
const closeDevtools = () => browser.privileged.closeToolbox();
const asks = (page: FirefoxPage) => ask(page, servers.url('ends', 'api/get'));

type Way = readonly [name: string, end: (round: Round) => Promise<unknown>];
/** Every way in which a trial ends in a browser that goes on. */
const WAYS: readonly [Way, ...Way[]] = [
  ['a click', ({ panel }) => tryingIn(panel).end()],
  ['DevTools closed', closeDevtools],
  ['the tab closed', ({ page }) => page.close()],
  [
    'the event page stopped, then DevTools closed',
    async ({ page }) => {
      expect(await stopEventPage()).toBe(true);
      // The panel connects again at once, so the trial goes on.
      await expect.poll(() => asks(page)).toBe(200);
      await closeDevtools();
    },
  ],
  [
    'the event page stopped and DevTools closed at once',
    async ({ page }) => {
      await Promise.all([stopEventPage(), closeDevtools()]);
      // If nobody was left to end it, the next request of the page starts the event page.
      await asks(page);
    },
  ],
  [
    'the event page stopped and the tab closed at once',
    async ({ page }) => {
      await Promise.all([stopEventPage(), page.close()]);
    },
  ],
  [
    'the extension reloaded',
    async () => {
      await browser.privileged.reloadExtension(browser.extensionId);
      await browser.waitReady();
    },
  ],
];

/** A page whose request passes only under the trial that has begun. */
async function beginTrial(): Promise<Round> {
  const page = await browser.open(servers.url('ends', 'page/index.html'));
  const panel = await browser.devtoolsPanel(page);
  const trying = tryingIn(panel);
  expect(await asks(page)).toBe('blocked');
  await trying.choose('/get');
  await trying.begin();
  expect(await asks(page), 'under the trial').toBe(200);
  return { page, panel };
}

test(`${ENDS} ends leave no rule behind in Firefox`, async () => {
  test.setTimeout(60_000 + ENDS * 20_000);
  const random = randomOf(`ends ${SEED}`);
  for (let ends = 0; ends < ENDS; ends += 1) {
    // Each way at least once, then in any order.
    const [name, end] = WAYS[ends] ?? random.pick(WAYS);
    await test.step(name, async () => {
      const { page, panel } = await beginTrial();
      await end({ page, panel });
      await expect.poll(rules, { timeout: 10_000, message: name }).toBe(0);
      if (name.includes('the tab closed')) return;
      expect(await asks(page), `after ${name}`).toBe('blocked');
      await page.close();
    });
  }
});

/** Every such end starts a browser. The last test: another one takes its place. */
const KILLS = Math.ceil(ENDS / 20);

test(`${KILLS} kills of Firefox leave no rule behind`, async () => {
  test.setTimeout(60_000 + KILLS * 60_000);
  for (let kills = 0; kills < KILLS; kills += 1) {
    await beginTrial();
    expect(await rules(), 'under the trial').toBeGreaterThan(0);
    browser = await launchFirefox({ profile: await browser.kill() });
    await browser.waitReady();
    expect(await rules(), 'after the restart').toBe(0);
    const page = await browser.open(servers.url('ends', 'page/index.html'));
    expect(await asks(page)).toBe('blocked');
    await page.close();
  }
});
