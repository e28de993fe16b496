import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RequestEvent } from '../capture/raw-event.ts';
import { ALLOW, API, eventsOf, PAGE, START } from '../capture/testing/sample-events.ts';
import type { Channel } from '../messaging/channel.ts';
import type { BackgroundToView, ViewToBackground } from '../messaging/protocol.ts';
import type { Declaration, DeclaredMode } from '../model/declared.ts';
import { notesKey } from '../model/notes.ts';
import { DEFAULT_SETTINGS, type Settings } from '../model/settings.ts';
import type { TabNotes } from '../platform/observer.ts';
import type { Store } from '../platform/session-store.ts';
import { createBlockedCounts } from './blocked-counts.ts';
import { type CaptureService, createCaptureService, UNDO_MS } from './capture-service.ts';

const TAB = 7;

beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A store that keeps values as JSON does. */
function memoryStore(kept: Record<string, unknown> = {}) {
  const store: Store = {
    readAll: async () => structuredClone(kept),
    write: async (set, remove) => {
      Object.assign(kept, JSON.parse(JSON.stringify(set)));
      for (const key of remove) delete kept[key];
    },
  };
  return { store, kept };
}

/** A view's end of a channel: what it received, and how to send and to disconnect. */
function view() {
  const told: BackgroundToView[] = [];
  const onMessage = new Set<(message: ViewToBackground) => void>();
  const onClose = new Set<() => void>();
  const channel: Channel<ViewToBackground, BackgroundToView> = {
    post: (message) => told.push(message),
    onMessage(listener) {
      onMessage.add(listener);
      return () => onMessage.delete(listener);
    },
    onClose(listener) {
      onClose.add(listener);
      return () => onClose.delete(listener);
    },
  };
  return {
    channel,
    told,
    say: (message: ViewToBackground) => {
      for (const listener of onMessage) listener(message);
    },
    leave: () => {
      for (const listener of onClose) listener();
    },
  };
}

const statusIn = (told: readonly BackgroundToView[]) => {
  const last = told.at(-1);
  return last === undefined || last.type === 'called' ? undefined : last.status;
};

function memorySettings(chosen: Partial<Settings> = {}) {
  let settings: Settings = { ...DEFAULT_SETTINGS, ...chosen };
  const listeners = new Set<(settings: Settings) => void>();
  return {
    read: async () => settings,
    write: async (changed: Settings) => {
      settings = changed;
    },
    onChanged(listener: (settings: Settings) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change(changed: Partial<Settings>) {
      settings = { ...settings, ...changed };
      for (const listener of listeners) listener(settings);
    },
  };
}

function start(store: Store, settings = memorySettings()) {
  const counts: (readonly [tabId: number, blocked: number])[] = [];
  /** What it had done to the browser, in order. */
  const done: (boolean | string)[] = [];
  const badge = createBlockedCounts('chromium');
  const service = createCaptureService({
    browser: 'chromium',
    store,
    settings,
    now: Date.now,
    trialStatus: () => ({ trial: null, trialProblem: null }),
    setObserving: async (on) => {
      await null;
      if (done.at(-1) !== on) done.push(on);
    },
    reload: async (tabId) => void done.push(`reload ${tabId}`),
    onTabChanged: (capture, tabId) => {
      const { navigatedAt } = capture.status(tabId);
      const count = badge.count(tabId, capture.exchanges(tabId), navigatedAt, capture.ignored());
      counts.push([tabId, count]);
    },
  });
  return { service, counts, done };
}

/** Something to wait for. */
function gate() {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

const settled = () => vi.advanceTimersByTimeAsync(100);

const blocked = (id: string, at = 0, url = `${API}/items`): readonly RequestEvent[] =>
  eventsOf({ id, tabId: TAB, url }, [['B'], ['s'], ['H', 200], ['E', 'net::ERR_FAILED']], [at]);

describe('a view', () => {
  test('gets everything once, then the changes, then nothing after it has left', async () => {
    const { service } = start(memoryStore().store);
    const panel = view();
    service.serve(panel.channel);
    panel.say({ type: 'subscribe', tabId: TAB });
    await settled();
    expect(panel.told).toMatchObject([{ type: 'snapshot', browser: 'chromium', ids: [] }]);

    blocked('1').forEach(service.accept);
    await settled();
    expect(panel.told.slice(1)).toMatchObject([
      { type: 'changed', status: { tabId: TAB }, exchanges: [{ id: '1' }], removed: [] },
    ]);

    panel.leave();
    blocked('2', 10).forEach(service.accept);
    await settled();
    expect(panel.told).toHaveLength(2);
  });

  test('gets nothing of another tab', async () => {
    const { service } = start(memoryStore().store);
    const panel = view();
    service.serve(panel.channel);
    panel.say({ type: 'subscribe', tabId: TAB + 1 });
    blocked('1').forEach(service.accept);
    await settled();
    expect(panel.told.map(({ type }) => type)).toEqual(['snapshot']);
  });

  test('may clear its tab', async () => {
    const { service } = start(memoryStore().store);
    const panel = view();
    service.serve(panel.channel);
    panel.say({ type: 'subscribe', tabId: TAB });
    blocked('1').forEach(service.accept);
    await settled();
    panel.say({ type: 'clear', tabId: TAB, at: Date.now() });
    await settled();
    expect(panel.told.at(-1)).toMatchObject({ type: 'changed', exchanges: [], removed: ['1'] });
    expect(service.exchanges(TAB)).toEqual([]);
  });

  test('may undo that for a moment, and nothing was counted or shown meanwhile', async () => {
    const { store, kept } = memoryStore();
    const { service, counts } = start(store);
    const panel = view();
    service.serve(panel.channel);
    panel.say({ type: 'subscribe', tabId: TAB });
    blocked('1').forEach(service.accept);
    await settled();
    panel.say({ type: 'clear', tabId: TAB, at: Date.now() });
    expect(counts.at(-1)).toEqual([TAB, 0]);
    const late = view();
    service.serve(late.channel);
    late.say({ type: 'subscribe', tabId: TAB });
    expect(late.told).toMatchObject([{ type: 'snapshot', ids: [] }]);
    panel.say({ type: 'undo-clear', tabId: TAB });
    await settled();
    expect(panel.told.at(-1)).toMatchObject({ type: 'changed', exchanges: [{ id: '1' }] });
    expect(counts.at(-1)).toEqual([TAB, 1]);
    expect(service.exchanges(TAB)).toHaveLength(1);
    panel.say({ type: 'clear', tabId: TAB, at: Date.now() });
    await vi.advanceTimersByTimeAsync(UNDO_MS + 100);
    expect(JSON.stringify(kept)).not.toContain(`${API}/items`);
    panel.say({ type: 'undo-clear', tabId: TAB });
    await settled();
    expect(service.exchanges(TAB)).toEqual([]);
  });

  test('gets nothing back that it has cleared, when the worker stops at once', async () => {
    const { store, kept } = memoryStore();
    const { service } = start(store);
    const panel = view();
    service.serve(panel.channel);
    panel.say({ type: 'subscribe', tabId: TAB });
    blocked('1').forEach(service.accept);
    await settled();
    panel.say({ type: 'clear', tabId: TAB, at: Date.now() });
    await settled();
    const next = start(memoryStore(structuredClone(kept)).store).service;
    await settled();
    expect(next.exchanges(TAB)).toEqual([]);
  });

  test('counts no request of an ignored server, as soon as the user ignores it', async () => {
    const settings = memorySettings();
    const { service, counts } = start(memoryStore().store, settings);
    blocked('1').forEach(service.accept);
    await settled();
    expect(counts.at(-1)).toEqual([TAB, 1]);
    settings.change({ ignored: [new URL(API).origin] });
    expect(counts.at(-1)).toEqual([TAB, 0]);
    settings.change({ ignored: [] });
    expect(counts.at(-1)).toEqual([TAB, 1]);
  });

  test('shows its badge again in the language that the user chooses', async () => {
    const settings = memorySettings();
    const { service, counts } = start(memoryStore().store, settings);
    blocked('1').forEach(service.accept);
    await settled();
    const before = counts.length;
    settings.change({ theme: 'dark' });
    expect(counts).toHaveLength(before);
    settings.change({ language: 'fr' });
    expect(counts.slice(before)).toEqual([[TAB, 1]]);
  });

  test('takes its notes along when its tab closes', async () => {
    const { store, kept } = memoryStore({ [notesKey(TAB)]: {}, [notesKey(TAB + 1)]: {} });
    const { service } = start(store);
    await service.accept({ type: 'tab-closed', tabId: TAB, timeStamp: Date.now() });
    await settled();
    expect(kept).toHaveProperty([notesKey(TAB + 1)]);
    expect(kept).not.toHaveProperty([notesKey(TAB)]);
  });

  test('clears nothing that is yet to come, whatever time it sends', async () => {
    const { service } = start(memoryStore().store);
    const panel = view();
    service.serve(panel.channel);
    panel.say({ type: 'subscribe', tabId: TAB });
    panel.say({ type: 'clear', tabId: TAB, at: Number.MAX_SAFE_INTEGER });
    await settled();
    vi.advanceTimersByTime(1_000);
    blocked('1', 1_000).forEach(service.accept);
    await settled();
    expect(service.exchanges(TAB)).toHaveLength(1);
  });
});

describe('a worker that is killed', () => {
  test('loses nothing, at any moment of a request', async () => {
    const events = blocked('1');
    for (const cut of events.keys()) {
      const { store } = memoryStore();
      const first = start(store).service;
      await settled();
      events.slice(0, cut).forEach(first.accept);
      await settled();
      const second = start(store).service;
      events.slice(cut).forEach(second.accept);
      await settled();
      expect(second.exchanges(TAB)).toMatchObject([
        { id: '1', ending: { kind: 'error', error: 'net::ERR_FAILED' } },
      ]);
    }
  });

  test('has answered no event that it had yet to store', async () => {
    const { store, kept } = memoryStore();
    const read = gate();
    const { service } = start({ ...store, readAll: () => read.opened.then(store.readAll) });
    let answered = 0;
    for (const event of blocked('1')) void service.accept(event).then(() => (answered += 1));
    await settled();
    expect(answered).toBe(0);
    read.open();
    await settled();
    expect(answered).toBe(4);
    const { service: next } = start(memoryStore(kept).store);
    await settled();
    expect(next.exchanges(TAB)).toEqual(service.exchanges(TAB));
  });

  test('counts its restarts, and remembers when capturing began', async () => {
    const { store } = memoryStore();
    const since = Date.now();
    start(store);
    await settled();
    const { service } = start(store);
    await settled();
    expect(service.status(TAB)).toMatchObject({ restarts: 1, watchingSince: since });
  });

  test.each([
    ['while its tab asks', 3_000, TAB, true],
    ['while another tab asks', 3_000, TAB + 1, false],
    ['because nothing happened for a long time', 30_000, TAB, false],
  ])('stopped %s: whether requests may be missing', async (_, pause, tabId, mayMiss) => {
    const { store } = memoryStore();
    const first = start(store).service;
    await settled();
    await vi.advanceTimersByTimeAsync(60_000);
    for (const event of blocked('1', 60_000)) await first.accept({ ...event, tabId });
    await vi.advanceTimersByTimeAsync(pause);
    const { service } = start(store);
    await settled();
    const at = service.status(TAB).interruptedAt;
    expect(at > 0).toBe(mayMiss);

    // The next worker still knows it, until the page is loaded again.
    await vi.advanceTimersByTimeAsync(60_000);
    const { service: next } = start(store);
    await settled();
    expect(next.status(TAB).interruptedAt).toBe(at);
    await next.accept({ type: 'navigated', tabId: TAB, timeStamp: Date.now() });
    expect(next.status(TAB).interruptedAt).toBe(0);
  });

  test('stopped as soon as it woke: a tab that still sends requests may miss some', async () => {
    const { store } = memoryStore();
    start(store);
    await settled();
    const { service } = start(store);
    await settled();
    expect(service.status(TAB).interruptedAt).toBe(0);
    for (const event of blocked('1', 200)) await service.accept(event);
    expect(service.status(TAB).interruptedAt).toBeGreaterThan(0);
    expect(service.status(TAB + 1).interruptedAt).toBe(0);
  });

  test('reports damaged memory, and continues', async () => {
    const { service } = start(memoryStore({ 'capture:meta': 'nonsense', life: [] }).store);
    blocked('1').forEach(service.accept);
    await settled();
    expect(service.status(TAB).storageProblem).toEqual({ lost: true, reason: expect.any(String) });
    expect(service.exchanges(TAB)).toHaveLength(1);
  });

  test.each([
    ['cannot be read', { readAll: () => Promise.reject(new Error('gone')) }, true],
    ['is full', { write: () => Promise.reject(new Error('quota')) }, false],
    [
      'throws',
      {
        write: () => {
          throw new Error('read-only');
        },
      },
      false,
    ],
  ])('reports that its storage %s, and continues', async (_, broken, lost) => {
    const { service } = start({ ...memoryStore().store, ...broken });
    blocked('1').forEach(service.accept);
    await settled();
    const reason = expect.stringMatching(/gone|quota|read-only/);
    expect(service.status(TAB).storageProblem).toEqual({ lost, reason });
    expect(service.exchanges(TAB)).toHaveLength(1);
  });

  test('stores everything once its storage works again, and reports that all is well', async () => {
    const { store, kept } = memoryStore();
    let isFull = false;
    const { service } = start({
      ...store,
      write: (set, remove) =>
        isFull ? Promise.reject(new Error('quota')) : store.write(set, remove),
    });
    await settled();
    const { channel, told, say } = view();
    service.serve(channel);
    say({ type: 'subscribe', tabId: TAB });
    isFull = true;
    blocked('1').forEach(service.accept);
    await settled();
    expect(statusIn(told)?.storageProblem).toMatchObject({ lost: false });
    isFull = false;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(statusIn(told)?.storageProblem).toBeNull();
    const { service: next } = start(memoryStore(kept).store);
    await settled();
    expect(next.exchanges(TAB)).toEqual(service.exchanges(TAB));
  });
});

describe('the badge', () => {
  test('counts what is blocked on the current page, not on the one before', async () => {
    const { service, counts } = start(memoryStore().store);
    blocked('1').forEach(service.accept);
    blocked('2', 10, 'http://other.test/').forEach(service.accept);
    await settled();
    expect(counts.at(-1)).toEqual([TAB, 2]);
    void service.accept({ type: 'navigated', tabId: TAB, timeStamp: START + 50 });
    await settled();
    expect(counts.at(-1)).toEqual([TAB, 0]);
  });

  test('counts a repeated request once, and no longer after it passes', async () => {
    const { service, counts } = start(memoryStore().store);
    blocked('1').forEach(service.accept);
    blocked('2', 10).forEach(service.accept);
    blocked('3', 20).forEach(service.accept);
    await settled();
    expect(counts.at(-1)).toEqual([TAB, 1]);
    eventsOf(
      { id: '4', tabId: TAB, url: `${API}/items` },
      [['B'], ['s'], ['H', 200, ALLOW], ['S'], ['C']],
      [30],
    ).forEach(service.accept);
    await settled();
    expect(counts.at(-1)).toEqual([TAB, 0]);
  });
});

describe('settings of the user', () => {
  test('a tab that is not watched is not captured until the user asks for it', async () => {
    const { store, kept } = memoryStore();
    const { service } = start(store, memorySettings({ watch: false }));
    const { channel, told, say } = view();
    service.serve(channel);
    say({ type: 'subscribe', tabId: TAB });
    for (const event of blocked('1')) void service.accept(event);
    await settled();
    expect(service.exchanges(TAB)).toEqual([]);
    say({ type: 'watch', tabId: TAB, on: true });
    expect(statusIn(told)?.watching).toBe(true);
    for (const event of blocked('2', 1_000)) void service.accept(event);
    await settled();
    expect(service.exchanges(TAB).map(({ id }) => id)).toEqual(['2']);
    const again = start(memoryStore(kept).store, memorySettings({ watch: false })).service;
    await settled();
    expect(again.status(TAB).watching).toBe(true);
  });

  test('a tab that is no longer watched keeps what it has', async () => {
    const { service } = start(memoryStore().store);
    const { channel, say } = view();
    service.serve(channel);
    for (const event of blocked('1')) void service.accept(event);
    await settled();
    say({ type: 'watch', tabId: TAB, on: false });
    for (const event of blocked('2', 1_000)) void service.accept(event);
    await settled();
    expect(service.exchanges(TAB).map(({ id }) => id)).toEqual(['1']);
    expect(service.status(TAB).watching).toBe(false);
  });

  test('a lower limit takes effect at once', async () => {
    const settings = memorySettings();
    const { service } = start(memoryStore().store, settings);
    for (let id = 0; id < 400; id += 1) {
      for (const event of blocked(String(id), id * 10)) void service.accept(event);
    }
    await settled();
    expect(service.exchanges(TAB)).toHaveLength(400);
    settings.change({ keep: 250 });
    expect(service.exchanges(TAB)).toHaveLength(250);
    expect(service.status(TAB).dropped).toBe(150);
  });
});

describe('what observed pages report', () => {
  const call = (mode: DeclaredMode = 'cors', at = START): Declaration => ({
    url: `${API}/items`,
    method: 'GET',
    at,
    origin: PAGE,
    declared: { credentials: 'include', mode, headerNames: [], readNames: [], stack: [] },
  });
  const notes = (...calls: readonly Declaration[]): TabNotes => ({
    tabId: TAB,
    isOutermost: true,
    startedAt: START + 1,
    calls,
  });
  const declaredIn = (service: CaptureService) =>
    service.exchanges(TAB).map(({ declared }) => declared?.credentials);

  test('is noted at the request, also by a worker that it wakes, and the tab counts as observed', async () => {
    const { store } = memoryStore();
    const { service } = start(store);
    const noted = service.note(notes(call()));
    blocked('1').forEach(service.accept);
    await noted;
    await settled();
    expect(declaredIn(service)).toEqual(['include']);
    expect(service.status(TAB).observedAt).toBe(START + 1);
    const next = start(store).service;
    await settled();
    expect(declaredIn(next)).toEqual(['include']);
    expect(next.status(TAB).observedAt).toBe(START + 1);
  });

  test('is about the document that the tab shows, not about the one before', async () => {
    const { service } = start(memoryStore().store);
    await service.note(notes());
    await service.accept({ type: 'navigated', tabId: TAB, timeStamp: START + 50 });
    expect(service.status(TAB).observedAt).toBe(0);
    await service.note({ ...notes(), isOutermost: false, startedAt: START + 60 });
    expect(service.status(TAB).observedAt, 'a frame is not the tab').toBe(0);
    await service.note({ ...notes(), startedAt: START + 60 });
    expect(service.status(TAB).observedAt).toBe(START + 60);
  });

  test.each([
    ['the user switched it off', { observe: false }],
    ['its tab is not watched', { watch: false }],
  ])('is dropped if %s', async (_, chosen) => {
    const { service } = start(memoryStore().store, memorySettings(chosen));
    blocked('1').forEach(service.accept);
    await service.note(notes(call()));
    expect(declaredIn(service).filter((one) => one !== undefined)).toEqual([]);
    expect(service.status(TAB).observedAt).toBe(0);
  });

  test('reaches the panel if the call makes no request', async () => {
    const { service } = start(memoryStore().store);
    const { channel, told, say } = view();
    service.serve(channel);
    say({ type: 'subscribe', tabId: TAB });
    await service.note(notes(call(), call('same-origin')));
    expect(told.filter(({ type }) => type === 'called')).toEqual([
      { type: 'called', calls: [call('same-origin')] },
    ]);
  });
});

describe('observing', () => {
  test('follows the settings at once', async () => {
    const settings = memorySettings();
    const { done } = start(memoryStore().store, settings);
    await settled();
    settings.change({ observe: false });
    await settled();
    settings.change({ observe: true });
    await settled();
    settings.change({ watch: false });
    await settled();
    expect(done).toEqual([true, false, true, false]);
  });

  test('follows the only tab that is watched', async () => {
    const { service, done } = start(memoryStore().store, memorySettings({ watch: false }));
    const { channel, say } = view();
    service.serve(channel);
    say({ type: 'watch', tabId: TAB, on: true });
    await settled();
    say({ type: 'watch', tabId: TAB, on: false });
    await settled();
    expect(done).toEqual([false, true, false]);
  });

  test('asked for by a click is remembered, and the page is reloaded once it works', async () => {
    const settings = memorySettings({ observe: false });
    const { service, done } = start(memoryStore().store, settings);
    const { channel, say } = view();
    service.serve(channel);
    say({ type: 'observe', tabId: TAB });
    await settled();
    expect(done).toEqual([false, true, `reload ${TAB}`]);
    expect(await settings.read()).toMatchObject({ observe: true });
  });
});
