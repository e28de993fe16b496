import { readFile, rm } from 'node:fs/promises';
import { type BrowserContext, type CDPSession, chromium, type Page, type Worker } from 'playwright';
import type { Browser as ExtensionApi } from 'webextension-polyfill';
import type { BrowserUnderTest, ExportedReport } from './browser-under-test.ts';
import { playwrightSession } from './cdp-session.ts';
import { chromiumPath } from './chromium-path.ts';
import { createDevtools } from './devtools.ts';
import { DRAWN } from './drawn.ts';
import { recordExtensionErrors } from './extension-errors.ts';
import { setObserving } from './observing.ts';
import {
  CHROME_BUILD,
  chromiumProfile,
  chromiumSwitches,
  copyOfExtension,
  extensionFolder,
} from './profile.ts';
import { seesOwnRequest } from './readiness.ts';
import { recordVerdicts, type VerdictRecorder } from './verdict-recorder.ts';

declare const chrome: ExtensionApi;

export type ChromiumOptions = {
  /** The unpacked extension; by default the result of `npm run build`. */
  readonly extension?: string;
  /** Match patterns that count as granted, besides those of the manifest. */
  readonly grantHosts?: readonly string[];
  readonly thirdPartyCookies?: 'allowed' | 'blocked';
  readonly colorScheme?: 'light' | 'dark';
  readonly windowSize?: { readonly width: number; readonly height: number };
  /** Lets `devtoolsPanel`, `screenshotDevtools` and `popup` work. */
  readonly devtools?: boolean;
  /** For a person to look at: a window of the desktop, which the user may resize. */
  readonly headed?: boolean;
  /** Whether Ctrl-C ends browser and process automatically (default). If not, call `close`. */
  readonly endsOnSignals?: boolean;
  readonly switches?: readonly string[];
  /** Whether pages are kept for going back, as users have it. Playwright forbids that. */
  readonly keepsPages?: boolean;
  /** Folders of more unpacked extensions, as a user has them. */
  readonly otherExtensions?: readonly string[];
};

export interface ChromiumUnderTest extends BrowserUnderTest {
  readonly name: 'chromium';
  popup(page: Page): Promise<Page>;
  readonly context: BrowserContext;
  /** `chrome-extension://…` without a slash at the end. */
  readonly extensionOrigin: string;
  /**
   * The extension's background. While Playwright is attached, the browser does not stop it as idle.
   */
  background(): Promise<Worker>;
}

/**
 * Starts a Chromium with a fresh profile and the built extension; `close` deletes the profile.
 * @throws When the extension has not been built, or does not start within 15 s.
 */
export async function launchChromium(options: ChromiumOptions = {}): Promise<ChromiumUnderTest> {
  const { colorScheme, windowSize, devtools = false, headed = false, switches = [] } = options;
  const { endsOnSignals = true, otherExtensions = [], keepsPages = false } = options;
  const { thirdPartyCookies = 'allowed', grantHosts = [] } = options;
  const extension = extensionFolder(options.extension ?? CHROME_BUILD, grantHosts);
  const others = otherExtensions.map(copyOfExtension);
  const profile = chromiumProfile(thirdPartyCookies);
  const executablePath = chromiumPath();
  // Playwright's only way to return DevTools windows and popups; read when one appears.
  if (devtools) process.env['PW_CHROMIUM_ATTACH_TO_OTHER'] = '1';
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath === undefined ? {} : { executablePath }),
    ...(colorScheme === undefined ? {} : { colorScheme }),
    // Headless by switch: Playwright's own way would start its headless shell, which has no
    // extensions.
    headless: false,
    viewport: headed ? null : (windowSize ?? { width: 1280, height: 800 }),
    handleSIGINT: endsOnSignals,
    handleSIGTERM: endsOnSignals,
    handleSIGHUP: endsOnSignals,
    permissions: ['clipboard-read', 'clipboard-write'],
    ignoreDefaultArgs: keepsPages ? ['--disable-back-forward-cache'] : [],
    args: [...chromiumSwitches([extension, ...others].join(), headed), ...switches],
  });
  const folders = [
    profile,
    ...others,
    ...(extension === (options.extension ?? CHROME_BUILD) ? [] : [extension]),
  ];
  try {
    return await withExtension(context, folders);
  } catch (error) {
    await shutDown(context, folders);
    throw error;
  }
}

async function withExtension(
  context: BrowserContext,
  folders: readonly string[],
): Promise<ChromiumUnderTest> {
  const worker = await firstWorker(context);
  // Node's URL calls the origin of this scheme opaque.
  const extensionOrigin = `chrome-extension://${new URL(worker.url()).host}`;
  const browserSession = await browserSessionOf(context);
  const errors = await recordExtensionErrors(
    playwrightSession(browserSession),
    `${extensionOrigin}/`,
  );
  return underTest({ context, browserSession, extensionOrigin, errors, folders });
}

async function shutDown(context: BrowserContext, folders: readonly string[]): Promise<void> {
  await context.close();
  // Chromium's helpers may still write for a moment.
  for (const path of folders) await rm(path, { recursive: true, force: true, maxRetries: 5 });
}

async function firstWorker(context: BrowserContext): Promise<Worker> {
  return context.serviceWorkers()[0] ?? context.waitForEvent('serviceworker', { timeout: 15_000 });
}

async function browserSessionOf(context: BrowserContext): Promise<CDPSession> {
  const browser = context.browser();
  if (browser === null) throw new Error('Playwright hides the browser of this context.');
  return browser.newBrowserCDPSession();
}

type Parts = {
  readonly context: BrowserContext;
  readonly browserSession: CDPSession;
  readonly extensionOrigin: string;
  readonly errors: readonly string[];
  readonly folders: readonly string[];
};

function underTest(parts: Parts): ChromiumUnderTest {
  const { context, browserSession, extensionOrigin, errors, folders } = parts;
  const tabIds = new Map<Page, number>();
  const recorders = new Map<Page, VerdictRecorder>();
  const readers = new Map<Page, Promise<Page>>();
  const background = () => firstWorker(context);
  const sessionStorage = async () =>
    (await background()).evaluate(() => chrome.storage.session.get());
  const tabId = (page: Page): number => known(tabIds.get(page));
  const { devtoolsListening, ...devtools } = createDevtools(
    context,
    browserSession,
    extensionOrigin,
  );

  const open = async (url: string): Promise<Page> => {
    const worker = await background();
    const before = await tabsOf(worker);
    const page = await context.newPage();
    const added = (await tabsOf(worker)).filter((id) => !before.includes(id));
    // Two tabs opened at once could be confused.
    if (added.length !== 1) throw new Error(`${added.length} tabs appeared instead of one`);
    tabIds.set(page, known(added[0]));
    recorders.set(page, await recordVerdicts(playwrightSession(await context.newCDPSession(page))));
    await page.goto(url);
    return page;
  };

  const extensionPage = async (path: string): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(`${extensionOrigin}/${path}`);
    return page;
  };
  const panelTab = async (page: Page): Promise<Page> => {
    const panel = await extensionPage(`src/panel/panel.html?tabId=${tabId(page)}`);
    await panel.waitForSelector(DRAWN, { state: 'attached' });
    return panel;
  };

  /** A panel that stays open as long as its page: opening one takes longer than asking it. */
  const readerOf = (page: Page): Promise<Page> => {
    const opened = readers.get(page);
    if (opened !== undefined) return opened;
    const reader = panelTab(page);
    readers.set(page, reader);
    // When the whole browser ends, its pages may already be gone.
    page.once('close', () => reader.then((tab) => tab.close()).catch(() => {}));
    return reader;
  };

  const popup = async (page: Page): Promise<Page> => {
    // The popup is about the active tab, as when the user presses the toolbar button.
    await page.bringToFront();
    const worker = await background();
    const opened = context.waitForEvent('page', { timeout: 10_000 });
    await worker.evaluate(() => chrome.action.openPopup());
    const popup = await opened;
    await popup.waitForURL(`${extensionOrigin}/src/popup/**`);
    await popup.waitForSelector(DRAWN, { state: 'attached' });
    return popup;
  };

  return {
    name: 'chromium',
    version: `Chromium ${context.browser()?.version() ?? 'unknown'}`,
    context,
    extensionOrigin,
    background,
    open,
    tabId,
    panelTab,
    popup,
    report: async (page) => {
      const reader = await readerOf(page);
      // The browser lets a page in the background wait for its next frame.
      await reader.bringToFront();
      const report = await exportJson(reader);
      await page.bringToFront();
      return report;
    },
    exported: exportJson,
    ...devtools,
    browserVerdicts: (page) => known(recorders.get(page)).verdicts,
    listening: async (page) => devtoolsListening(page, await known(recorders.get(page)).settled()),
    extensionErrors: () => errors,
    sessionStorage,
    setObserving: async (on) => setObserving(await background(), on),
    waitReady: () => seesOwnRequest({ open, sessionStorage }),
    close: () => shutDown(context, folders),
  };
}

const tabsOf = (worker: Worker): Promise<readonly (number | undefined)[]> =>
  worker.evaluate(async () => (await chrome.tabs.query({})).map((tab) => tab.id));

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('This page was not opened by the harness.');
  return value;
}

/**
 * Presses *Export → JSON* in a panel and reads the file that it saves. Null when the panel has
 * nothing to export.
 */
export async function exportJson(panel: Page): Promise<ExportedReport | null> {
  const menu = panel.getByTestId('export-menu');
  await panel.getByTestId('state-connecting').waitFor({ state: 'hidden' });
  await panel.getByTestId('state-behind').waitFor({ state: 'hidden' });
  if (await menu.isDisabled()) return null;
  return JSON.parse(await exportedText(panel, 'export-json'));
}

/** Presses an entry of the panel's Export menu and reads the file that it saves. */
export async function exportedText(panel: Page, entry: string): Promise<string> {
  const item = panel.getByTestId(entry);
  if (!(await item.isVisible())) await panel.getByTestId('export-menu').click();
  const [download] = await Promise.all([panel.waitForEvent('download'), item.click()]);
  return readFile(await download.path(), 'utf8');
}
