import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import type { DocumentUnderTest } from '../tools/browsers/browser-under-test.ts';
import { type FirefoxUnderTest, launchFirefox } from '../tools/browsers/firefox.ts';
import { type FirefoxPage, firefoxPage } from '../tools/browsers/firefox-page.ts';
import { firefoxPath } from '../tools/browsers/firefox-path.ts';

/**
 * Firefox has one background for all windows: also for private ones, for containers, whose pages
 * have cookies of their own, and for DevTools that are open while the extension is updated.
 */
test.skip(firefoxPath() === undefined, 'no Firefox');
test.setTimeout(120_000);

/** Asks for what it is told to, and says when that has ended. */
const WORKER = `onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => fetch(data).catch(() => {}).then(() => port.postMessage(''));
};`;

let server: Server;
let origin: string;
let api: string;
let browser: FirefoxUnderTest;

test.beforeAll(async () => {
  server = createServer(({ url }, response) => {
    const isWorker = url === '/worker.js';
    response.writeHead(200, { 'content-type': isWorker ? 'text/javascript' : 'text/html' });
    response.end(isWorker ? WORKER : '<!doctype html><link rel="icon" href="data:,">');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  origin = `http://localhost:${port}`;
  api = `http://127.0.0.1:${port}`;
  // It would first try https, which no server here speaks, in every private window.
  const preferences = { 'dom.security.https_first_pbm': false };
  browser = await launchFirefox({ preferences });
  await browser.waitReady();
});
test.afterAll(async () => {
  await browser.close();
  server.close();
});

const ask = (page: FirefoxPage, name: string) =>
  page.evaluate<string>((url: string) => fetch(url).then(String, String), `${api}/${name}`);

const askInWorker = (page: FirefoxPage, name: string) =>
  page.evaluate<string>(
    (url: string) =>
      new Promise<string>((done) => {
        const { port } = new SharedWorker('/worker.js');
        port.onmessage = ({ data }) => done(data);
        port.postMessage(url);
      }),
    `${api}/${name}`,
  );

const PRIVATE_API = 'http://private-api.localhost';
const askPrivately = (page: FirefoxPage, name: string) =>
  page.evaluate<string>(
    (url: string) => fetch(url).then(String, String),
    `${PRIVATE_API}:${new URL(api).port}/${name}`,
  );

const stored = async () => JSON.stringify(await browser.sessionStorage());

async function openInContainer(): Promise<FirefoxPage> {
  const { userContext } = await browser.session.send('browser.createUserContext', {});
  const created = await browser.session.send('browsingContext.create', {
    type: 'tab',
    userContext,
  });
  const page = firefoxPage(browser.session, String(created['context']));
  await page.goto(origin);
  return page;
}

test('what a container asks is listed for no other tab, and is gone when its tab closes', async () => {
  const page = await browser.open(origin);
  const contained = await openInContainer();
  await askInWorker(contained, 'worker-unseen');
  await ask(contained, 'asked-unseen');
  await ask(page, 'asked-openly');
  await askInWorker(page, 'worker-openly');
  await expect.poll(stored).toContain('/worker-openly');
  expect(await stored()).toContain('/asked-unseen');
  expect(await stored()).not.toContain('/worker-unseen');

  const panel = await browser.panelTab(page);
  const urls = (await browser.exported(panel))?.exchanges.map(({ url }) => url);
  expect(urls?.toSorted()).toEqual([`${api}/asked-openly`, `${api}/worker-openly`]);

  await contained.close();
  await expect.poll(stored).not.toContain('/asked-unseen');
  expect(await stored()).toContain('/asked-openly');
  expect(browser.extensionErrors()).toEqual([]);
});

const count = (view: DocumentUnderTest) => () =>
  view.evaluate<number>("document.querySelectorAll('[data-testid=exchange-row]').length");
const paths = async (panel: DocumentUnderTest) =>
  (await browser.exported(panel))?.exchanges.map(({ url }) => new URL(url).pathname).toSorted();

/** What the extension or the browser keeps for longer than its run. */
async function keptForGood(): Promise<string> {
  const view = await browser.extensionPage('manifest.json', { background: true });
  const kept = await view.evaluate<unknown>(
    `Promise.all([browser.storage.local.get(), browser.storage.sync.get().catch(() => null)])`,
  );
  await view.close();
  const files = readdirSync(browser.profile, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .filter((one) => contentOf(join(one.parentPath, one.name))?.includes('private-'))
    .map(({ name }) => name);
  return JSON.stringify([kept, files]);
}

/** Null if the browser removed the file meanwhile, such as one of its cache. */
function contentOf(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if (existsSync(file)) throw error;
    return null;
  }
}

/** Whether the extension opens this page, and in a private window. */
async function isOpenedPrivately(path: string): Promise<boolean | undefined> {
  await expect.poll(() => browser.extensionTab(path)).not.toBeNull();
  const opened = await browser.extensionTab(path);
  return opened?.evaluate<boolean>('browser.extension.inIncognitoContext');
}

test('a private window in which the extension is not allowed is not seen at all', async () => {
  const page = await browser.openPrivate(`${origin}/private-page`);
  await askPrivately(page, 'private-asked');
  await askInWorker(page, 'private-worker');
  expect(await stored()).not.toContain('private-');
  expect(() => browser.tabId(page)).toThrow('may not see');
  expect(await browser.badge(page)).toBe('');
  await browser.closeWindow(page);
});

test('a private window in which it is allowed has a list of its own, which it takes along', async () => {
  await browser.privileged.setPrivateAccess(browser.extensionId, true);
  await browser.waitReady();
  const page = await browser.open(origin);
  await askInWorker(page, 'worker-openly');
  await ask(page, 'asked-openly');
  const hidden = await browser.openPrivate(`${origin}/private-page`);
  await askInWorker(hidden, 'private-worker');
  await askPrivately(hidden, 'private-asked');
  await expect.poll(() => browser.badge(hidden)).toBe('1');
  expect(await browser.badge(page)).toBe('2');

  const open = await browser.panelTab(page);
  expect(await paths(open)).toEqual(['/asked-openly', '/worker-openly']);
  const panel = await browser.devtoolsPanel(hidden);
  await expect.poll(count(panel)).toBe(1);
  expect(await panel.evaluate('document.body.innerText')).toContain('does not allow');
  expect(await paths(panel)).toEqual(['/private-asked']);
  await browser.privileged.closeToolbox();
  const popup = await browser.popup(hidden);
  await expect.poll(count(popup)).toBe(1);
  expect(await popup.evaluate('document.body.innerText')).toContain('/private-asked');
  await popup.click('footer button');
  const full = `src/panel/panel.html?tabId=${browser.tabId(hidden)}`;
  expect(await isOpenedPrivately(full)).toBe(true);
  const view = await browser.extensionTab(full);
  await page.bringToFront();
  await view?.evaluate(`void browser.runtime.connect({ name: 'host-permissions' }).postMessage(
    { type: 'ask', tabId: ${browser.tabId(hidden)}, wanted: ['https://private-api.example'] })`);
  expect(await isOpenedPrivately('src/grant/grant.html')).toBe(true);

  expect(await stored()).toContain('private-');
  await browser.closeWindow(hidden);
  await expect.poll(stored).not.toContain('private-');
  expect(await stored()).toContain('/asked-openly');
  expect(await keptForGood()).not.toContain('private-');
  expect(await paths(open)).toEqual(['/asked-openly', '/worker-openly']);
  expect(browser.extensionErrors()).toEqual([]);
});

test('an updated extension comes back into open DevTools, and watches again', async () => {
  const page = await browser.open(origin);
  const before = await browser.devtoolsPanel(page);
  await ask(page, 'before');
  await expect.poll(count(before)).toBe(1);
  await browser.privileged.reloadExtension(browser.extensionId);
  const after = await browser.devtoolsPanel(page);
  expect(await count(after)()).toBe(0);
  await ask(page, 'after');
  await expect.poll(count(after)).toBe(1);
  expect(await paths(after)).toEqual(['/after']);
  expect(await stored()).not.toContain('/before');
  expect(browser.extensionErrors()).toEqual([]);
});
