import type { Runtime } from 'webextension-polyfill';
import {
  type AskOutcome,
  type PermissionsAnswer,
  type PermissionsQuestion,
  parsePermissionsAnswer,
  parsePermissionsQuestion,
  type Wanted,
} from '../messaging/host-permissions.ts';
import { covers } from '../model/match-pattern.ts';
import { browser } from './browser.ts';
import { openGrantPage } from './grant-page.ts';
import { postIfOpen } from './ports.ts';

const PORT_NAME = 'host-permissions';
const RETRY_MS = 500;

/** Which hosts the extension may watch. */
export type HostPermissions = {
  /** Whether requests to (and from) this URL's host may be watched. */
  readonly covers: (url: string) => Promise<boolean>;
  /** Everything that is granted, including the manifest's hosts, as match patterns. */
  readonly granted: () => Promise<readonly string[]>;
  /** Asks the user. Call from a click. */
  readonly ask: (wanted: Wanted) => Promise<AskOutcome>;
  readonly remove: (origins: readonly string[]) => Promise<void>;
  readonly onChanged: (listener: () => void) => () => void;
};

/**
 * The permissions, as far as this page can reach them. Firefox hides the API from pages inside
 * DevTools. There the background reads them, and a tab with `tabId`'s panel asks the user.
 */
export function hostPermissions(tabId: number): HostPermissions {
  return Reflect.get(browser, 'permissions') === undefined ? throughBackground(tabId) : own;
}

const own: HostPermissions = {
  covers: async (url) => {
    const parsed = grantable(url);
    if (parsed === null) return false;
    // One scheme: a pattern for both counts as contained only in a grant for both.
    return browser.permissions.contains({ origins: [`${parsed.protocol}//${parsed.hostname}/*`] });
  },
  granted: async () => (await browser.permissions.getAll()).origins ?? [],
  ask: async (wanted) => {
    const origins = wanted === 'all' ? [EVERY_SITE] : patternsOf(wanted);
    return (await browser.permissions.request({ origins })) ? 'granted' : 'refused';
  },
  remove: async (origins) => {
    await browser.permissions.remove({ origins: [...origins] });
  },
  onChanged: (listener) => {
    const { onAdded, onRemoved } = browser.permissions;
    const changed = () => listener();
    onAdded.addListener(changed);
    onRemoved.addListener(changed);
    return () => {
      onAdded.removeListener(changed);
      onRemoved.removeListener(changed);
    };
  },
};

/** As the manifest may ask for it. */
const EVERY_SITE = '*://*/*';

const patternsOf = (urls: readonly string[]): string[] => {
  const hosts = urls.map(grantable).flatMap((url) => (url === null ? [] : [url.hostname]));
  return [...new Set(hosts)].map((host) => `*://${host}/*`);
};

/** Asks the user, on a page that the browser lets ask. Call from a click. */
export const askForHosts = (wanted: Wanted): Promise<AskOutcome> => own.ask(wanted);

/** Whether the user has granted the URL's host. Only pages outside DevTools may ask. */
export const isHostGranted = (url: string): Promise<boolean> => own.covers(url);

/** The URL where its host can be granted; null for `file:`, `chrome:` and the like. */
function grantable(url: string): URL | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed : null;
}

function throughBackground(tabId: number): HostPermissions {
  const listeners = new Set<() => void>();
  let answerFirst: (origins: readonly string[]) => void = () => {};
  let granted = new Promise<readonly string[]>((resolve) => {
    answerFirst = resolve;
  });
  let port = connect();

  function connect() {
    const opened = browser.runtime.connect({ name: PORT_NAME });
    opened.onMessage.addListener((message) => {
      const answer = parsePermissionsAnswer(message);
      if (answer === null) return;
      answerFirst(answer.origins);
      granted = Promise.resolve(answer.origins);
      for (const listener of listeners) listener();
    });
    // The background was stopped. Connecting wakes it, and it answers again.
    opened.onDisconnect.addListener(() => {
      setTimeout(() => {
        try {
          port = connect();
        } catch {
          // The extension was reloaded: the browser is about to close this page.
        }
      }, RETRY_MS);
    });
    return opened;
  }
  const post = (question: PermissionsQuestion): void => port.postMessage(question);

  return {
    covers: async (url) => (await granted).some((pattern) => covers(pattern, url)),
    granted: () => granted,
    ask: async (wanted) => {
      post({ type: 'ask', tabId, wanted });
      return 'later';
    },
    remove: async (origins) => post({ type: 'remove', origins }),
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Everything that is granted, as match patterns. For the background only. */
export const grantedPatterns = (): Promise<readonly string[]> => own.granted();

/** Calls back after each change of them. Call synchronously when the background starts. */
export const onGrantsChanged = (listener: () => void): void => void own.onChanged(listener);

/**
 * Answers views that cannot read the permissions themselves. Call synchronously when the background
 * starts.
 */
export function serveHostPermissions(): void {
  const ports = new Set<Runtime.Port>();
  const tell = async (): Promise<void> => {
    const answer: PermissionsAnswer = { type: 'granted', origins: await own.granted() };
    for (const port of ports) postIfOpen(port, answer);
  };
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== PORT_NAME) return;
    ports.add(port);
    port.onDisconnect.addListener(() => void ports.delete(port));
    port.onMessage.addListener((message) => {
      const question = parsePermissionsQuestion(message);
      if (question?.type === 'ask') openGrantPage(question.tabId, question.wanted);
      else if (question?.type === 'remove') void own.remove(question.origins);
    });
    void tell();
  });
  own.onChanged(() => void tell());
}
