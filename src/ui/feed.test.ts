import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BackgroundToView, ViewToBackground } from '../messaging/protocol.ts';
import { snapshotOf } from '../messaging/snapshot.ts';
import { status } from '../messaging/testing/sample-status.ts';
import type { Declaration } from '../model/declared.ts';
import { exchange } from '../model/testing/sample-exchange.ts';
import { type Feed, startFeed } from './feed.ts';
import { createStore, type ViewStore } from './store.ts';

type Wire = { send: (message: BackgroundToView) => void; close: () => void };

let wires: Wire[];
let posted: ViewToBackground[];
let refuse: boolean;
let store: ViewStore;
let feed: Feed;
let called: (readonly Declaration[])[];

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
  called = [];
  feed = startFeed(environment, store, (calls) => called.push(calls));
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

test('takes nothing in, and asks for nothing, after it was stopped', () => {
  feed.stop();
  const waiting = vi.getTimerCount();
  sendSnapshot(wires[0]);
  wires[0]?.close();
  expect(vi.getTimerCount()).toBe(waiting);
  expect(store.get()).toMatchObject({ connection: 'waiting', exchanges: [] });
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

test('passes on the calls that made no request, and keeps them out of the state', () => {
  const declared = {
    credentials: 'omit',
    mode: 'same-origin',
    headerNames: [],
    readNames: [],
    stack: [],
  } as const;
  const calls = [{ url: 'https://a.example/', method: 'GET', at: 1, origin: '', declared }];
  const before = store.get();
  wires[0]?.send({ type: 'called', calls });
  expect(called).toEqual([calls]);
  expect(store.get()).toBe(before);
});

test('asks to observe the page on the next channel, if there is none', () => {
  wires[0]?.close();
  feed.observe();
  vi.advanceTimersByTime(0);
  expect(posted.slice(1)).toEqual([
    { type: 'observe', tabId: 7 },
    { type: 'subscribe', tabId: 7 },
  ]);
});
