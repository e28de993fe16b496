import type { BrowserContext, CDPSession, Frame, Page } from 'playwright';
import type { BrowserUnderTest, DevtoolsLook } from './browser-under-test.ts';
import { DRAWN } from './drawn.ts';

/** The part that we use of the DevTools front-end's own modules. */
type Legacy = {
  readonly InspectorView: {
    readonly InspectorView: {
      instance(): {
        readonly tabbedPane: { tabIds(): readonly string[] };
        showPanel(id: string): Promise<void>;
        closeDrawer(): void;
      };
    };
  };
  readonly ViewManager: {
    readonly ViewManager: { instance(): { showView(id: string): Promise<void> } };
  };
  readonly DockController: {
    readonly DockController: { instance(): { setDockSide(side: string): void } };
  };
};
type Sdk = {
  readonly TargetManager: {
    readonly TargetManager: { instance(): { targets(): readonly Target[] } };
  };
};
type Target = {
  id(): string;
  runtimeAgent(): { invoke_evaluate(request: { expression: string }): Promise<unknown> };
};
type Common = {
  readonly Settings: {
    readonly Settings: {
      instance(): { moduleSetting(name: string): { set(value: string): void } };
    };
  };
};

type Devtools = Pick<BrowserUnderTest, 'devtoolsPanel' | 'screenshotDevtools'> & {
  /** Resolves once the DevTools of a page, if they are open, listen to all these targets of it. */
  devtoolsListening(page: Page, targets: readonly string[]): Promise<void>;
};

/**
 * Drives real DevTools through the front-end's own modules: opens them on a page and brings the
 * extension's panel to the front. Sets theme and dock side as the user would in the settings.
 */
export function createDevtools(
  context: BrowserContext,
  browserSession: CDPSession,
  extensionOrigin: string,
): Devtools {
  const windows = new Map<Page, Page>();

  const windowOf = async (page: Page): Promise<Page> => {
    const known = windows.get(page);
    if (known !== undefined) return known;
    let opened = await openDevtools(context, browserSession, page);
    // Measured under load: of about 30 starts, one lost the registration message of the extension's
    // page and all that followed. Of 115 without Playwright, which halts each new page, none did.
    if (!(await bringToFront(opened, 10_000).then(succeeded, failed))) {
      await opened.close();
      opened = await openDevtools(context, browserSession, page);
    }
    windows.set(page, opened);
    return opened;
  };

  const bringToFront = (window: Page, patience?: number): Promise<void> =>
    frontEnd(
      window,
      async (origin) => {
        const url = './ui/legacy/legacy.js';
        const legacy: Legacy = await import(url);
        const view = legacy.InspectorView.InspectorView.instance();
        const id = view.tabbedPane.tabIds().find((one) => one.startsWith(origin));
        if (id === undefined) {
          const others = view.tabbedPane.tabIds().join(', ');
          throw new Error(`DevTools have no panel of the extension, only ${others}`);
        }
        view.closeDrawer();
        await view.showPanel(id);
      },
      extensionOrigin,
      patience,
    );

  const showPanel = async (window: Page): Promise<Frame> => {
    await bringToFront(window);
    const isPanel = (frame: Frame) => frame.url().startsWith(`${extensionOrigin}/src/panel/`);
    while (!window.frames().some(isPanel)) await window.waitForEvent('framenavigated');
    const frame = window.frames().find(isPanel);
    if (frame === undefined) throw new Error('the panel frame has gone again');
    await frame.waitForSelector(DRAWN, { state: 'attached' });
    return frame;
  };

  return {
    devtoolsListening: async (page, targets) => {
      const window = windows.get(page);
      if (window !== undefined) await hears(window, targets);
    },
    devtoolsPanel: async (page) => showPanel(await windowOf(page)),
    screenshotDevtools: async (page, path, look) => {
      const window = await windowOf(page);
      await applyLook(window, look);
      if (look.panel === undefined) await showPanel(window);
      else await showBuiltIn(window, look.panel);
      if (look.issue === true) await showIssue(window);
      // The theme reaches the panel by a message, and no event says when it has been drawn.
      await window.waitForTimeout(300);
      await window.screenshot({ path });
    },
  };
}

/**
 * A new worker or frame waits for one debugger only. If that is not the front-end, the first
 * requests are missing from what DevTools record.
 */
const hears = (window: Page, ids: readonly string[]): Promise<void> =>
  frontEnd(
    window,
    async (wanted) => {
      const url = './core/sdk/sdk.js';
      const sdk: Sdk = await import(url);
      const targets = sdk.TargetManager.TargetManager.instance().targets();
      for (const id of wanted) {
        const target = targets.find((one) => one.id() === id);
        if (target === undefined) throw new Error(`DevTools do not know the target ${id}`);
        // The reply comes after the replies to everything that the front-end has sent so far,
        // including its network's events.
        await target.runtimeAgent().invoke_evaluate({ expression: '0' });
      }
    },
    ids,
  );

const succeeded = () => true;
const failed = () => false;

/** One of the front-end's own panels. */
const showBuiltIn = (window: Page, panel: string): Promise<void> =>
  frontEnd(
    window,
    async (id) => {
      const url = './ui/legacy/legacy.js';
      const legacy: Legacy = await import(url);
      await legacy.InspectorView.InspectorView.instance().showPanel(id);
    },
    panel,
  );

/** The front-end's own list of issues, in the drawer. */
async function showIssue(window: Page): Promise<void> {
  await frontEnd(
    window,
    async () => {
      const url = './ui/legacy/legacy.js';
      const legacy: Legacy = await import(url);
      await legacy.ViewManager.ViewManager.instance().showView('issues-pane');
    },
    undefined,
  );
  const issue = window.locator('.issue').first();
  if ((await issue.getAttribute('aria-expanded')) !== 'true') await issue.click();
}

async function openDevtools(
  context: BrowserContext,
  browserSession: CDPSession,
  page: Page,
): Promise<Page> {
  const pageSession = await context.newCDPSession(page);
  const { targetInfo } = await pageSession.send('Target.getTargetInfo');
  const isDevtools = (one: Page) =>
    one.url().startsWith('devtools://devtools/bundled/devtools_app');
  const opened = context.waitForEvent('page', { predicate: isDevtools, timeout: 10_000 });
  await browserSession.send('Target.openDevTools', { targetId: targetInfo.targetId });
  const window = await opened;
  await frontEnd(
    window,
    async () => {
      const url = './ui/legacy/legacy.js';
      const legacy: Legacy = await import(url);
      legacy.DockController.DockController.instance().setDockSide('undocked');
    },
    undefined,
  );
  await enlarge(browserSession, await context.newCDPSession(window));
  return window;
}

/**
 * Makes the real window larger than any picture of it. A larger viewport alone would not let a
 * click reach the panel's frame.
 */
async function enlarge(browserSession: CDPSession, session: CDPSession): Promise<void> {
  const { targetInfo } = await session.send('Target.getTargetInfo');
  const { windowId } = await browserSession.send('Browser.getWindowForTarget', {
    targetId: targetInfo.targetId,
  });
  const bounds = { width: 2000, height: 1400 };
  await browserSession.send('Browser.setWindowBounds', { windowId, bounds });
}

async function applyLook(window: Page, look: DevtoolsLook): Promise<void> {
  const { width, height, theme, dock = 'undocked', zoom = 1, forcedColors = false } = look;
  await window.setViewportSize({
    width: Math.round(width / zoom),
    height: Math.round(height / zoom),
  });
  // Without a value, the panel’s own frame would keep the one before.
  await window.emulateMedia({ forcedColors: forcedColors ? 'active' : 'none' });
  await frontEnd(
    window,
    async ([uiTheme, dockSide]) => {
      const urls = ['./core/common/common.js', './ui/legacy/legacy.js'] as const;
      const common: Common = await import(urls[0]);
      const legacy: Legacy = await import(urls[1]);
      common.Settings.Settings.instance().moduleSetting('ui-theme').set(uiTheme);
      legacy.DockController.DockController.instance().setDockSide(dockSide);
    },
    [theme === 'dark' ? 'dark' : 'default', dock] as const,
  );
}

/** Runs code inside the front-end, repeatedly until it is ready for it. */
async function frontEnd<Argument>(
  window: Page,
  code: (argument: Argument) => Promise<void>,
  argument: Argument,
  patience = 30_000,
): Promise<void> {
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      // Playwright's own type of `evaluate` cannot be named for a generic argument.
      await window.evaluate(code as (argument: unknown) => Promise<void>, argument as unknown);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await window.waitForTimeout(100);
    }
  }
}
