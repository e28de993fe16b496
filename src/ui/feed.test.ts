import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BackgroundToView, ViewToBackground } from '../messaging/protocol.ts';
import { snapshotOf } from '../messaging/snapshot.ts';
import { status } from '../messaging/testing/sample-status.ts';
import { exchange } from '../model/testing/sample-exchange.ts';
import { type Feed, startFeed } from './feed.ts';
import { createStore, type ViewStore } from './store.ts';

type Wire = { send: (message: BackgroundToView) => void; close: () => void };

let wires: Wire[];
let posted: ViewToBackground[];
let refuse: boolean;
let store: ViewStore;
let feed: Feed;

const environment = {
  tabId: 7,
  connect() {
    if (refuse) throw new Error('Extension context invalidated.');
    const wire: Wire = { send: () => {}, close: () => {} };
    wires.push(wire);
    return {
      post: (message: ViewToBackground) => posted.push(message),
      onMessage(listener: (message: BackgroundToView) => void) {
        wire.send = listener;
        return () => {};
      },
      onClose(listener: () => void) {
        wire.close = listener;
        return () => {};
      },
    };
  },
};

beforeEach(() => {
  vi.useFakeTimers();
  wires = [];
  posted = [];
  refuse = false;
  store = createStore((callback) => callback());
  feed = startFeed(environment, store);
});

afterEach(() => {
  feed.stop();
  vi.useRealTimers();
});

const pending = [exchange({ ending: { kind: 'pending' } })];
const sendSnapshot = (wire: Wire | undefined) => {
  for (const message of snapshotOf('chromium', status, pending)) wire?.send(message);
};

test('asks for the requests of its own tab', () => {
  expect(posted).toEqual([{ type: 'subscribe', tabId: 7 }]);
});

test('asks again at once when the worker was stopped, and keeps what it shows', () => {
  sendSnapshot(wires[0]);
  wires[0]?.close();
  vi.advanceTimersByTime(0);
  expect(posted.filter(({ type }) => type === 'subscribe')).toHaveLength(2);
  expect(store.get()).toMatchObject({ connection: 'open', exchanges: pending });
});

test('waits longer after each attempt while nothing answers, and says so', () => {
  refuse = true;
  wires[0]?.close();
  vi.advanceTimersByTime(1_000);
  expect(store.get().connection).toBe('reconnecting');
  refuse = false;
  vi.advanceTimersByTime(5_000);
  sendSnapshot(wires.at(-1));
  expect(store.get().connection).toBe('open');
});

test('an old channel that closes late does not open a third one', () => {
  const first = wires[0]?.close;
  first?.();
  vi.advanceTimersByTime(0);
  first?.();
  vi.advanceTimersByTime(10_000);
  expect(wires).toHaveLength(2);
});

test('keeps the worker awake only while a request is pending', () => {
  vi.advanceTimersByTime(60_000);
  expect(posted.some(({ type }) => type === 'ping')).toBe(false);
  sendSnapshot(wires[0]);
  vi.advanceTimersByTime(20_000);
  expect(posted.filter(({ type }) => type === 'ping')).toHaveLength(1);
});

test('clears its own tab, and stays silent after it was stopped', () => {
  feed.clear();
  expect(posted.at(-1)).toEqual({ type: 'clear', tabId: 7, at: Date.now() });
  feed.stop();
  wires[0]?.close();
  vi.advanceTimersByTime(60_000);
  expect(wires).toHaveLength(1);
});

test('sends requests from between two channels on the next channel, first and only once', () => {
  wires[0]?.close();
  feed.clear();
  feed.watch(false);
  feed.watch(true);
  expect(posted).toHaveLength(1);
  vi.advanceTimersByTime(0);
  expect(posted.slice(1)).toEqual([
    { type: 'clear', tabId: 7, at: Date.now() },
    { type: 'watch', tabId: 7, on: true },
    { type: 'subscribe', tabId: 7 },
  ]);
  wires[1]?.close();
  vi.advanceTimersByTime(100);
  expect(posted.slice(4)).toEqual([{ type: 'subscribe', tabId: 7 }]);
});

test('sends earlier observations too, in small pieces', () => {
  const observed = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      url: 'https://a.example/',
      method: 'GET',
      at,
      origin: '',
      declared: { credentials: 'omit', mode: 'cors', headerNames: [], readNames: [], stack: [] },
    })) satisfies Parameters<Feed['observed']>[0];
  feed.observed(observed(1));
  wires[0]?.close();
  feed.observed(observed(150));
  vi.advanceTimersByTime(0);
  expect(posted.map((one) => ('declarations' in one ? one.declarations.length : one.type))).toEqual(
    ['subscribe', 1, 'subscribe', 100, 50],
  );
});
