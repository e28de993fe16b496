import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'playwright/test';
import { type FirefoxUnderTest, launchFirefox } from '../tools/browsers/firefox.ts';
import { type FirefoxPage, firefoxPage } from '../tools/browsers/firefox-page.ts';
import { firefoxPath } from '../tools/browsers/firefox-path.ts';

/** Firefox has one background for all containers: pages with cookies of their own. */
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
  browser = await launchFirefox();
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
