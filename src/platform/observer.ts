import type { Runtime, Scripting } from 'webextension-polyfill';
import { covers } from '../model/match-pattern.ts';
import { type ObserverNotes, parseObserverNotes } from '../model/observer-notes.ts';
import { browser } from './browser.ts';
import { grantedPatterns, onGrantsChanged } from './host-permissions.ts';
import { BRIDGE_FILE, OBSERVER_FILE } from './observer-files.ts';

const PORT_NAME = 'observer';

/** What the observer in a document of a tab reports. */
export type TabNotes = ObserverNotes & { readonly tabId: number; readonly isOutermost: boolean };

/**
 * Calls back with what observed documents report. Calls to hosts that are not granted are left out.
 * Call synchronously when the background starts, so that notes wake it.
 */
export function listenToObservers(listener: (notes: TabNotes) => void): void {
  const take = async (message: unknown, sender: Runtime.MessageSender): Promise<void> => {
    const tabId = sender.tab?.id;
    const notes = parseObserverNotes(message, sender);
    if (notes === null || tabId === undefined) return;
    const granted = await grantedPatterns();
    const calls = notes.calls.filter(({ url }) => granted.some((one) => covers(one, url)));
    listener({ ...notes, calls, tabId, isOutermost: sender.frameId === 0 });
  };
  browser.runtime.onConnect.addListener(({ name, sender, onMessage }) => {
    if (name !== PORT_NAME || sender === undefined) return;
    onMessage.addListener((message: unknown) => void take(message, sender));
  });
}

export type Observers = {
  /** Documents that load after its promise has resolved are observed, or they are not. */
  readonly set: (on: boolean) => Promise<void>;
};

const IDS = { bridge: 'bridge', observer: 'observer' } as const;

/**
 * Keeps the observer registered for all hosts that are granted, while it is on. The browser
 * remembers the registration, so a stopped background and a restarted browser change nothing.
 * Documents that are open already stay as they are.
 */
export function registerObservers(): Observers {
  let isOn: boolean | null = null;
  /** One change at a time: each compares with what the one before has left. */
  let last: Promise<void> = Promise.resolve();
  const update = (): Promise<void> => {
    last = last.then(register).catch(() => {});
    return last;
  };
  const register = async (): Promise<void> => {
    if (isOn === null) return;
    const { scripting } = browser;
    const matches = isOn ? (await grantedPatterns()).filter(isOfWeb).toSorted() : [];
    const ids = Object.values(IDS);
    const registered = await scripting.getRegisteredContentScripts({ ids });
    if (registered.length === (matches.length === 0 ? 0 : ids.length)) {
      if (registered.every((one) => isAlike(one.matches ?? [], matches))) return;
    }
    if (registered.length > 0) {
      await scripting.unregisterContentScripts({ ids: registered.map(({ id }) => id) });
    }
    if (matches.length > 0) await scripting.registerContentScripts(scriptsFor(matches));
  };
  onGrantsChanged(() => void update());
  return {
    set: (on) => {
      if (on === isOn) return last;
      isOn = on;
      return update();
    },
  };
}

/** A host permission may be for other schemes, too. */
const isOfWeb = (pattern: string): boolean => /^(https?|\*):|^<all_urls>$/.test(pattern);

const isAlike = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.toSorted().every((one, i) => one === b[i]);

function scriptsFor(matches: readonly string[]): Scripting.RegisteredContentScript[] {
  const common = {
    allFrames: true,
    // Also where a document has no address of its own: `about:blank`, `srcdoc`, `data:`, `blob:`.
    matchOriginAsFallback: true,
    runAt: 'document_start',
    persistAcrossSessions: true,
  } as const;
  return [
    { ...common, matches: [...matches], id: IDS.bridge, js: [BRIDGE_FILE] },
    { ...common, matches: [...matches], id: IDS.observer, js: [OBSERVER_FILE], world: 'MAIN' },
  ];
}
