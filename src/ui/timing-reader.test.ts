import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import type { HandedOver, ResourceTiming } from '../model/resource-timing.ts';
import { exchange } from '../model/testing/sample-exchange.ts';
import { createTimingReader, type TimingReader } from './timing-reader.ts';

const one: Exchange = exchange({ id: '1' });
const [{ url, at }] = one.hops;

let answers: (readonly ResourceTiming[] | null)[];
let reads: number;
let told: HandedOver[];
let reader: TimingReader;

beforeEach(() => {
  vi.useFakeTimers();
  answers = [];
  reads = 0;
  told = [];
  reader = createTimingReader(
    async () => {
      reads += 1;
      return answers.length === 0 ? [] : (answers.shift() ?? null);
    },
    (requests) => told.push(...requests),
  );
});
afterEach(() => {
  reader.stop();
  vi.useRealTimers();
});

test('what the page tells is handed on', async () => {
  answers = [[{ url, at, status: 200 }]];
  reader.look([one], 'firefox');
  await vi.advanceTimersByTimeAsync(400);
  expect(told).toEqual([{ id: '1', handedOver: true }]);
  reader.look([{ ...one, handedOver: true }], 'firefox');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(reads).toBeLessThan(3);
});

test('a page that does not tell is not asked for ever', async () => {
  reader.look([one], 'firefox');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reads).toBe(3);
  expect(told).toEqual([]);
});

test('one that cannot be asked for a while is asked later', async () => {
  answers = [null, null, null, null, null, [{ url, at, status: 0 }]];
  reader.look([one], 'firefox');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toContainEqual({ id: '1', handedOver: false });
});

test('one that cannot be asked at all is left alone', async () => {
  answers = Array.from({ length: 200 }, () => null);
  reader.look([one], 'firefox');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reads).toBe(21);
});

test('however often requests change, the page is read', async () => {
  for (let i = 0; i < 20; i++) {
    reader.look([one], 'firefox');
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(reads).toBeGreaterThan(1);
});

test('where the browser’s events tell, and after the end, nothing is read', async () => {
  reader.look([one], 'chromium');
  reader.look([], 'firefox');
  await vi.advanceTimersByTimeAsync(1_000);
  reader.look([one], 'firefox');
  reader.stop();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(reads).toBe(0);
});
