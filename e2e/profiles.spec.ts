import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'playwright/test';
import { childSession } from '../tools/browsers/cdp-session.ts';
import {
  launchRawChromium,
  type RawChromium,
  type RawPage,
} from '../tools/browsers/raw-chromium.ts';
import { openRawPanel, rawExport, tabIdByUrl } from '../tools/browsers/raw-panel.ts';

/** Private windows, and an extension that is reloaded while DevTools are open. */
let server: Server;
let port: number;
let browser: RawChromium;
let extensions: RawPage;

/** Asks for what it is told to, and says when that has ended. */
const WORKER = `onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => fetch(data).catch(() => {}).then(() => port.postMessage(''));
};`;

test.beforeEach(async () => {
  server = createServer(({ url }, response) => {
    const isWorker = url === '/worker.js';
    response.writeHead(200, { 'content-type': isWorker ? 'text/javascript' : 'text/html' });
    response.end(isWorker ? WORKER : '<!doctype html><title>A page</title>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
  browser = await launchRawChromium();
  extensions = await browser.open('chrome://extensions');
  // Without this, the browser disables an unpacked extension that is reloaded.
  await extensions.evaluate(
    'chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })',
  );
});
test.afterEach(async () => {
  await browser.close();
  server.close();
});

type Target = {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
  readonly browserContextId?: string;
};

const targets = async (): Promise<readonly Target[]> =>
  (await browser.session.send('Target.getTargets', { filter: [{}] }))[
    'targetInfos'
  ] as readonly Target[];

/** The first target that matches, once there is one. */
async function targetWhere(fits: (target: Target) => boolean): Promise<Target> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const found = (await targets()).find(fits);
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error('no such target within 10 s');
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** Runs an expression in a target. */
async function evaluateIn<T>({ targetId }: Target, expression: string): Promise<T> {
  const { sessionId } = await browser.session.send('Target.attachToTarget', {
    targetId,
    flatten: false,
  });
  const session = childSession(browser.session, String(sessionId));
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  await browser.session.send('Target.detachFromTarget', { sessionId });
  if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
  return (result as { readonly value: T }).value;
}

/**
 * Chromium at times (about 1 of 4 reloads) starts the worker of a reloaded extension before it knows
 * that worker: every call of its API then fails with "No SW". Chromium ends it after 30 s without
 * work, and the next one is well. This ends it at once.
 */
async function endWorkerWithoutApi(page: RawPage): Promise<void> {
  const answers = `Promise.resolve().then(() => chrome.storage.session.get()).then(
    () => 'well',
    ({ message }) => message,
  )`;
  const isWorker = ({ type }: Target) => type === 'service_worker';
  const answer = async () => evaluateIn<string>(await targetWhere(isWorker), answers);
  // The worker of before is listed until it has ended; it answers that, or nothing at all.
  let last: string | undefined;
  await expect.poll(async () => (last = await answer())).toMatch(/^(well|No SW)$/);
  if (last === 'well') return;
  await page.session.send('ServiceWorker.enable');
  await page.session.send('ServiceWorker.stopAllWorkers');
}

const ask = (name: string): string =>
  `fetch('http://127.0.0.1:${port}/${name}').then(() => '', () => '')`;
const askInWorker = (name: string): string => `new Promise((done) => {
  const { port } = new SharedWorker('/worker.js');
  port.onmessage = ({ data }) => done(data);
  port.postMessage('http://127.0.0.1:${port}/${name}');
})`;
const STORED = 'chrome.storage.session.get().then(JSON.stringify)';
/** Waits for the background of a reloaded extension: requests made before it listens are lost. */
async function listens(page: RawPage, extensionPage: RawPage): Promise<void> {
  const stored = async (): Promise<string> => {
    await page.evaluate(ask('first'));
    return extensionPage.evaluate<string>(STORED);
  };
  await expect.poll(stored, { timeout: 20_000 }).toContain('/first');
}
const openExtensionPage = () => browser.open(`${browser.extensionOrigin}/manifest.json`);

test('requests of a private tab are listed for no other tab, and are gone when it closes', async () => {
  const id = new URL(browser.extensionOrigin).host;
  await extensions.evaluate(`chrome.developerPrivate.updateExtensionConfiguration(
    { extensionId: '${id}', incognitoAccess: true })`);
  await targetWhere(({ type }) => type === 'service_worker');
  const normal = await openExtensionPage();
  const page = await browser.open(`http://localhost:${port}/`);
  const tabId = await tabIdByUrl(normal, `http://localhost:${port}/`);
  await endWorkerWithoutApi(normal);
  await listens(page, normal);
  await page.evaluate(askInWorker('worker-openly'));
  await expect.poll(() => normal.evaluate<string>(STORED)).toContain('/worker-openly');
  await normal.evaluate(`chrome.windows.create(
    { incognito: true, url: 'http://localhost:${port}/private' }).then(() => {})`);
  const isPrivatePage = ({ type, url }: Target) => type === 'page' && url.endsWith('/private');
  const privatePage = await targetWhere(isPrivatePage);
  // It is listed before it has left the empty page, which has no origin.
  await expect.poll(() => evaluateIn<string>(privatePage, 'origin')).toContain('localhost');
  await evaluateIn(privatePage, askInWorker('worker-unseen'));
  await evaluateIn(privatePage, ask('asked-unseen'));
  await page.evaluate(ask('asked-openly'));
  await expect.poll(() => normal.evaluate<string>(STORED)).toContain('/asked-unseen');
  await expect.poll(() => normal.evaluate<string>(STORED)).toContain('/asked-openly');

  const panel = await openRawPanel(browser, tabId);
  const urls = (await rawExport(panel))?.exchanges
    .map(({ url }) => url)
    .filter((url) => !url.endsWith('/first'));
  const openly = ['worker-openly', 'asked-openly'];
  expect(urls).toEqual(openly.map((name) => `http://127.0.0.1:${port}/${name}`));
  expect(await normal.evaluate<string>(STORED)).not.toContain('/worker-unseen');

  const privateId = await tabIdByUrl(normal, `http://localhost:${port}/private`);
  const unseen = await rawExport(await openRawPanel(browser, privateId));
  expect(unseen?.exchanges.map(({ url }) => new URL(url).pathname)).toEqual(['/asked-unseen']);

  await browser.session.send('Target.closeTarget', { targetId: privatePage.targetId });
  await expect.poll(() => normal.evaluate<string>(STORED)).not.toContain('/asked-unseen');
  expect(await normal.evaluate<string>(STORED)).toContain('/asked-openly');
});

test('a reloaded extension closes DevTools, and watches again', async () => {
  const page = await browser.open(`http://localhost:${port}/`);
  const { targetId } = await targetWhere(
    ({ type, url }) => type === 'page' && url.startsWith('http://localhost'),
  );
  await browser.session.send('Target.openDevTools', { targetId });
  const isDevtools = ({ url }: Target) => url.startsWith('devtools://');
  const show = `import('./ui/legacy/legacy.js').then(async ({ InspectorView }) => {
    const view = InspectorView.InspectorView.instance();
    const ours = view.tabbedPane.tabIds().find((id) => id.startsWith('${browser.extensionOrigin}'));
    if (ours !== undefined) await view.showPanel(ours);
    return ours !== undefined;
    // DevTools themselves are not ready yet.
  }).catch(() => false)`;
  const devtools = await targetWhere(isDevtools);
  await expect.poll(() => evaluateIn(devtools, show), { timeout: 10_000 }).toBe(true);
  await targetWhere(({ url }) => url.endsWith('/src/panel/panel.html'));
  await page.evaluate(ask('before'));
  const control = await openExtensionPage();
  await expect.poll(() => control.evaluate<string>(STORED)).toContain('/before');
  await control.evaluate('void setTimeout(() => chrome.runtime.reload())');
  await expect.poll(async () => (await targets()).some(isDevtools)).toBe(false);

  const again = await openExtensionPage();
  await endWorkerWithoutApi(again);
  await listens(page, again);
  expect(await again.evaluate<string>(STORED)).not.toContain('/before');
});
