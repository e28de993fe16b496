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

test("the page's timings are passed on", async () => {
  answers = [[{ url, at, status: 200, frameOf: null }]];
  reader.look([one], 'firefox');
  await vi.advanceTimersByTimeAsync(400);
  expect(told).toEqual([{ id: '1', handedOver: true }]);
  reader.look([{ ...one, handedOver: true }], 'firefox');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(reads).toBeLessThan(3);
});

test('a page without timings is asked a limited number of times', async () => {
  reader.look([one], 'firefox');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reads).toBe(3);
  expect(told).toEqual([]);
});

test('a page that cannot answer now is asked later', async () => {
  answers = [null, null, null, null, null, [{ url, at, status: 0, frameOf: null }]];
  reader.look([one], 'firefox');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toContainEqual({ id: '1', handedOver: false });
});

test('a page that can never answer is left alone', async () => {
  answers = Array.from({ length: 200 }, () => null);
  reader.look([one], 'firefox');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reads).toBe(21);
});

test('the page is read even while requests keep changing', async () => {
  for (let i = 0; i < 20; i++) {
    reader.look([one], 'firefox');
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(reads).toBeGreaterThan(1);
});

test('nothing is read after the end, or if the browser’s events are enough', async () => {
  reader.look([one], 'chromium');
  reader.look([], 'firefox');
  await vi.advanceTimersByTimeAsync(1_000);
  reader.look([one], 'firefox');
  reader.stop();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(reads).toBe(0);
});
