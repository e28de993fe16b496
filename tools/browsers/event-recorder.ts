import type { Browser as ExtensionApi } from 'webextension-polyfill';
import type { RawEvent } from '../../src/capture/raw-event.ts';
import { parseObserverNotes } from '../../src/model/observer-notes.ts';
import type { DocumentUnderTest } from './browser-under-test.ts';

declare const chrome: ExtensionApi;
/** Lives in the extension's worker, or in a page of it, while a test records. */
declare const recorded: unknown[];
/** What observed documents told the extension meanwhile. */
declare const noted: unknown[];

type RecordedEvent = {
  readonly name: string;
  readonly details: { readonly tabId: number; readonly [key: string]: unknown };
};

type RecordedNotes = { readonly message: unknown; readonly sender: object; readonly tabId: number };

/** The browser's events, as it delivers them to extensions, and their options where offered. */
type Events = Readonly<Record<string, readonly string[]>>;
const EVENTS: Events = {
  onBeforeRequest: [],
  onSendHeaders: ['requestHeaders', 'extraHeaders'],
  onHeadersReceived: ['responseHeaders', 'extraHeaders'],
  onBeforeRedirect: [],
  onResponseStarted: [],
  onCompleted: ['responseHeaders', 'extraHeaders'],
  onErrorOccurred: [],
};

/** Adds listeners beside the extension's own, and keeps all events that they get. */
export async function recordEvents(extension: DocumentUnderTest): Promise<void> {
  await extension.evaluate((events: Events) => {
    Reflect.set(globalThis, 'recorded', []);
    Reflect.set(globalThis, 'noted', []);
    chrome.runtime.onConnect.addListener(({ name, sender, onMessage }) => {
      if (name !== 'observer') return;
      const tabId = sender?.tab?.id ?? -1;
      onMessage.addListener((message) => void noted.push({ message, sender, tabId }));
    });
    for (const [name, wanted] of Object.entries(events)) {
      const offered = Reflect.get(chrome.webRequest, `${name.replace(/^o/, 'O')}Options`) ?? {};
      const options = wanted.filter((option) => Object.values(offered).includes(option));
      Reflect.get(chrome.webRequest, name).addListener(
        (details: unknown) => void recorded.push({ name, details }),
        { urls: ['*://*/*'] },
        // Firefox minds an argument too many.
        ...(options.length === 0 ? [] : [options]),
      );
    }
  }, EVENTS);
}

/**
 * All events so far of requests to a URL that contains `part`, wherever they were redirected, in
 * any tab or none. They come in the order of delivery and in the extension's own form: its own
 * listeners get them again, with a stand-in for the browser.
 */
export async function eventsAbout(
  extension: DocumentUnderTest,
  part: string,
): Promise<readonly RawEvent[]> {
  const all = await extension.evaluate((text: string) => {
    const events = recorded as RecordedEvent[];
    const about = events.filter(({ details }) => String(details['url']).includes(text));
    const ids = new Set(about.map(({ details }) => details['requestId']));
    return events.filter(({ details }) => ids.has(details['requestId']));
  }, part);
  return normalise(all);
}

/** What observed documents noted about calls to such a URL, in the extension's own form. */
export async function notesAbout(
  extension: DocumentUnderTest,
  part: string,
): Promise<readonly RawEvent[]> {
  const all = await extension.evaluate((text: string) => {
    const notes = noted as RecordedNotes[];
    return notes.filter(({ message }) => JSON.stringify(message).includes(text));
  }, part);
  return all.flatMap(({ message, sender, tabId }) => {
    const calls = parseObserverNotes(message, sender)?.calls ?? [];
    const own = calls.filter(({ url }) => url.includes(part));
    return own.map((declaration): RawEvent => {
      return { type: 'declared', tabId, timeStamp: declaration.at, declaration };
    });
  });
}

/** Forgets what was recorded of a tab. */
export async function forgetEvents(extension: DocumentUnderTest, tabId: number): Promise<void> {
  await extension.evaluate((id: number) => {
    const others = (recorded as RecordedEvent[]).filter(({ details }) => details.tabId !== id);
    Reflect.set(globalThis, 'recorded', others);
    const notes = (noted as RecordedNotes[]).filter((one) => one.tabId !== id);
    Reflect.set(globalThis, 'noted', notes);
  }, tabId);
}

type Listener = (details: unknown) => void;
const replay = new Map<string, Listener>();
let sink: RawEvent[] = [];

async function normalise(events: readonly RecordedEvent[]): Promise<readonly RawEvent[]> {
  if (replay.size === 0) await listenToStandIn();
  sink = [];
  for (const { name, details } of events) replay.get(name)?.(details);
  return sink;
}

/** The polyfill passes `browser` on unchanged if it believes to be in an extension. */
async function listenToStandIn(): Promise<void> {
  const options = { REQUEST: 'requestHeaders', RESPONSE: 'responseHeaders', EXTRA: 'extraHeaders' };
  const webRequest = Object.fromEntries([
    ...Object.keys(EVENTS).map((name) => [
      name,
      { addListener: (listener: Listener) => void replay.set(name, listener) },
    ]),
    ['OnSendHeadersOptions', options],
    ['OnHeadersReceivedOptions', options],
    ['OnCompletedOptions', options],
  ]);
  const standIn = { runtime: { id: 'stand-in' }, webRequest };
  Object.assign(globalThis, { chrome: standIn, browser: standIn });
  const { listenToRequests } = await import('../../src/platform/web-request.ts');
  listenToRequests(async (event) => void sink.push(event));
}
