import {
  type CaptureState,
  changedSince,
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
import type { BrowserName } from '../model/exchange.ts';
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
  /** Called, in batches, with the tabs whose exchanges have changed. */
  readonly onTabsChanged: (service: CaptureService, tabIds: ReadonlySet<number>) => void;
};

export type CaptureService = {
  /** Takes an event in, at any time: also before the stored state has been read. */
  readonly accept: (event: RawEvent) => void;
  readonly serve: (channel: Channel<ViewToBackground, BackgroundToView>) => void;
  readonly exchanges: (tabId: number) => ReturnType<typeof exchangesOfTab>;
  readonly status: (tabId: number) => TabStatus;
};

type View = {
  readonly tabId: number;
  readonly channel: Channel<ViewToBackground, BackgroundToView>;
  /** The state that the view was last told. */
  told: CaptureState;
};

/**
 * Feeds events to the pure reducer, saves what changed after each one (the worker may be killed at
 * any moment) and tells the open views. Reading the stored state takes a moment: what happens
 * before it is there waits in order.
 */
export function createCaptureService(parts: CaptureServiceParts): CaptureService {
  const { browser, store, now, onTabsChanged } = parts;
  const views = new Set<View>();
  const waiting: (() => void)[] = [];
  const dirtyTabs = new Set<number>();
  let state: CaptureState = initialCapture(browser, now());
  let life: Life = { capturingSince: now(), restarts: 0 };
  let storageProblem: string | null = null;
  let ready = false;
  let batchTimer: ReturnType<typeof setTimeout> | null = null;

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
    if ('tabId' in event) dirtyTabs.add(event.tabId);
    else for (const { tabId } of views) dirtyTabs.add(tabId);
    batchTimer ??= setTimeout(tell, BATCH_MS);
  };

  const tell = () => {
    batchTimer = null;
    for (const view of views) tellChanges(view);
    const tabIds = new Set(dirtyTabs);
    dirtyTabs.clear();
    onTabsChanged(service, tabIds);
  };

  const tellChanges = (view: View) => {
    const { changed, removed } = changedSince(view.told, state, view.tabId);
    view.told = state;
    view.channel.post({
      type: 'changed',
      status: service.status(view.tabId),
      exchanges: changed,
      removed,
    });
  };

  const subscribe = (channel: View['channel'], tabId: number) => {
    for (const view of views) if (view.channel === channel) views.delete(view);
    apply({ type: 'tick', timeStamp: now() });
    views.add({ tabId, channel, told: state });
    channel.post({
      type: 'snapshot',
      browser,
      status: service.status(tabId),
      exchanges: exchangesOfTab(state, tabId),
    });
  };

  const service: CaptureService = {
    accept: (event) => whenReady(() => apply(event)),
    serve(channel) {
      channel.onMessage((message) => {
        whenReady(() => {
          if (message.type === 'subscribe') subscribe(channel, message.tabId);
          else if (message.type === 'clear') apply({ ...message, timeStamp: now() });
          else apply({ type: 'tick', timeStamp: now() });
        });
      });
      channel.onClose(() => {
        for (const view of views) if (view.channel === channel) views.delete(view);
      });
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
      if (parsed.problem !== null) await store.reset();
      await store.write(lifeEntries(life), []);
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
