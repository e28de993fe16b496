import type { Channel } from '../messaging/channel.ts';
import type { BackgroundToView, ViewToBackground } from '../messaging/protocol.ts';
import type { Declaration, StackFrame } from '../model/declared.ts';
import type { NetworkEntry } from '../model/network-entry.ts';
import type { ResourceTiming } from '../model/resource-timing.ts';
import type { SettingsStore } from '../model/settings.ts';
import type { Shell } from '../model/shell.ts';

/** Where a view runs: inside DevTools, as an ordinary tab, or as the toolbar popup. */
export type ViewKind = 'devtools' | 'tab' | 'popup';

/** Everything that a view needs of the browser. `platform/` provides the real one. */
export interface ViewEnvironment {
  readonly kind: ViewKind;
  /** The tab whose requests are shown. */
  readonly tabId: number;
  /** A channel to the background; closes when the worker stops: connect again. */
  connect(): Channel<BackgroundToView, ViewToBackground>;
  /** The inspected page's URL, or null when the browser does not tell. */
  pageUrl(): Promise<string | null>;
  /**
   * Calls back with the URL of each request that the page makes, permitted or not, where the
   * browser tells (inside DevTools only). Returns the function that stops it.
   */
  onRequestUrl(listener: (url: string) => void): () => void;
  /** Whether requests to (and from) this URL's host may be watched. */
  isGranted(url: string): Promise<boolean>;
  /** Asks the user for these URLs' hosts. Call from a click. False when refused. */
  askToWatch(urls: readonly string[]): Promise<boolean>;
  /** The hosts that the user has granted, besides those that are watched from the start. */
  grantedHosts(): Promise<readonly string[]>;
  /** Gives a granted host back. */
  stopWatching(host: string): Promise<void>;
  onPermissionsChanged(listener: () => void): () => void;
  /**
   * Reloads the page once with an observer of its requests, and calls back with what its code asks
   * for until the page is left. Returns the function that stops it; `onEnd` is called once, by
   * whatever it ends. Null outside DevTools, where no extension can. Call from a click only.
   */
  readonly reloadAndObserve:
    | ((onSeen: (declarations: readonly Declaration[]) => void, onEnd: () => void) => () => void)
    | null;
  /**
   * Calls back with what DevTools' own recorder tells of each request, from those on that it has
   * recorded already; never outside DevTools. Returns the function that stops it.
   */
  onNetworkEntry(listener: (entry: NetworkEntry) => void): () => void;
  /**
   * What the inspected page's outermost document keeps of its own requests; resolves to null where it
   * cannot be asked now. Null outside DevTools, where no extension can.
   */
  readonly resourceTimings: (() => Promise<readonly ResourceTiming[] | null>) | null;
  /** Shows a line of code in DevTools' Sources; null where the browser cannot. */
  readonly openSource: ((frame: StackFrame) => void) | null;
  copy(text: string): Promise<void>;
  /** Hands a file to the user. */
  save(name: string, mediaType: string, text: string): void;
  /** Opens the panel as an ordinary tab. */
  openFullView(): void;
  theme(): 'light' | 'dark';
  onThemeChanged(listener: () => void): () => void;
  readonly settings: SettingsStore;
  /** The shell that commands are copied for until the user picks one. */
  readonly usualShell: Shell;
  /** The product's version, for the report. */
  readonly version: string;
}
