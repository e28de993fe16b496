import type { Page } from 'playwright';
import type { Browser as ExtensionApi } from 'webextension-polyfill';
import type { DocumentUnderTest, PageUnderTest } from '../browsers/browser-under-test.ts';
import { type ChromiumUnderTest, launchChromium } from '../browsers/chromium.ts';
import { type FirefoxUnderTest, launchFirefox } from '../browsers/firefox.ts';
import { firefoxPage } from '../browsers/firefox-page.ts';

declare const chrome: ExtensionApi;

/** A tab in which one life after another is played, and the views that are open beside it. */
export type Seat = {
  readonly page: PageUnderTest;
  readonly tabId: number;
  readonly panel: DocumentUnderTest;
  readonly popup: DocumentUnderTest;
};

export type GameBrowser = {
  /** `Chromium 156.0.8078.79` */
  readonly version: string;
  /** `url`: a page to begin with. */
  readonly seat: (url: string) => Promise<Seat>;
  readonly extensionErrors: () => readonly string[];
  readonly close: () => Promise<void>;
};

export type BrowserName = 'chromium' | 'firefox';

/** Starts a browser with the built extension. @throws When the extension has not been built. */
export async function startBrowser(name: BrowserName): Promise<GameBrowser> {
  const browser = name === 'chromium' ? await launchChromium() : await launchFirefox();
  await browser.waitReady();
  const seat = browser.name === 'chromium' ? chromiumSeat(browser) : firefoxSeat(browser);
  const { version, extensionErrors, close } = browser;
  return { version, seat, extensionErrors, close };
}

/** A browser draws only the front tab of a window, so the panel has a window of its own. */
function chromiumSeat(browser: ChromiumUnderTest): GameBrowser['seat'] {
  const { context, extensionOrigin } = browser;
  const intoOwnWindow = async (tabId: number): Promise<void> => {
    const worker = await browser.background();
    await worker.evaluate(async (tabId) => void (await chrome.windows.create({ tabId })), tabId);
  };
  const tabOf = (view: Page): Promise<number> =>
    view.evaluate(async () => (await chrome.tabs.getCurrent())?.id ?? -1);
  return async (url) => {
    const page = await browser.open(url);
    const tabId = browser.tabId(page);
    await intoOwnWindow(tabId);
    const panel = await browser.panelTab(page);
    await intoOwnWindow(await tabOf(panel));
    // The popup is about the front tab of its window.
    const opened = context.waitForEvent('page');
    const worker = await browser.background();
    await worker.evaluate(
      async ([tabId, url]) => {
        const { windowId } = await chrome.tabs.get(tabId);
        await chrome.tabs.create({ windowId: windowId ?? 0, url, active: false });
      },
      [tabId, `${extensionOrigin}/src/popup/popup.html`] as const,
    );
    const popup = await opened;
    await popup.waitForLoadState();
    return { page, tabId, panel, popup };
  };
}

function firefoxSeat(browser: FirefoxUnderTest): GameBrowser['seat'] {
  const { session, extensionOrigin } = browser;
  const open = async (where: object, path: string) => {
    const { context } = await session.send('browsingContext.create', { ...where });
    const view = firefoxPage(session, String(context));
    await view.goto(`${extensionOrigin}/${path}`);
    return view;
  };
  return async (url) => {
    const page = await browser.open(url);
    const tabId = browser.tabId(page);
    const behind = { type: 'tab', background: true, referenceContext: page.context };
    const popup = await open(behind, 'src/popup/popup.html');
    const panel = await open({ type: 'window' }, `src/panel/panel.html?tabId=${tabId}`);
    return { page, tabId, panel, popup };
  };
}
