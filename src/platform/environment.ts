import { NO_KEEPER, type ViewKeeper } from '../model/kept-view.ts';
import { phrase } from '../model/say.ts';
import { usualShell } from '../model/shell.ts';
import type { ViewEnvironment, ViewKind } from '../ui/environment.ts';
import { browser } from './browser.ts';
import { askForCheck } from './checks.ts';
import { type DevtoolsApi, devtoolsApi } from './devtools.ts';
import { hostPermissions } from './host-permissions.ts';
import { evaluate, reloadInspected } from './inspected-window.ts';
import { networkShower, onHarEntry, onNetworkEntry, sourceOpener } from './network-recorder.ts';
import { notesStore } from './notes-store.ts';
import { openPanelTab, tabOfPanelTab } from './panel-tab.ts';
import { connectToBackground } from './ports.ts';
import { reloadOnceGranted } from './reload-once-granted.ts';
import { repeatInPage } from './repeat.ts';
import { readResourceTimings } from './resource-timings.ts';
import { settingsStore } from './settings-store.ts';
import { isPrivateTab, reloadTab } from './tabs.ts';

/**
 * The real environment of a view. A panel page runs inside DevTools, or as an ordinary tab
 * `panel.html?tabId=N`. The popup shows the tab that is active when it opens. Rejects when the tab
 * is unknown (`panel.html` opened without `tabId`).
 */
export async function createEnvironment(page: 'panel' | 'popup'): Promise<ViewEnvironment> {
  const devtools = page === 'panel' ? devtoolsApi() : null;
  const kind: ViewKind = page === 'popup' ? 'popup' : devtools === null ? 'tab' : 'devtools';
  const tabId = devtools?.inspectedWindow.tabId ?? (await shownTab(page));
  const permissions = hostPermissions(tabId);
  const grantedLater = async () => (await permissions.granted()).filter(isGrantedLater);
  return {
    kind,
    tabId,
    isPrivate: await isPrivateView(tabId),
    version: browser.runtime.getManifest().version,
    feedbackPage: async () => (await import('./install.ts')).feedbackPage(),
    browserVersion: browserVersion(navigator.userAgent),
    settings: settingsStore(),
    notes: notesStore(tabId),
    view: kind === 'devtools' ? await keeperOf(tabId) : NO_KEEPER,
    usualShell: usualShell(navigator.platform),
    connect: connectToBackground,
    pageUrl: () => (devtools === null ? tabUrl(tabId) : inspectedUrl(devtools)),
    onRequestUrl: (listener) =>
      devtools === null ? () => {} : onNetworkEntry(devtools, ({ url }) => listener(url)),
    isGranted: permissions.covers,
    askToWatch: (wanted) => {
      if (kind === 'popup' && wanted !== 'all') reloadOnceGranted(tabId, wanted);
      return permissions.ask(wanted);
    },
    grantedHosts: async () => [...new Set((await grantedLater()).map(hostOf))],
    stopWatching: async (host) => {
      await permissions.remove((await grantedLater()).filter((one) => hostOf(one) === host));
    },
    onPermissionsChanged: permissions.onChanged,
    onNetworkEntry: (listener) =>
      devtools === null ? () => {} : onNetworkEntry(devtools, listener),
    onHarEntry: (listener) =>
      devtools === null ? () => {} : onHarEntry(devtools, (raw) => listener(raw)),
    reloadPage: () => (devtools === null ? void reloadTab(tabId) : reloadInspected(devtools)),
    resourceTimings: devtools === null ? null : () => readResourceTimings(devtools),
    repeatInPage: devtools === null ? null : (request) => repeatInPage(devtools, request),
    opensFolders: devtools === null || !navigator.userAgent.includes('Firefox/'),
    openSource: devtools === null ? null : sourceOpener(devtools),
    showInNetwork: devtools === null ? null : networkShower(devtools),
    check: askForCheck,
    copy,
    save,
    openFullView: () => openPanelTab(tabId),
    ...themeOf(devtools),
  };
}

/** Loaded where it is needed: the popup keeps nothing. */
const keeperOf = async (tabId: number): Promise<ViewKeeper> =>
  (await import('./view-keeper.ts')).viewKeeper(tabId);

/** `156` of `Chrome/156.0.0.0`: browsers hide the rest. */
const browserVersion = (userAgent: string): string =>
  /(?:Chrome|Firefox)\/([\d.]+)/.exec(userAgent)?.[1]?.replace(/(\.0)+$/, '') ?? '';

async function shownTab(page: 'panel' | 'popup'): Promise<number> {
  if (page === 'panel') {
    const tabId = tabOfPanelTab();
    if (tabId === null) {
      throw new Error(
        phrase`Click Crosscheck’s toolbar button on the page that you want to check.`
          .fr`Cliquez sur le bouton de Crosscheck dans la barre d’outils, sur la page à vérifier.`,
      );
    }
    return tabId;
  }
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined) {
    throw new Error(
      phrase`Open a page, then click the toolbar button again.`
        .fr`Ouvrez une page, puis cliquez à nouveau sur le bouton de la barre d’outils.`,
    );
  }
  return tab.id;
}

/** Firefox hides the tabs from pages inside DevTools, but says where those pages are. */
async function isPrivateView(tabId: number): Promise<boolean> {
  if (browser.extension.inIncognitoContext) return true;
  return Reflect.get(browser, 'tabs') !== undefined && (await isPrivateTab(tabId));
}

async function tabUrl(tabId: number): Promise<string | null> {
  try {
    return (await browser.tabs.get(tabId)).url ?? null;
  } catch {
    return null;
  }
}

async function inspectedUrl(devtools: DevtoolsApi): Promise<string | null> {
  const url = await evaluate(devtools, 'location.href');
  return typeof url === 'string' ? url : null;
}

/** Whether a match pattern was granted in addition to the manifest. */
function isGrantedLater(pattern: string): boolean {
  const always: readonly string[] = browser.runtime.getManifest().host_permissions ?? [];
  return !always.includes(pattern);
}

const hostOf = (pattern: string): string => pattern.replace(/^[^:]*:\/\//, '').replace(/\/.*$/, '');

/**
 * First by selection: inside DevTools the clipboard API needs a permission that DevTools may refuse
 * or leave unanswered.
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

function save(name: string, mediaType: string, pieces: readonly string[]): void {
  const url = URL.createObjectURL(new Blob([...pieces], { type: mediaType }));
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
