import {
  type CaptureState,
  changedSince,
  changedTabs,
  DEFAULT_LIMITS,
  exchangesOfTab,
  initialCapture,
  isKnown,
  lastEvents,
  parseCapture,
  reduceCapture,
  tabFacts,
  toEntries,
  withLimits,
} from '../capture/index.ts';
import type { RawEvent } from '../capture/raw-event.ts';
import type { Channel } from '../messaging/channel.ts';
import type {
  BackgroundToView,
  StorageProblem,
  TabStatus,
  ViewToBackground,
} from '../messaging/protocol.ts';
import { snapshotOf } from '../messaging/snapshot.ts';
import type { Declaration } from '../model/declared.ts';
import type { BrowserName, Exchange } from '../model/exchange.ts';
import { viewKey } from '../model/kept-view.ts';
import { notesKey } from '../model/notes.ts';
import type { HandedOver } from '../model/resource-timing.ts';
import {
  DEFAULT_SETTINGS,
  observesPages,
  type Settings,
  type SettingsStore,
} from '../model/settings.ts';
import type { TabNotes } from '../platform/observer.ts';
import type { Store } from '../platform/session-store.ts';
import { healingStore } from './healing-store.ts';
import {
  clearedTabs,
  clearingEntry,
  type Life,
  lifeEntries,
  nextLife,
  watchedEntries,
  watchedTabs,
  withEventOf,
  withoutTab,
} from './life.ts';
import type { TrialStatus } from './trial-service.ts';

/** Views get changes in batches: a burst of requests must not become a burst of messages. */
const BATCH_MS = 40;
const TICK_MS = 5_000;
/** How long a cleared list can come back. Shorter than the 30 s after which idle workers stop. */
export const UNDO_MS = 10_000;

type Timer = ReturnType<typeof setTimeout>;

export type CaptureServiceParts = {
  readonly browser: BrowserName;
  readonly store: Store;
  readonly settings: SettingsStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** What is tried in a tab. */
  readonly trialStatus: (tabId: number) => TrialStatus;
  /** Called with whether pages are to be observed. Resolves once that is so for new documents. */
  readonly setObserving: (on: boolean) => Promise<void>;
  readonly reload: (tabId: number) => Promise<void>;
  /** Called, in batches, with each tab that has changes. */
  readonly onTabChanged: (service: CaptureService, tabId: number) => void;
};

export type CaptureService = {
  /**
   * Accepts an event at any time, even before the stored state has been read. Resolves once its
   * changes are stored. Until then, a browser that waits for this must not stop the background.
   */
  readonly accept: (event: RawEvent) => Promise<void>;
  /** Accepts what an observed document reports, at any time. Resolves once it is stored. */
  readonly note: (notes: TabNotes) => Promise<void>;
  readonly serve: (channel: Channel<ViewToBackground, BackgroundToView>) => void;
  /** Those of a tab that were not cleared. */
  readonly exchanges: (tabId: number) => readonly Exchange[];
  /** The servers that the user ignores. */
  readonly ignored: () => readonly string[];
  /** Resolves once the stored state has been read. */
  readonly ready: Promise<void>;
  readonly status: (tabId: number) => TabStatus;
  /** Tells the views of a tab its status again. */
  readonly tellStatus: (tabId: number) => void;
};

type View = {
  readonly tabId: number;
  readonly channel: Channel<ViewToBackground, BackgroundToView>;
};

/**
 * Passes events to the pure reducer, and saves the changes after each one (the worker may be killed
 * at any moment). Sends them to the open views. Events that arrive before the stored state has been
 * read wait in order.
 */
export function createCaptureService(parts: CaptureServiceParts): CaptureService {
  const { browser, now, setObserving, reload, onTabChanged } = parts;
  const views = new Set<View>();
  const waiting: (() => void)[] = [];
  let state: CaptureState = initialCapture(browser, now());
  /** What all views and badges have received. */
  let told = state;
  let settings: Settings = DEFAULT_SETTINGS;
  /** The user's decisions for single tabs. */
  let watched = new Map<number, boolean>();
  /** Tabs that were cleared, up to when, and what removes their requests for good. */
  const clearing = new Map<number, { readonly until: number; readonly timer: Timer }>();
  let life: Life = nextLife({}, now(), new Map());
  /** What was lost before this start, and why current events are not stored. */
  let lost: string | null = null;
  let unsaved: string | null = null;
  let ready = false;
  let willTell = false;

  const whenReady = (task: () => void): void => {
    if (ready) task();
    else waiting.push(task);
  };

  const store = healingStore(parts.store, (reason) => {
    if (reason === unsaved) return;
    unsaved = reason;
    for (const { tabId } of views) tellStatus(tabId);
  });

  const storageProblem = (): StorageProblem | null => {
    if (unsaved !== null) return { lost: false, reason: unsaved };
    return lost === null ? null : { lost: true, reason: lost };
  };

  /** Resolves once what the event changed is stored. */
  const take = async (event: RawEvent): Promise<void> => {
    if (!isWanted(event)) return;
    if ('requestId' in event && event.checked === undefined)
      live(withEventOf(life, event.tabId, event.timeStamp));
    await advance(reduceCapture(state, event));
  };
  const apply = (event: RawEvent): void => void take(event);

  const live = (next: Life): void => {
    if (next === life) return;
    life = next;
    void store.write(lifeEntries(life), []);
  };

  const isWatched = (tabId: number): boolean => watched.get(tabId) ?? settings.watch;

  /** Browsers cannot observe some tabs only: what the others report is dropped. */
  const isObserving = (): boolean =>
    observesPages(settings, browser) && (settings.watch || [...watched.values()].includes(true));

  /** A watched request is watched to its end. */
  const isWanted = (event: RawEvent): boolean => {
    // The user asked for a check, whether the tab is watched or not.
    if (!('requestId' in event) || event.checked !== undefined) return true;
    const isOn =
      event.tabId < 0
        ? settings.watch || [...watched.values()].includes(true)
        : isWatched(event.tabId);
    return isOn || isKnown(state, event.requestId);
  };

  /** Resolves once the new state is stored, or once the views know why it is not. */
  const advance = async (next: CaptureState): Promise<void> => {
    const before = state;
    state = next;
    if (state === before) return;
    tellSoon();
    const { set, remove } = toEntries(before, state);
    await store.write(set, remove);
  };

  const tellSoon = () => {
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
    const { changed, removed } = changedSince(before, state, tabId);
    const exchanges = uncleared(tabId, changed);
    const status = service.status(tabId);
    for (const { channel } of listening) {
      channel.post({ type: 'changed', status, exchanges, removed, more: false });
    }
  };

  const watch = (tabId: number, on: boolean) => {
    watched.set(tabId, on);
    void setObserving(isObserving());
    void store.write(watchedEntries(watched), []);
    tellStatus(tabId);
  };

  const tellStatus = (tabId: number) => {
    const status = service.status(tabId);
    for (const { channel } of viewsOf(tabId)) {
      channel.post({ type: 'changed', status, exchanges: [], removed: [], more: false });
    }
  };

  const use = (changed: Settings) => {
    const { ignored, language } = settings;
    // A badge counts without ignored servers, and its tooltip is in the user's language.
    const isSame = String(changed.ignored) === String(ignored) && changed.language === language;
    settings = changed;
    void setObserving(isObserving());
    void advance(withLimits(state, limitsOf(settings)));
    for (const { tabId } of views) tellStatus(tabId);
    if (isSame) return;
    for (const tabId of changedTabs(initialCapture(browser, now()), state)) {
      onTabChanged(service, tabId);
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
    for (const message of snapshotOf(browser, status, service.exchanges(tabId))) {
      channel.post(message);
    }
  };

  const uncleared = (tabId: number, exchanges: readonly Exchange[]): readonly Exchange[] => {
    const until = clearing.get(tabId)?.until;
    return until === undefined ? exchanges : exchanges.filter((one) => one.hops[0].at > until);
  };

  /** A worker that stops meanwhile must not bring them back. */
  const storeClearing = (): void => {
    const tabs = [...clearing].map(([tabId, { until }]) => [tabId, until] as const);
    void store.write(clearingEntry(tabs), []);
  };

  const clearForGood = (tabId: number): void => {
    const pending = clearing.get(tabId);
    if (pending === undefined) return;
    clearTimeout(pending.timer);
    clearing.delete(tabId);
    storeClearing();
    apply({ type: 'clear', tabId, timeStamp: pending.until });
  };

  /** Nothing shows or counts the requests from now on. They can come back for a moment. */
  const clear = (tabId: number, at: number): void => {
    clearForGood(tabId);
    const before = exchangesOfTab(state, tabId);
    const timer = setTimeout(clearForGood, UNDO_MS, tabId);
    clearing.set(tabId, { until: Math.min(at, now()), timer });
    storeClearing();
    const left = new Set(uncleared(tabId, before));
    const removed = before.filter((one) => !left.has(one)).map(({ id }) => id);
    tellChange(tabId, [], removed);
  };

  const undoClear = (tabId: number): void => {
    const pending = clearing.get(tabId);
    if (pending === undefined) return;
    clearTimeout(pending.timer);
    clearing.delete(tabId);
    storeClearing();
    tellChange(tabId, exchangesOfTab(state, tabId), []);
  };

  const tellChange = (
    tabId: number,
    exchanges: readonly Exchange[],
    removed: readonly string[],
  ): void => {
    const status = service.status(tabId);
    for (const { channel } of viewsOf(tabId)) {
      channel.post({ type: 'changed', status, exchanges, removed, more: false });
    }
    onTabChanged(service, tabId);
  };

  const observe = async (tabId: number): Promise<void> => {
    const on = { ...settings, observe: true };
    if (!observesPages(settings, browser)) {
      use(on);
      await parts.settings.write(on).catch(() => {});
    }
    await setObserving(isObserving());
    await reload(tabId);
  };

  const note = async ({ tabId, isOutermost, startedAt, calls }: TabNotes): Promise<void> => {
    if (!isObserving() || !isWatched(tabId)) return;
    const began: readonly RawEvent[] = isOutermost
      ? [{ type: 'observed', tabId, timeStamp: startedAt }]
      : [];
    const events = calls.map((declaration): RawEvent => {
      return { type: 'declared', tabId, timeStamp: declaration.at, declaration };
    });
    tellCalls(tabId, calls);
    await advance([...began, ...events].reduce(reduceCapture, state));
  };

  /** In this mode, a call to another origin makes no request. */
  const tellCalls = (tabId: number, declarations: readonly Declaration[]) => {
    const calls = declarations.filter(({ declared }) => declared.mode === 'same-origin');
    if (calls.length === 0) return;
    for (const { channel } of viewsOf(tabId)) channel.post({ type: 'called', calls });
  };

  const handOver = (tabId: number, requests: readonly HandedOver[]) => {
    for (const one of requests) apply({ type: 'handed-over', tabId, timeStamp: now(), ...one });
  };

  const service: CaptureService = {
    accept: (event) =>
      new Promise((stored) => {
        whenReady(() => {
          if (event.type === 'tab-closed') {
            clearForGood(event.tabId);
            watched.delete(event.tabId);
            live(withoutTab(life, event.tabId));
            void store.write({}, [notesKey(event.tabId), viewKey(event.tabId)]);
          }
          stored(take(event));
        });
      }),
    note: (notes) =>
      new Promise((stored) => {
        whenReady(() => stored(note(notes)));
      }),
    serve(channel) {
      channel.onMessage((message) => {
        whenReady(() => {
          if (message.type === 'subscribe') subscribe(channel, message.tabId);
          else if (message.type === 'clear') clear(message.tabId, message.at);
          else if (message.type === 'undo-clear') undoClear(message.tabId);
          else if (message.type === 'watch') watch(message.tabId, message.on);
          else if (message.type === 'observe') void observe(message.tabId);
          else if (message.type === 'handed-over') handOver(message.tabId, message.requests);
          else apply({ type: 'tick', timeStamp: now() });
        });
      });
      channel.onClose(() => leave(channel));
    },
    exchanges: (tabId) => uncleared(tabId, exchangesOfTab(state, tabId)),
    ignored: () => settings.ignored,
    tellStatus: (tabId) =>
      whenReady(() => {
        tellStatus(tabId);
        onTabChanged(service, tabId);
      }),
    ready: new Promise((resolve) => whenReady(resolve)),
    status: (tabId) => {
      const { watchingSince, restarts, interruptions } = life;
      const facts = tabFacts(state, tabId);
      const interruptedAt = interruptions.get(tabId) ?? 0;
      return {
        tabId,
        watchingSince,
        restarts,
        // A document that began to load later misses nothing.
        interruptedAt: interruptedAt > facts.navigatedAt ? interruptedAt : 0,
        ...facts,
        observedAt: isObserving() && facts.observedAt >= facts.navigatedAt ? facts.observedAt : 0,
        watching: isWatched(tabId),
        storageProblem: storageProblem(),
        ...parts.trialStatus(tabId),
      };
    },
  };

  /** Without settings, the defaults apply. Nothing that was captured is removed for that. */
  const readSettings = () => parts.settings.read().catch(() => DEFAULT_SETTINGS);

  const readStored = () =>
    parts.store.readAll().then(
      (entries) => ({ entries, problem: null }),
      (error: unknown) => ({ entries: {}, problem: String(error) }),
    );

  const restore = async () => {
    const [read, chosen] = await Promise.all([readStored(), readSettings()]);
    settings = chosen;
    watched = watchedTabs(read.entries);
    const parsed = parseCapture(read.entries, browser, now(), limitsOf(settings));
    state = parsed.state;
    lost = read.problem ?? parsed.problem;
    life = nextLife(read.entries, now(), lastEvents(state));
    void setObserving(isObserving());
    await store.write(lifeEntries(life), parsed.stale);
    const cleared = clearedTabs(read.entries);
    if (cleared.size === 0) return;
    await advance(
      [...cleared].reduce(
        (before, [tabId, timeStamp]) => reduceCapture(before, { type: 'clear', tabId, timeStamp }),
        state,
      ),
    );
    await store.write(clearingEntry([]), []);
  };

  void restore().finally(() => {
    ready = true;
    for (const task of waiting.splice(0)) task();
    setInterval(() => {
      apply({ type: 'tick', timeStamp: now() });
      void store.heal();
    }, TICK_MS);
  });
  parts.settings.onChanged((changed) => whenReady(() => use(changed)));
  return service;
}

const limitsOf = ({ keep }: Settings) => ({ ...DEFAULT_LIMITS, perTab: keep });
