import type { Frame, Page as PlaywrightPage } from 'playwright';
import type { Header } from '../../src/model/header-list.ts';

/**
 * A document of either browser, as far as specs that run in both use it. `code` is a function that
 * runs there with `argument`, a JSON value, or an expression. Its result is awaited.
 */
export interface DocumentUnderTest {
  evaluate<R>(code: string | ((argument: never) => R | Promise<R>), argument?: unknown): Promise<R>;
}

/** A tab of either browser. */
export interface PageUnderTest extends DocumentUnderTest {
  /** Resolves with the `load` of the document. */
  goto(url: string): Promise<unknown>;
  screenshot(options: { readonly path: string }): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * A real browser with the built extension in it, as the specs see it. One file of this folder
 * implements it for each browser.
 */
export interface BrowserUnderTest<
  Page extends PageUnderTest = PlaywrightPage,
  Panel extends DocumentUnderTest = Frame,
> {
  readonly name: 'chromium' | 'firefox';
  /** `Chromium 156.0.8078.79` */
  readonly version: string;

  /** Resolves once a request of a page reaches the extension's storage. */
  waitReady(): Promise<void>;

  /**
   * Opens a URL in a new tab and waits for its `load`. What the browser says of every request of
   * the tab is recorded from the start, see `browserVerdicts`.
   */
  open(url: string): Promise<Page>;

  /** The id by which extensions know the tab. The page must come from `open`. */
  tabId(page: Page): number;

  /** The panel as an ordinary tab that shows the requests of `page`. The caller closes it. */
  panelTab(page: Page): Promise<Page>;

  /** The real toolbar popup over the tab of `page`. It closes when it loses the focus. */
  popup(page: Page): Promise<DocumentUnderTest>;

  /**
   * What the panel's own *Export → JSON* exports about the tab of `page`; null when the panel has
   * nothing to export. The panel may not know yet what happened a moment ago.
   */
  report(page: Page): Promise<ExportedReport | null>;

  /** The same for a panel that is open already. */
  exported(panel: Page): Promise<ExportedReport | null>;

  /** Opens DevTools on `page` if they are not open, shows our panel, and returns its frame. */
  devtoolsPanel(page: Page): Promise<Panel>;

  /** A picture of the DevTools window of `page` with our panel in front. */
  screenshotDevtools(page: Page, path: string, look: DevtoolsLook): Promise<void>;

  /** What the browser itself said of each request of `page`, its frames and its workers. */
  browserVerdicts(page: Page): readonly BrowserVerdict[];

  /**
   * Resolves once `browserVerdicts` and any open DevTools listen to all current frames and workers
   * of `page`.
   */
  listening(page: Page): Promise<void>;

  /** Everything that an extension page or the background wrote to its console as an error. */
  extensionErrors(): readonly string[];

  /** Everything that the extension keeps for this browser run. */
  sessionStorage(): Promise<Readonly<Record<string, unknown>>>;

  /**
   * Changes the user's setting. Resolves once documents that load later are observed, or are not.
   * @throws When that takes more than some seconds.
   */
  setObserving(on: boolean): Promise<void>;

  close(): Promise<void>;
}

export type DevtoolsLook = {
  readonly width: number;
  readonly height: number;
  readonly theme: 'light' | 'dark';
  /** Where DevTools are docked; `bottom` is low. The panel gets the whole width when they are undocked (default). */
  readonly dock?: 'undocked' | 'right' | 'bottom';
  /** As the user zooms: 2 for 200 %. By default 1. */
  readonly zoom?: number;
  /** Whether the system forces its colors on pages. */
  readonly forcedColors?: boolean;
  /** The browser's own views to show instead of our panel, by their ids. Chromium only. */
  readonly panel?: 'console' | 'network';
  /** The browser's first issue below it, expanded. */
  readonly issue?: boolean;
};

/**
 * The browser's own account of one request, redirects included. `corsError` is Chromium's
 * `Network.CorsError`, or Firefox's console category.
 */
export type BrowserVerdict = {
  /** The URL first asked for, then each redirect's target. */
  readonly urls: readonly [string, ...string[]];
  readonly method: string;
  /** `Fetch`, `XHR`, `Image`, `Script`, `Preflight` … */
  readonly type: string;
  readonly outcome: 'pending' | 'finished' | 'failed';
  /** Whether the page's side got a response. It may still have given up afterwards. */
  readonly answered: boolean;
  readonly errorText: string | null;
  readonly corsError: string | null;
  readonly failedParameter: string | null;
  readonly blockedReason: string | null;
  /** Where its last response, or its preflight's, redirects to. Firefox only. */
  readonly sentOnTo?: string | null;
  /** What CORS refused, if the name in `corsError` alone does not say it. */
  readonly phase: 'preflight' | 'actual' | null;
};

/** The part of the `crosscheck-report`, version 1, that the specs read. */
export type ExportedReport = {
  readonly format: 'crosscheck-report';
  readonly version: 1;
  readonly browser: string;
  readonly redacted: boolean;
  readonly exchanges: readonly ExportedExchange[];
};

export type ExportedExchange = {
  readonly id: string;
  readonly url: string;
  readonly method: string;
  readonly origin: string;
  readonly credentials: { readonly known: boolean; readonly value?: string };
  readonly verdict: 'allowed' | 'blocked' | 'failed' | 'undetermined' | 'pending';
  readonly tried?: true;
  readonly failure: string | null;
  readonly findings: readonly ExportedFinding[];
  readonly alternatives: readonly {
    readonly if: { readonly credentials: string };
    readonly findings: readonly ExportedFinding[];
  }[];
  readonly otherBrowsers?: readonly {
    readonly browser: string;
    readonly verdict: string;
    readonly cause: string | null;
    readonly failure: string | null;
  }[];
  readonly hints: readonly { readonly id: string }[];
  readonly hops: readonly ExportedHop[];
  readonly ending: { readonly kind: string };
  readonly seen: { readonly declared?: { readonly headerNames: readonly string[] } };
};

export type ExportedHop = {
  readonly url: string;
  readonly request: { readonly headers: readonly Header[] } | null;
  readonly preflight: {
    readonly request: { readonly headers: readonly Header[] };
    readonly response: { readonly headers: readonly Header[] } | null;
  } | null;
};

export type ExportedFinding = {
  readonly cause: string;
  readonly phase: 'preflight' | 'actual';
  readonly hop: number;
  readonly evidence: unknown;
  readonly text: string;
};
