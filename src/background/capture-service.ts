import {
  type CaptureState,
  changedSince,
  changedTabs,
  exchangesOfTab,
  initialCapture,
  parseCapture,
  reduceCapture,
  tabFacts,
  toEntries,
} from '../capture/index.ts';
import type { RawEvent } from '../capture/raw-event.ts';
import type { Channel } from '../messaging/channel.ts';
import type { BackgroundToView, TabStatus, ViewToBackground } from '../messaging/protocol.ts';
import type { Declaration } from '../model/declared.ts';
import type { BrowserName, Exchange } from '../model/exchange.ts';
import type { Store } from '../platform/session-store.ts';
import { type Life, lifeEntries, nextLife } from './life.ts';

/** Views get changes in batches: a burst of requests must not become a burst of messages. */
const BATCH_MS = 40;
const TICK_MS = 5_000;

export type CaptureServiceParts = {
  readonly browser: BrowserName;
  readonly store: Store;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Called, in batches, with each tab of which something has changed. */
  readonly onTabChanged: (service: CaptureService, tabId: number) => void;
};

export type CaptureService = {
  /** Takes an event in, at any time: also before the stored state has been read. */
  readonly accept: (event: RawEvent) => void;
  readonly serve: (channel: Channel<ViewToBackground, BackgroundToView>) => void;
  readonly exchanges: (tabId: number) => readonly Exchange[];
  readonly status: (tabId: number) => TabStatus;
};

type View = {
  readonly tabId: number;
  readonly channel: Channel<ViewToBackground, BackgroundToView>;
};

/**
 * Feeds events to the pure reducer, saves what changed after each one (the worker may be killed at
 * any moment) and tells the open views. Reading the stored state takes a moment: what happens
 * before it is there waits in order.
 */
export function createCaptureService(parts: CaptureServiceParts): CaptureService {
  const { browser, store, now, onTabChanged } = parts;
  const views = new Set<View>();
  const waiting: (() => void)[] = [];
  let state: CaptureState = initialCapture(browser, now());
  /** What all views and badges know already. */
  let told = state;
  let life: Life = { capturingSince: now(), restarts: 0 };
  let storageProblem: string | null = null;
  let ready = false;
  let willTell = false;

  const whenReady = (task: () => void) => {
    if (ready) task();
    else waiting.push(task);
  };

  const reportStorageProblem = (error: unknown) => {
    storageProblem = `The browser could not store what was captured: ${String(error)}`;
  };

  const apply = (event: RawEvent) => {
    const before = state;
    state = reduceCapture(before, event);
    if (state === before) return;
    const { set, remove } = toEntries(before, state);
    store.write(set, remove).catch(reportStorageProblem);
    if (willTell) return;
    willTell = true;
    setTimeout(tell, BATCH_MS);
  };

  const tell = () => {
    willTell = false;
    const before = told;
    told = state;
    for (const tabId of changedTabs(before, state)) {
      tellViews(before, tabId);
      onTabChanged(service, tabId);
    }
  };

  const tellViews = (before: CaptureState, tabId: number) => {
    const listening = viewsOf(tabId);
    if (listening.length === 0) return;
    const { changed: exchanges, removed } = changedSince(before, state, tabId);
    const status = service.status(tabId);
    for (const { channel } of listening) {
      channel.post({ type: 'changed', status, exchanges, removed });
    }
  };

  const viewsOf = (tabId: number) => [...views].filter((view) => view.tabId === tabId);

  const leave = (channel: View['channel']) => {
    for (const view of views) if (view.channel === channel) views.delete(view);
  };

  const subscribe = (channel: View['channel'], tabId: number) => {
    leave(channel);
    apply({ type: 'tick', timeStamp: now() });
    views.add({ tabId, channel });
    const status = service.status(tabId);
    channel.post({ type: 'snapshot', browser, status, exchanges: exchangesOfTab(state, tabId) });
  };

  const declare = (tabId: number, declarations: readonly Declaration[]) => {
    for (const declaration of declarations) {
      apply({ type: 'declared', tabId, timeStamp: declaration.at, declaration });
    }
  };

  const service: CaptureService = {
    accept: (event) => whenReady(() => apply(event)),
    serve(channel) {
      channel.onMessage((message) => {
        whenReady(() => {
          if (message.type === 'subscribe') subscribe(channel, message.tabId);
          else if (message.type === 'clear') apply({ ...message, timeStamp: now() });
          else if (message.type === 'observed') declare(message.tabId, message.declarations);
          else apply({ type: 'tick', timeStamp: now() });
        });
      });
      channel.onClose(() => leave(channel));
    },
    exchanges: (tabId) => exchangesOfTab(state, tabId),
    status: (tabId) => ({ tabId, ...life, ...tabFacts(state, tabId), storageProblem }),
  };

  const restore = async () => {
    try {
      const entries = await store.readAll();
      const parsed = parseCapture(entries, browser, now());
      state = parsed.state;
      storageProblem = parsed.problem;
      life = nextLife(entries, now());
      await store.write(lifeEntries(life), parsed.stale);
    } catch (error) {
      reportStorageProblem(error);
    }
  };

  void restore().finally(() => {
    ready = true;
    for (const task of waiting.splice(0)) task();
    setInterval(() => service.accept({ type: 'tick', timeStamp: now() }), TICK_MS);
  });
  return service;
}
