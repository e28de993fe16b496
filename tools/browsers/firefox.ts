import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BidiSession, Params } from './bidi-session.ts';
import type {
  BrowserUnderTest,
  DevtoolsLook,
  DocumentUnderTest,
  ExportedReport,
} from './browser-under-test.ts';
import { DRAWN } from './drawn.ts';
import { type FirefoxPage, firefoxPage, openFirefoxPage } from './firefox-page.ts';
import {
  enterFirefox,
  type PrivateTabIds,
  type Privileged,
  type View,
} from './firefox-privileged.ts';
import { type FirefoxProcess, type Preferences, startFirefox } from './firefox-process.ts';
import { type FirefoxVerdicts, recordFirefoxVerdicts } from './firefox-verdicts.ts';
import { setObserving } from './observing.ts';
import { extensionFolder } from './profile.ts';
import { EXPORTING } from './raw-panel.ts';
import { seesOwnRequest } from './readiness.ts';

/** The extension to test: the one in `FIREFOX_EXTENSION`, else where `vite build` puts it. */
const FIREFOX_BUILD = resolve(
  process.env['FIREFOX_EXTENSION'] ?? join(import.meta.dirname, '../../dist/firefox'),
);

export type FirefoxOptions = {
  /** Match patterns that count as granted, besides those of the manifest. */
  readonly grantHosts?: readonly string[];
  readonly preferences?: Preferences;
  /** The profile of a browser that was killed. */
  readonly profile?: string;
  /** Has windows, on the screen that `DISPLAY` names. */
  readonly headed?: boolean;
};

/** A page of the extension that is no tab: the panel in the toolbox, or the toolbar's popup. */
export interface FirefoxView extends DocumentUnderTest {
  /** A real click, which counts as the user's, in the center of the selected element. */
  click(selector: string): Promise<void>;
}

export interface FirefoxUnderTest extends BrowserUnderTest<FirefoxPage, FirefoxView> {
  readonly name: 'firefox';
  readonly session: BidiSession;
  /** The folder of its profile. */
  readonly profile: string;
  readonly privileged: Privileged;
  readonly extensionId: string;
  /** `moz-extension://…` without a slash at the end. */
  readonly extensionOrigin: string;
  /**
   * Makes a page, or a place in it, write a text to the console by `report`, and waits until it is
   * there. By then the console has said everything about the place's earlier requests.
   * @throws When it is not there within some seconds.
   */
  consoleOf(report: (text: string) => Promise<unknown>): Promise<void>;
  /** Opens a URL in a new private window. The extension knows it only if it is let in. */
  openPrivate(url: string): Promise<FirefoxPage>;
  /** Closes the window in which a page is. */
  closeWindow(page: FirefoxPage): Promise<void>;
  /** The text on the toolbar's button while the page is shown. */
  badge(page: FirefoxPage): Promise<string>;
  popup(page: FirefoxPage): Promise<FirefoxView>;
  /** The panel in the toolbox, too. */
  exported(panel: DocumentUnderTest): Promise<ExportedReport | null>;
  /** A page of the extension in a tab; the caller closes it. */
  extensionPage(path: string, look?: { readonly background: boolean }): Promise<FirefoxPage>;
  /** Ends the browser at once, as a crash does; resolves with its profile, which stays. */
  kill(): Promise<string>;
  /** The tab in which the extension itself has opened this page; null if there is none. */
  extensionTab(path: string): Promise<FirefoxPage | null>;
}

/**
 * Starts a Firefox with a fresh profile, or that of a killed one, and the built extension as a temporary add-on; `close`
 * deletes the profile.
 * @throws When the extension has not been built, or there is no Firefox.
 */
export async function launchFirefox(options: FirefoxOptions = {}): Promise<FirefoxUnderTest> {
  const { grantHosts = [], preferences = {}, profile, headed } = options;
  const extension = extensionFolder(FIREFOX_BUILD, grantHosts);
  const firefox = await startFirefox(preferences, profile, headed);
  try {
    const verdicts = recordFirefoxVerdicts();
    const privileged = await enterFirefox(firefox.session, verdicts.take);
    const { extension: id } = await firefox.session.send('webExtension.install', {
      extensionData: { type: 'path', path: extension },
    });
    const extensionId = String(id);
    const extensionOrigin = await privileged.origin(extensionId);
    const version = `Firefox ${await privileged.version()}`;
    const [home = ''] = await contextsOf(firefox.session);
    const known = { firefox, verdicts, privileged, home };
    return underTest({ ...known, extensionId, extensionOrigin, version });
  } catch (error) {
    await firefox.close();
    throw error;
  }
}

/** How long the panel takes to load where it is docked now, with a margin. */
const MOVED_MS = 2_000;
/** How long the panel takes to measure itself in a window of another size, with a margin. */
const RESIZED_MS = 500;
/** The toolbox as most people have it, at the bottom. */
const LOW = 300;
/** How long a line of the console may take on a busy machine. */
const CONSOLE_PATIENCE = 15_000;
let marks = 0;

type Parts = {
  readonly firefox: FirefoxProcess;
  readonly verdicts: FirefoxVerdicts;
  readonly privileged: Privileged;
  /** BiDi's id of the first tab, in a window that is not private. */
  readonly home: string;
  readonly extensionId: string;
  readonly extensionOrigin: string;
  readonly version: string;
};

/** BiDi's ids of all tabs. */
async function contextsOf(session: BidiSession): Promise<readonly string[]> {
  const { contexts } = await session.send('browsingContext.getTree', { maxDepth: 0 });
  return (contexts as readonly Params[]).map(({ context }) => String(context));
}

function underTest(parts: Parts): FirefoxUnderTest {
  const { firefox, verdicts, privileged, home, extensionId, extensionOrigin, version } = parts;
  const { session, profile } = firefox;
  const tabs = new Map<FirefoxPage, PrivateTabIds>();
  const idsOf = (page: FirefoxPage): PrivateTabIds => {
    const ids = tabs.get(page);
    if (ids === undefined) throw new Error('This page was not opened by the harness.');
    return ids;
  };
  const tabId = (page: FirefoxPage): number => {
    const id = idsOf(page).tabId;
    if (id === null) throw new Error('The extension may not see this page.');
    return id;
  };

  const open = async (url: string): Promise<FirefoxPage> => {
    const page = await openFirefoxPage(session, { beside: home });
    tabs.set(page, await privileged.shownTab(extensionId));
    await page.goto(url);
    return page;
  };
  const openPrivate = async (url: string): Promise<FirefoxPage> => {
    const before = await contextsOf(session);
    const ids = await privileged.openPrivateWindow(extensionId);
    const context = (await contextsOf(session)).find((one) => !before.includes(one));
    if (context === undefined) throw new Error('no private window');
    const page = firefoxPage(session, context);
    tabs.set(page, ids);
    await page.goto(url);
    return page;
  };
  const extensionPage: FirefoxUnderTest['extensionPage'] = async (path, look) => {
    const page = await openFirefoxPage(session, { ...look, beside: home });
    await page.goto(`${extensionOrigin}/${path}`);
    return page;
  };
  const extensionTab = async (path: string): Promise<FirefoxPage | null> => {
    const { contexts } = await session.send('browsingContext.getTree');
    const own = (contexts as readonly Params[]).find(({ url }) =>
      String(url).startsWith(`${extensionOrigin}/${path}`),
    );
    return own === undefined ? null : firefoxPage(session, String(own['context']));
  };
  const panelTab = (page: FirefoxPage) =>
    extensionPage(`src/panel/panel.html?tabId=${tabId(page)}`, { background: true });
  const exported = async (panel: DocumentUnderTest): Promise<ExportedReport | null> => {
    const isEmpty = await panel.evaluate<boolean>(HAS_NOTHING);
    const text = isEmpty ? null : await panel.evaluate<string | null>(EXPORTING);
    return text === null ? null : JSON.parse(text);
  };
  const sessionStorage = async () => {
    const view = await extensionPage('manifest.json', { background: true });
    try {
      return await view.evaluate<Record<string, unknown>>('browser.storage.session.get()');
    } finally {
      await view.close();
    }
  };
  const devtoolsPanel = async (page: FirefoxPage): Promise<FirefoxView> => {
    await privileged.showPanel(extensionId, idsOf(page).browserId);
    return drawn(viewOf(privileged, 'panel'));
  };

  return {
    name: 'firefox',
    version,
    session,
    profile,
    privileged,
    extensionId,
    extensionOrigin,
    extensionPage,
    extensionTab,
    open,
    openPrivate,
    closeWindow: (page) => privileged.closeWindow(idsOf(page).browserId),
    badge: (page) => privileged.badge(extensionId, idsOf(page).browserId),
    tabId,
    panelTab,
    popup: async (page) => {
      await privileged.showPopup(extensionId, idsOf(page).browserId);
      return drawn(viewOf(privileged, 'popup'));
    },
    exported,
    report: async (page) => {
      const panel = await panelTab(page);
      try {
        return await exported(panel);
      } finally {
        await panel.close();
      }
    },
    devtoolsPanel,
    screenshotDevtools: async (page, path, look) => {
      await devtoolsPanel(page);
      await applyLook(privileged, look);
      // Firefox loads the panel again where it moves to.
      if (look.dock !== undefined) await devtoolsPanel(page);
      const settles = look.dock === undefined ? RESIZED_MS : MOVED_MS;
      await new Promise((resolve) => setTimeout(resolve, settles));
      writeFileSync(path, Buffer.from(await privileged.picture(), 'base64'));
    },
    browserVerdicts: (page) => verdicts.of(idsOf(page).browserId),
    // The browser reports everything it knows before it answers.
    listening: async () => void (await privileged.version()),
    consoleOf: async (report) => {
      marks += 1;
      const mark = `crosscheck-mark-${marks};`;
      await report(mark);
      const deadline = Date.now() + CONSOLE_PATIENCE;
      while (!verdicts.showed(mark)) {
        if (Date.now() > deadline) throw new Error(`The console did not show ${mark}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    extensionErrors: () => verdicts.errorsOf(extensionOrigin),
    sessionStorage,
    setObserving: async (on) => {
      const view = await extensionPage('manifest.json', { background: true });
      await setObserving(view, on).finally(view.close);
    },
    waitReady: () => seesOwnRequest({ open, sessionStorage }),
    close: firefox.close,
    kill: firefox.kill,
  };
}

/** Whether a panel that has heard of the background has nothing to export. */
const HAS_NOTHING = `(async () => {
  const part = (id) => document.querySelector('[data-testid="' + id + '"]');
  const isWaiting = () => part('state-connecting') !== null || part('state-behind') !== null;
  while (part('export-menu') === null || isWaiting()) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return part('export-menu').disabled;
})()`;

async function drawn(view: FirefoxView): Promise<FirefoxView> {
  const deadline = Date.now() + DRAWING_PATIENCE;
  while (!(await view.evaluate<boolean>(`document.querySelector('${DRAWN}') !== null`))) {
    if (Date.now() > deadline) throw new Error('The view was not drawn.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return view;
}

const DRAWING_PATIENCE = 20_000;

/** BiDi does not know such pages: they are reached through the browser's own process. */
const viewOf = ({ inView, clickInView }: Privileged, view: View): FirefoxView => ({
  evaluate: async <R>(
    code: string | ((argument: never) => R | Promise<R>),
    argument?: unknown,
  ): Promise<R> => {
    const json = JSON.stringify(JSON.stringify(argument ?? null));
    const called = typeof code === 'string' ? code : `(${code})(JSON.parse(${json}))`;
    return (await inView(view, called)) as R;
  },
  click: (selector) => clickInView(view, selector),
});

async function applyLook(privileged: Privileged, look: DevtoolsLook): Promise<void> {
  const { width, height, theme, dock, forcedColors = false } = look;
  await privileged.setPreference('devtools.theme', theme);
  await privileged.resize(width, height);
  // Its value is the choice “Always” of “Override the colors specified by the page”.
  await privileged.setPreference('browser.display.document_color_use', forcedColors ? 2 : 0);
  await privileged.dock(dock === 'right' ? 'right' : 'bottom', dock === 'bottom' ? LOW : null);
}
