import type { ViewEnvironment, ViewKind } from '../ui/environment.ts';
import { browser } from './browser.ts';
import { type DevtoolsApi, devtoolsApi } from './devtools.ts';
import { onNetworkEntry, sourceOpener } from './network-recorder.ts';
import { reloadAndObserve } from './observation.ts';
import { connectToBackground } from './ports.ts';

/**
 * The real environment of a view. A panel page runs inside DevTools, or as an ordinary tab
 * `panel.html?tabId=N`; the popup shows the tab that is active when it opens.
 * Rejects when no tab can be told (`panel.html` opened without `tabId`).
 */
export async function createEnvironment(page: 'panel' | 'popup'): Promise<ViewEnvironment> {
  const devtools = page === 'panel' ? devtoolsApi() : null;
  const kind: ViewKind = page === 'popup' ? 'popup' : devtools === null ? 'tab' : 'devtools';
  const tabId = devtools?.inspectedWindow.tabId ?? (await shownTab(page));
  return {
    kind,
    tabId,
    version: browser.runtime.getManifest().version,
    connect: connectToBackground,
    pageUrl: () => (devtools === null ? tabUrl(tabId) : inspectedUrl(devtools)),
    onRequestUrl: (listener) => (devtools === null ? () => {} : onRequestUrl(devtools, listener)),
    mayWatch: (url) => contains(url),
    askToWatch: (urls) => ask(urls),
    grantedHosts: async () => [...new Set((await grantedPatterns()).map(hostOf))],
    stopWatching,
    onPermissionsChanged,
    reloadAndObserve:
      devtools === null ? null : (onSeen, onEnd) => reloadAndObserve(devtools, onSeen, onEnd),
    onNetworkEntry: (listener) =>
      devtools === null ? () => {} : onNetworkEntry(devtools, listener),
    openSource: devtools === null ? null : sourceOpener(devtools),
    copy,
    save,
    openFullView() {
      const url = browser.runtime.getURL(`src/panel/panel.html?tabId=${tabId}`);
      void browser.tabs.create({ url });
    },
    ...themeOf(devtools),
  };
}

async function shownTab(page: 'panel' | 'popup'): Promise<number> {
  if (page === 'panel') {
    const tabId = Number.parseInt(new URLSearchParams(location.search).get('tabId') ?? '', 10);
    if (Number.isNaN(tabId)) throw new Error('panel.html needs ?tabId=N outside DevTools');
    return tabId;
  }
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined) throw new Error('no active tab');
  return tab.id;
}

async function tabUrl(tabId: number): Promise<string | null> {
  try {
    return (await browser.tabs.get(tabId)).url ?? null;
  } catch {
    return null;
  }
}

/**
 * Chromium's `eval` takes a callback where Firefox's returns a promise: the callback form exists
 * in both.
 */
function inspectedUrl({ inspectedWindow }: DevtoolsApi): Promise<string | null> {
  return new Promise((resolve) => {
    const done = (result: unknown) => resolve(typeof result === 'string' ? result : null);
    const returned: unknown = Reflect.apply(inspectedWindow.eval, inspectedWindow, [
      'location.href',
      done,
    ]);
    if (returned instanceof Promise) {
      returned.then(
        (value: unknown) => done(Array.isArray(value) ? value[0] : value),
        () => done(null),
      );
    }
  });
}

function onRequestUrl({ network }: DevtoolsApi, listener: (url: string) => void): () => void {
  const onFinished = (entry: unknown) => {
    const request: unknown = Reflect.get(Object(entry), 'request');
    const url: unknown = Reflect.get(Object(request), 'url');
    if (typeof url === 'string') listener(url);
  };
  network.onRequestFinished.addListener(onFinished);
  return () => network.onRequestFinished.removeListener(onFinished);
}

/** The URL where its host can be granted; null for `file:`, `chrome:` and the like. */
function grantable(url: string): URL | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed : null;
}

async function contains(url: string): Promise<boolean> {
  const parsed = grantable(url);
  if (parsed === null) return false;
  // One scheme: a pattern for both counts as contained only in a grant for both.
  return browser.permissions.contains({ origins: [`${parsed.protocol}//${parsed.hostname}/*`] });
}

function ask(urls: readonly string[]): Promise<boolean> {
  const hosts = urls.map(grantable).flatMap((url) => (url === null ? [] : [url.hostname]));
  return browser.permissions.request({ origins: [...new Set(hosts)].map((h) => `*://${h}/*`) });
}

/** What was granted beyond the manifest, as match patterns. */
async function grantedPatterns(): Promise<readonly string[]> {
  const { origins = [] } = await browser.permissions.getAll();
  const always: readonly string[] = browser.runtime.getManifest().host_permissions ?? [];
  return origins.filter((pattern) => !always.includes(pattern));
}

const hostOf = (pattern: string): string => pattern.replace(/^[^:]*:\/\//, '').replace(/\/.*$/, '');

async function stopWatching(host: string): Promise<void> {
  const origins = (await grantedPatterns()).filter((pattern) => hostOf(pattern) === host);
  await browser.permissions.remove({ origins });
}

function onPermissionsChanged(listener: () => void): () => void {
  const { onAdded, onRemoved } = browser.permissions;
  const changed = () => listener();
  onAdded.addListener(changed);
  onRemoved.addListener(changed);
  return () => {
    onAdded.removeListener(changed);
    onRemoved.removeListener(changed);
  };
}

/**
 * By selection first: inside DevTools the clipboard API depends on a permission that DevTools may
 * refuse or leave unanswered.
 * @throws When the browser copies neither way.
 */
async function copy(text: string): Promise<void> {
  if (!copiedBySelection(text)) await navigator.clipboard.writeText(text);
}

function copiedBySelection(text: string): boolean {
  const focused = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'visually-hidden';
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return copied;
}

function save(name: string, mediaType: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The download reads the URL after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function themeOf(devtools: DevtoolsApi | null): Pick<ViewEnvironment, 'theme' | 'onThemeChanged'> {
  const prefersDark = matchMedia('(prefers-color-scheme: dark)');
  if (devtools === null) {
    return {
      theme: () => (prefersDark.matches ? 'dark' : 'light'),
      onThemeChanged(listener) {
        prefersDark.addEventListener('change', listener);
        return () => prefersDark.removeEventListener('change', listener);
      },
    };
  }
  const { panels } = devtools;
  let theme: string = panels.themeName;
  const listeners = new Set<() => void>();
  const onChange = (name: string) => {
    theme = name;
    for (const listener of listeners) listener();
  };
  if (panels.setThemeChangeHandler) panels.setThemeChangeHandler(onChange);
  else panels.onThemeChanged.addListener(onChange);
  return {
    theme: () => (theme === 'dark' ? 'dark' : 'light'),
    onThemeChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
