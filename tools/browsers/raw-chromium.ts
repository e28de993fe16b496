import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { chromium } from 'playwright';
import { type CdpSession, childSession, messageSession, type Params } from './cdp-session.ts';
import { chromiumPath } from './chromium-path.ts';
import { CHROME_BUILD, chromiumProfile, chromiumSwitches, extensionFolder } from './profile.ts';

/** A tab or worker, driven over the bare protocol. */
export type RawPage = {
  readonly session: CdpSession;
  /**
   * The value of an expression, awaited.
   * @throws What the expression throws.
   */
  readonly evaluate: <T>(expression: string) => Promise<T>;
};

/**
 * A Chromium without Playwright. A debugger attached to an extension's worker keeps it alive, and
 * Playwright attaches to everything. Here the worker lives and dies as it does for users.
 */
export type RawChromium = {
  readonly extensionOrigin: string;
  /** The session of the browser itself. */
  readonly session: CdpSession;
  readonly open: (
    url: string,
    before?: (session: CdpSession) => Promise<unknown>,
  ) => Promise<RawPage>;
  /** Stops the extension's worker at once, if it runs; resolves when the browser confirms it. */
  readonly stopWorker: () => Promise<void>;
  /** Ends the browser as a crash does, and returns the profile that is left. */
  readonly kill: () => Promise<string>;
  readonly close: () => Promise<void>;
};

/**
 * Starts a Chromium with the built extension, and a fresh profile or one that `kill` has left.
 * `close` deletes it.
 * @throws When the extension has not been built, or does not start within 15 s.
 */
export async function launchRawChromium(
  build: string = CHROME_BUILD,
  profile: string = chromiumProfile('allowed'),
): Promise<RawChromium> {
  const browserProcess = spawn(
    chromiumPath() ?? chromium.executablePath(),
    [
      ...chromiumSwitches(extensionFolder(build, [])),
      `--user-data-dir=${profile}`,
      '--remote-debugging-pipe',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const exited = new Promise((resolve) => browserProcess.once('exit', resolve));
  const close = async (ask: () => unknown) => {
    await ask();
    await exited;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const browser = pipeSession(browserProcess);
    const driven = await drive(browser);
    const kill = async () => {
      browserProcess.kill('SIGKILL');
      await exited;
      return profile;
    };
    return { ...driven, kill, close: () => close(() => browser.send('Browser.close')) };
  } catch (error) {
    await close(() => browserProcess.kill());
    throw error;
  }
}

async function drive(browser: CdpSession): Promise<Omit<RawChromium, 'close' | 'kill'>> {
  const extensionOrigin = await extensionOriginOf(browser);
  // Any page of the extension may command its workers; this one runs no script of its own.
  const control = await openPage(browser, `${extensionOrigin}/manifest.json`);
  const stopped = stops(control.session);
  await control.session.send('ServiceWorker.enable');
  return {
    extensionOrigin,
    session: browser,
    open: (url, before) => openPage(browser, url, before),
    stopWorker: async () => {
      const { running, next } = stopped();
      await control.session.send('ServiceWorker.stopAllWorkers');
      if (running) await next;
    },
  };
}

type WorkerVersion = { readonly runningStatus: string };

/** Whether a worker runs now, and a promise of its next stop. */
function stops(
  session: CdpSession,
): () => { readonly running: boolean; readonly next: Promise<void> } {
  let running = false;
  let onStop: () => void = () => {};
  session.onEvent((method, params) => {
    if (method !== 'ServiceWorker.workerVersionUpdated') return;
    for (const { runningStatus } of params['versions'] as readonly WorkerVersion[]) {
      running = runningStatus === 'running' || runningStatus === 'starting';
      if (runningStatus === 'stopped') onStop();
    }
  });
  return () => ({
    running,
    next: new Promise<void>((resolve) => {
      onStop = resolve;
    }),
  });
}

/** Messages end with a zero byte; Chromium reads descriptor 3 and writes descriptor 4. */
function pipeSession(browserProcess: ChildProcess): CdpSession {
  const toBrowser = browserProcess.stdio[3] as Writable;
  const fromBrowser = browserProcess.stdio[4] as Readable;
  const wire = messageSession((message) => void toBrowser.write(`${message}\0`));
  let rest = '';
  fromBrowser.setEncoding('utf8');
  fromBrowser.on('data', (chunk: string) => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages) wire.receive(message);
  });
  browserProcess.once('exit', wire.close);
  return wire.session;
}

async function extensionOriginOf(browser: CdpSession): Promise<string> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const { targetInfos } = await browser.send('Target.getTargets');
    const worker = (targetInfos as readonly { type: string; url: string }[]).find(
      ({ type, url }) => type === 'service_worker' && url.startsWith('chrome-extension://'),
    );
    if (worker !== undefined) return `chrome-extension://${new URL(worker.url).host}`;
    if (Date.now() > deadline) throw new Error('The extension did not start within 15 s.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function openPage(
  browser: CdpSession,
  url: string,
  before: (session: CdpSession) => Promise<unknown> = async () => {},
): Promise<RawPage> {
  const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: false });
  const session = childSession(browser, String(sessionId));
  await before(session);
  const loaded = new Promise<void>((resolve) => {
    session.onEvent((method) => {
      if (method === 'Page.loadEventFired') resolve();
    });
  });
  await session.send('Page.enable');
  await session.send('Page.navigate', { url });
  await loaded;
  return { session, evaluate: (expression) => evaluate(session, expression) };
}

async function evaluate<T>(session: CdpSession, expression: string): Promise<T> {
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
    userGesture: true,
  });
  if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
  return (result as Params)['value'] as T;
}
