import type { CheckAnswer, CheckQuestion } from '../../src/messaging/checks.ts';
import type { Wanted } from '../../src/messaging/host-permissions.ts';
import type {
  BackgroundToView,
  TabStatus,
  ViewToBackground,
} from '../../src/messaging/protocol.ts';
import { snapshotOf } from '../../src/messaging/snapshot.ts';
import { status } from '../../src/messaging/testing/sample-status.ts';
import type { StackFrame } from '../../src/model/declared.ts';
import type { Exchange } from '../../src/model/exchange.ts';
import { FIRST_VIEW } from '../../src/model/kept-view.ts';
import type { NetworkEntry } from '../../src/model/network-entry.ts';
import type { KeptNotes } from '../../src/model/notes.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/model/settings.ts';
import { LONGEST_TRIAL, type RepeatedRequest } from '../../src/model/trial.ts';
import type { ViewEnvironment, ViewKind } from '../../src/ui/environment.ts';

export const STATUS: TabStatus = { ...status, watchingSince: Date.UTC(2026, 2, 4, 9, 29, 12) };

export type LabOptions = {
  readonly kind: ViewKind;
  readonly theme: 'light' | 'dark';
  readonly pageUrl: string | null;
  /** Whether the tab is in a private window. */
  readonly isPrivate: boolean;
  /** Hosts that may be watched; null: all. */
  readonly granted: readonly string[] | null;
  /** URLs that the page is seen to call. */
  readonly calls: readonly string[];
  /** False: nothing answers when the view connects. */
  readonly answers: boolean;
  readonly status: Partial<TabStatus>;
  readonly exchanges: readonly Exchange[];
  readonly settings: Partial<Settings>;
  /** What other views of the tab have kept. */
  readonly notes: KeptNotes;
  /** What DevTools' recorder reports. */
  readonly entries: readonly NetworkEntry[];
  /** What it reports only when a test says so. */
  readonly late: readonly NetworkEntry[];
  /** The same, as entries of a HAR. */
  readonly har: readonly unknown[];
};

/** What the manifest grants from the start. */
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1']);

/** The tests' side of the view's environment: the other end of each connection. */
export type Lab = {
  readonly environment: ViewEnvironment;
  readonly copied: string[];
  /** Whether the browser allows writing to the clipboard. */
  copies: boolean;
  readonly saved: { readonly name: string; readonly mediaType: string; readonly text: string }[];
  readonly asked: Wanted[];
  readonly posted: ViewToBackground[];
  readonly checked: CheckQuestion[];
  /** What the background answers to each check. */
  check: (question: CheckQuestion) => Promise<CheckAnswer>;
  /** How often the view has connected. */
  connections: number;
  opened: number;
  reloads: number;
  /** The requests that the page was made to repeat. */
  readonly repeated: RepeatedRequest[];
  /** The lines of code that were shown in Sources. */
  readonly sources: StackFrame[];
  /** The URLs that were shown in Network. */
  readonly network: string[];
  settings: Settings;
  /** What the permission prompt will answer. */
  grants: boolean;
  change(exchanges: readonly Exchange[], removed?: readonly string[]): void;
  /** The worker stops; it answers the next connection with what it had. */
  restart(): void;
  /** The same, with a session that is already long. */
  fill(exchanges: readonly Exchange[]): void;
  /** The worker stops, and does not come back. */
  die(): void;
  call(url: string): void;
  /** DevTools' recorder reports what came late. */
  record(): void;
  setTheme(theme: 'light' | 'dark'): void;
};

/** A view's environment without a browser: everything is in memory. */
export function createLab(options: LabOptions): Lab {
  let exchanges = [...options.exchanges];
  let status: TabStatus = { ...STATUS, ...options.status };
  let theme = options.theme;
  let alive = options.answers;
  let dead = false;
  const granted = new Set(options.granted ?? []);
  const sinks = new Set<(message: BackgroundToView) => void>();
  const closers = new Set<() => void>();
  const themeListeners = new Set<() => void>();
  const permissionListeners = new Set<() => void>();
  let notes = options.notes;
  const entryListeners = new Set<(entry: NetworkEntry) => void>();
  let cleared: readonly Exchange[] = [];
  const settingsListeners = new Set<(settings: Settings) => void>();
  const callListeners = new Set<(url: string) => void>();

  const send = (message: BackgroundToView): void => {
    for (const sink of sinks) sink(message);
  };
  const change: Lab['change'] = (changed, removed = []) => {
    const ids = new Set([...changed.map(({ id }) => id), ...removed]);
    exchanges = [...exchanges.filter(({ id }) => !ids.has(id)), ...changed];
    send({ type: 'changed', status, exchanges: changed, removed, more: false });
  };
  const close = (): void => {
    const closing = [...closers];
    sinks.clear();
    closers.clear();
    for (const closer of closing) closer();
  };
  const isGranted = (url: string): boolean =>
    options.granted === null || granted.has('*') || granted.has(new URL(url).hostname);

  const lab: Lab = {
    copied: [],
    copies: true,
    saved: [],
    asked: [],
    posted: [],
    checked: [],
    check: async () => ({ type: 'not-checked', why: 'gone' }),
    connections: 0,
    opened: 0,
    reloads: 0,
    repeated: [],
    sources: [],
    network: [],
    settings: { ...DEFAULT_SETTINGS, ...options.settings },
    grants: true,
    change,
    restart() {
      status = { ...status, restarts: status.restarts + 1 };
      close();
    },
    fill(all) {
      exchanges = [...all];
      close();
    },
    die() {
      alive = false;
      dead = true;
      close();
    },
    record() {
      for (const listener of entryListeners) options.late.forEach(listener);
    },
    call(url) {
      for (const listener of callListeners) listener(url);
    },
    setTheme(name) {
      theme = name;
      for (const listener of themeListeners) listener();
    },
    environment: {
      kind: options.kind,
      tabId: 1,
      isPrivate: options.isPrivate,
      version: '0.0.0-lab',
      feedbackPage: async () => 'https://crosscheck.example/',
      browserVersion: '156',
      connect() {
        lab.connections += 1;
        const own = new Set<(message: BackgroundToView) => void>();
        return {
          post(message) {
            lab.posted.push(message);
            if (message.type === 'subscribe' && alive) {
              queueMicrotask(() => {
                for (const sink of own) snapshotOf('chromium', status, exchanges).forEach(sink);
              });
            }
            if (message.type === 'observe') {
              lab.reloads += 1;
              status = { ...status, observedAt: Date.now() };
              send({ type: 'changed', status, exchanges: [], removed: [], more: false });
            }
            if (message.type === 'watch') {
              status = { ...status, watching: message.on };
              send({ type: 'changed', status, exchanges: [], removed: [], more: false });
            }
            if (message.type === 'try' || message.type === 'end-trial') {
              const at = Date.now();
              const trial =
                message.type === 'try'
                  ? {
                      ...message.plan,
                      id: '1',
                      tabId: 1,
                      startedAt: at,
                      endsAt: at + LONGEST_TRIAL,
                    }
                  : null;
              status = { ...status, trial };
              send({ type: 'changed', status, exchanges: [], removed: [], more: false });
            }
            if (message.type === 'clear') {
              cleared = exchanges;
              change(
                [],
                exchanges.map(({ id }) => id),
              );
            }
            if (message.type === 'undo-clear') change(cleared);
          },
          onMessage(listener) {
            own.add(listener);
            sinks.add(listener);
            return () => sinks.delete(listener);
          },
          onClose(listener) {
            closers.add(listener);
            if (dead) queueMicrotask(() => closers.delete(listener) && listener());
            return () => closers.delete(listener);
          },
        };
      },
      settings: {
        read: async () => lab.settings,
        async write(settings) {
          lab.settings = settings;
          for (const listener of settingsListeners) listener(settings);
        },
        onChanged(listener) {
          settingsListeners.add(listener);
          return () => settingsListeners.delete(listener);
        },
      },
      view: { last: FIRST_VIEW, keep: () => {} },
      notes: {
        read: async () => notes,
        async write(written) {
          notes = written;
        },
        onReturn: () => () => {},
      },
      usualShell: 'bash',
      pageUrl: async () => options.pageUrl,
      onRequestUrl(listener) {
        callListeners.add(listener);
        for (const url of options.calls) listener(url);
        return () => callListeners.delete(listener);
      },
      isGranted: async (url) => isGranted(url),
      async askToWatch(wanted) {
        lab.asked.push(wanted);
        if (!lab.grants) return 'refused';
        const hosts = wanted === 'all' ? ['*'] : wanted.map((url) => new URL(url).hostname);
        for (const host of hosts) granted.add(host);
        for (const listener of permissionListeners) listener();
        // The background does this for the popup.
        if (options.kind === 'popup') lab.reloads += 1;
        return 'granted';
      },
      grantedHosts: async () => [...granted].filter((host) => !LOOPBACK.has(host)),
      async stopWatching(host) {
        granted.delete(host);
        for (const listener of permissionListeners) listener();
      },
      onPermissionsChanged(listener) {
        permissionListeners.add(listener);
        return () => permissionListeners.delete(listener);
      },
      onNetworkEntry(listener) {
        for (const entry of options.entries) listener(entry);
        entryListeners.add(listener);
        return () => entryListeners.delete(listener);
      },
      onHarEntry(listener) {
        for (const entry of options.har) listener(entry);
        return () => {};
      },
      reloadPage() {
        lab.reloads += 1;
      },
      resourceTimings: null,
      repeatInPage:
        options.kind === 'devtools'
          ? async (request) => {
              lab.repeated.push(request);
              return true;
            }
          : null,
      opensFolders: true,
      openSource: options.kind === 'devtools' ? (frame) => lab.sources.push(frame) : null,
      showInNetwork: options.kind === 'devtools' ? (url) => lab.network.push(url) : null,
      check(question, signal) {
        lab.checked.push(question);
        return Promise.race([
          lab.check(question),
          new Promise<CheckAnswer>((resolve) => {
            signal.addEventListener('abort', () =>
              resolve({ type: 'not-checked', why: 'interrupted' }),
            );
          }),
        ]);
      },
      async copy(text) {
        if (!lab.copies) throw new DOMException('refused', 'NotAllowedError');
        lab.copied.push(text);
      },
      save(name, mediaType, pieces) {
        lab.saved.push({ name, mediaType, text: pieces.join('') });
      },
      openFullView() {
        lab.opened += 1;
      },
      theme: () => theme,
      onThemeChanged(listener) {
        themeListeners.add(listener);
        return () => themeListeners.delete(listener);
      },
    },
  };
  return lab;
}
