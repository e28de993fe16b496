import type { Channel } from '../messaging/channel.ts';
import type { CheckAnswer, CheckQuestion } from '../messaging/checks.ts';
import type { AskOutcome, Wanted } from '../messaging/host-permissions.ts';
import type { BackgroundToView, ViewToBackground } from '../messaging/protocol.ts';
import type { StackFrame } from '../model/declared.ts';
import type { ViewKeeper } from '../model/kept-view.ts';
import type { NetworkEntry } from '../model/network-entry.ts';
import type { NotesStore } from '../model/notes.ts';
import type { ResourceTiming } from '../model/resource-timing.ts';
import type { SettingsStore } from '../model/settings.ts';
import type { Shell } from '../model/shell.ts';
import type { RepeatedRequest } from '../model/trial.ts';

/** Where a view runs: inside DevTools, as an ordinary tab, or as the toolbar popup. */
export type ViewKind = 'devtools' | 'tab' | 'popup';

/** Everything that a view needs from the browser. `platform/` provides the real one. */
export interface ViewEnvironment {
  readonly kind: ViewKind;
  /** The tab whose requests are shown. */
  readonly tabId: number;
  /** Whether the tab is in a private window. Then no view keeps what names one of its servers. */
  readonly isPrivate: boolean;
  /** A channel to the background. It closes when the worker stops: connect again. */
  connect(): Channel<BackgroundToView, ViewToBackground>;
  /** The inspected page's URL. Null when the browser does not reveal it. */
  pageUrl(): Promise<string | null>;
  /**
   * Calls back with the URL of each request of the page, permitted or not. Browsers report these
   * inside DevTools only. Returns the function that stops it.
   */
  onRequestUrl(listener: (url: string) => void): () => void;
  /** Whether requests to (and from) this URL's host may be watched. */
  isGranted(url: string): Promise<boolean>;
  /**
   * Asks the user for hosts, or for every site. The popup, which may close meanwhile, leaves it to
   * the background to load the page again. Call from a click.
   */
  askToWatch(wanted: Wanted): Promise<AskOutcome>;
  /** The hosts that the user has granted, in addition to the default ones. */
  grantedHosts(): Promise<readonly string[]>;
  /** Revokes the permission for a host. */
  stopWatching(host: string): Promise<void>;
  onPermissionsChanged(listener: () => void): () => void;
  /**
   * Calls back with what DevTools' own recorder knows of each request, including those already
   * recorded. Never outside DevTools. Returns the function that stops it.
   */
  onNetworkEntry(listener: (entry: NetworkEntry) => void): () => void;
  /**
   * The same as DevTools' recorder has them: entries of a HAR, with their secrets. Never outside
   * DevTools. Returns the function that stops it.
   */
  onHarEntry(listener: (raw: unknown) => void): () => void;
  /** Loads the page again. */
  reloadPage(): void;
  /**
   * The resource timings of the inspected page's outermost document. Resolves to null when it
   * cannot be asked now. Null outside DevTools, where no extension can ask.
   */
  readonly resourceTimings: (() => Promise<readonly ResourceTiming[] | null>) | null;
  /**
   * Sends a request again from the page's outermost document. Resolves to false if that document
   * has another origin by now, or cannot be reached. Null outside DevTools. Call from a click only.
   */
  readonly repeatInPage: ((request: RepeatedRequest) => Promise<boolean>) | null;
  /**
   * Whether the user can open a folder here. Firefox asks first whether to upload it, and cannot ask
   * in DevTools (seen in 153): nothing happens.
   */
  readonly opensFolders: boolean;
  /** Shows a line of code in DevTools' Sources. Null if the browser cannot. */
  readonly openSource: ((frame: StackFrame) => void) | null;
  /** Shows a URL’s requests in DevTools' Network panel. Null if the browser cannot. */
  readonly showInNetwork: ((url: string) => void) | null;
  /**
   * Asks a server again, from the background. Call from a click only, or for a user who asked for
   * repetition. `signal` takes the question back. Never rejects.
   */
  check(question: CheckQuestion, signal: AbortSignal): Promise<CheckAnswer>;
  copy(text: string): Promise<void>;
  /** Saves a file for the user. */
  save(name: string, mediaType: string, pieces: readonly string[]): void;
  /** Opens the panel as an ordinary tab. */
  openFullView(): void;
  theme(): 'light' | 'dark';
  onThemeChanged(listener: () => void): () => void;
  readonly settings: SettingsStore;
  /** What the user did and said about this tab. */
  readonly notes: NotesStore;
  /** How the panel looked before the browser loaded it again. */
  readonly view: ViewKeeper;
  /** The shell that commands are copied for until the user picks one. */
  readonly usualShell: Shell;
  /** The product's version, for the report. */
  readonly version: string;
  /** Where people can say what is wrong or missing. Null: nowhere that is known. Never rejects. */
  feedbackPage(): Promise<string | null>;
  /** The version of the browser, for the report. Empty if it does not say. */
  readonly browserVersion: string;
}
