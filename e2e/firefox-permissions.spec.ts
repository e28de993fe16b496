import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'playwright/test';
import type { DocumentUnderTest } from '../tools/browsers/browser-under-test.ts';
import {
  type FirefoxUnderTest,
  type FirefoxView,
  launchFirefox,
} from '../tools/browsers/firefox.ts';
import type { FirefoxPage } from '../tools/browsers/firefox-page.ts';
import { firefoxPath } from '../tools/browsers/firefox-path.ts';

/** Firefox lets the user grant and revoke hosts at any time, including those of the manifest. */
test.skip(firefoxPath() === undefined, 'no Firefox');
test.setTimeout(180_000);

const PICTURES = 'artifacts/firefox';

let server: Server;
let port: number;
let browser: FirefoxUnderTest;

test.beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><link rel="icon" href="data:,"><title>Anywhere but here</title>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
  browser = await launchFirefox({
    preferences: { 'network.dns.localDomains': 'app.test,api.test' },
  });
  await browser.waitReady();
});
test.afterAll(async () => {
  await browser.close();
  server.close();
});

type Stage = {
  readonly page: FirefoxPage;
  readonly panel: FirefoxView;
  /** Makes the page ask its server. */
  readonly ask: () => Promise<void>;
};

async function openStage(host: string, api: string): Promise<Stage> {
  const page = await browser.open(`http://${host}:${port}/`);
  const panel = await browser.devtoolsPanel(page);
  const ask = () =>
    page.evaluate<void>(
      (url: string) =>
        fetch(url).then(
          () => {},
          () => {},
        ),
      `http://${api}:${port}/users`,
    );
  return { page, panel, ask };
}

/** The text of the element with this test id in a view; null where there is none. */
const textOf = (view: DocumentUnderTest, testId: string): Promise<string | null> =>
  view.evaluate<string | null>(
    `document.querySelector('[data-testid="${testId}"]')?.innerText ?? null`,
  );

/** Resolves once that element says this, or is gone. */
async function says(view: DocumentUnderTest, testId: string, text: string | null): Promise<void> {
  const poll = expect.poll(() => textOf(view, testId), { timeout: 20_000 });
  if (text === null) await poll.toBeNull();
  else await poll.toContain(text);
}

const rowsOf = (view: DocumentUnderTest) =>
  view.evaluate<number>("document.querySelectorAll('[data-testid=exchange-row]').length");

/** Saves a picture of the popup. */
async function photographPopup(name: string): Promise<void> {
  const picture = await browser.privileged.popupPicture();
  writeFileSync(`${PICTURES}/popup-${name}.png`, Buffer.from(picture, 'base64'));
}

/** The tab in which a panel inside the toolbox makes Firefox ask the user. */
async function askingTab(): Promise<FirefoxPage> {
  const find = () => browser.extensionTab('src/grant/grant.html');
  await expect.poll(find, { timeout: 20_000 }).not.toBeNull();
  return (await find()) ?? Promise.reject(new Error('The tab has gone.'));
}

/** The second pattern is for its subdomains, and covers the host as well. */
const LOCALHOST = ['http://localhost/*', 'http://*.localhost/*'];
const GRANT = '[data-testid^=state-no-permission] .button-accent';
const NO_PAGE = 'state-no-permission-page';
const NO_SERVER = 'state-no-permission-api';

test('the panel asks for a missing permission, is refused, and then gets it', async () => {
  const { page, panel, ask } = await openStage('app.test', 'api.test');
  // DevTools start recording after a while, so the request is repeated, as a user would do.
  const asksFor = async () => {
    await ask();
    return textOf(panel, NO_PAGE);
  };
  await expect
    .poll(asksFor, { timeout: 20_000 })
    .toContain('Watch app.test and api.test, then reload');
  await says(panel, 'exchange-row', 'DevTools only');
  await says(panel, 'recorded', 'seen by DevTools only');
  for (const side of ['right', 'bottom'] as const) {
    // Firefox loads the panel again there, and keeps what it recorded.
    await browser.privileged.dock(side, null);
    const moved = await browser.devtoolsPanel(page);
    await says(moved, 'exchange-row', 'DevTools only');
    await says(moved, NO_PAGE, 'Watch app.test and api.test, then reload');
  }
  await page.evaluate<void>(() => {
    document.title = 'Not loaded again';
  });
  await page.bringToFront();
  await browser.screenshotDevtools(page, `${PICTURES}/toolbox-withheld.png`, {
    width: 1280,
    height: 900,
    theme: 'dark',
  });
  await panel.click(GRANT);
  const tab = await askingTab();
  await says(tab, 'grant', 'Watch app.test and api.test');
  for (const allow of [false, true]) {
    await tab.click('[data-testid=grant-ask]');
    expect(await browser.privileged.answerPrompt(allow)).toContain('api.test');
    if (!allow) await says(tab, 'grant-refused', 'Nothing is watched');
    if (!allow) await tab.screenshot({ path: `${PICTURES}/grant-refused.png` });
    await says(panel, NO_PAGE, allow ? null : 'Watch app.test');
  }
  // It closes itself, and the panel loads the page again.
  await expect
    .poll(() => browser.extensionTab('src/grant/grant.html'), { timeout: 20_000 })
    .toBeNull();
  const title = () => page.evaluate<string>(() => document.title);
  await expect.poll(title, { timeout: 20_000 }).toBe('Anywhere but here');
  await ask();
  await expect.poll(() => rowsOf(panel), { timeout: 20_000 }).toBe(1);
  await page.close();
});

test('the popup gives a permission back, and asks for it again', async () => {
  const { page, panel } = await openStage('app.test', 'api.test');
  const popup = await browser.popup(page);
  await says(popup, 'granted-hosts', 'app.test');
  await says(popup, 'state-empty', 'servers that are not watched');
  await photographPopup('granted');
  await popup.click('[aria-label="Stop watching app.test"]');
  await says(popup, NO_PAGE, 'Watch app.test');
  await says(panel, NO_PAGE, 'Watch app.test');
  await says(popup, NO_PAGE, 'then reload');
  await photographPopup('withheld');
  await page.evaluate<void>(() => {
    document.title = 'Not loaded again';
  });
  await popup.click(GRANT);
  expect(await browser.privileged.answerPrompt(true)).toContain('app.test');
  await says(panel, NO_PAGE, null);
  // Also if the popup has closed while Firefox asked.
  const title = () => page.evaluate<string>(() => document.title);
  await expect.poll(title, { timeout: 20_000 }).toBe('Anywhere but here');
  await page.close();
});

test('the panel notices at once what is revoked in the browser’s settings', async () => {
  const { page, panel, ask } = await openStage('localhost', '127.0.0.1');
  await ask();
  await expect.poll(() => rowsOf(panel), { timeout: 20_000 }).toBe(1);
  const { privileged, extensionId } = browser;
  for (const granted of [false, true]) {
    await privileged.setHosts(extensionId, LOCALHOST, granted);
    await says(panel, NO_PAGE, granted ? null : 'Watch localhost');
  }
  await privileged.setHosts(extensionId, ['http://127.0.0.1/*'], false);
  await says(panel, NO_SERVER, '127.0.0.1');
  expect(await rowsOf(panel)).toBe(1);
  await privileged.setHosts(extensionId, ['http://127.0.0.1/*'], true);
  await says(panel, NO_SERVER, null);
  expect(browser.extensionErrors()).toEqual([]);
  await page.close();
});
