import { expect, test, vi } from 'vitest';
import { snapshotOf } from '../messaging/snapshot.ts';
import { status } from '../messaging/testing/sample-status.ts';
import { exchange } from '../model/testing/sample-exchange.ts';
import type { FeedEvent } from './state.ts';
import { createStore } from './store.ts';

const many = Array.from({ length: 250 }, (_, index) => exchange({ id: `${index}` }));
const changed = (id: string): FeedEvent => ({
  type: 'changed',
  status,
  exchanges: [exchange({ id })],
  removed: [],
  more: false,
});

test('fifty messages within a frame wake the listeners once', () => {
  const frames: (() => void)[] = [];
  const store = createStore((callback) => frames.push(callback));
  const listener = vi.fn();
  store.subscribe(listener);
  for (let index = 0; index < 50; index += 1) store.enqueue(changed(`${index}`));
  expect([frames.length, listener.mock.calls.length]).toEqual([1, 0]);
  frames[0]?.();
  expect(listener).toHaveBeenCalledOnce();
  expect(store.get().exchanges).toHaveLength(50);
});

test('very many changes are spread over several frames', () => {
  const frames: (() => void)[] = [];
  const store = createStore((callback) => frames.push(callback));
  for (const message of snapshotOf('chromium', status, many)) store.enqueue(message);
  const seen: number[] = [];
  for (let frame = frames.shift(); frame !== undefined; frame = frames.shift()) {
    frame();
    seen.push(store.get().exchanges.length);
    expect(store.get().behind).toBe(seen.at(-1) !== many.length);
  }
  expect(seen.length).toBeGreaterThan(2);
  expect(store.get().exchanges).toEqual(many);
});

test('actions of the user are applied at once', () => {
  const store = createStore(() => {});
  store.dispatch({ type: 'listed', list: { text: 'api' } });
  expect(store.get().list.text).toBe('api');
});

test('listeners are not called without a change, or after they left', () => {
  const store = createStore(() => {});
  const listener = vi.fn();
  const leave = store.subscribe(listener);
  store.dispatch({ type: 'file-closed' });
  leave();
  store.dispatch({ type: 'listed', list: { text: 'api' } });
  expect(listener).not.toHaveBeenCalled();
});
