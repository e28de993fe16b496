import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { eachInTurn } from '../model/work.ts';
import { inSlices } from './in-slices.ts';

const letters = (make = (letter: string) => letter.toUpperCase()) =>
  eachInTurn(['a', 'b', 'c'], make);
const { signal } = new AbortController();
const priority = 'background';

// Node's own scheduler has no tasks.
vi.stubGlobal('scheduler', { postTask: () => nextTurn() });

test('work that fits into one slice is done before anything else', async () => {
  const told: number[] = [];
  const onSlice = (done: number) => told.push(done);
  const made = await inSlices(letters(), {
    ms: Number.POSITIVE_INFINITY,
    priority,
    signal,
    onSlice,
  });
  expect([made, told]).toEqual([['A', 'B', 'C'], []]);
});

test('a full slice lets the view have its turn, and reports progress', async () => {
  const told: (number | string)[] = [];
  const onSlice = (done: number) => {
    told.push(done);
    setImmediate(() => told.push('view'));
  };
  const made = await inSlices(letters(), { ms: 0, priority, signal, onSlice });
  expect(made).toEqual(['A', 'B', 'C']);
  expect(told.filter((one) => one !== 'view')).toEqual([1, 2, 3]);
  expect(told.indexOf('view')).toBeLessThan(told.indexOf(3));
});

test('canceled work ends after its current slice', async () => {
  const stop = new AbortController();
  const seen: string[] = [];
  const work = letters((letter) => {
    seen.push(letter);
    if (letter === 'b') stop.abort();
    return letter;
  });
  expect(await inSlices(work, { ms: 0, priority, signal: stop.signal })).toBeNull();
  expect(seen).toEqual(['a', 'b']);
});

test('errors in the work are reported', async () => {
  const work = letters((letter) => {
    if (letter === 'c') throw new Error('no c');
    return letter;
  });
  await expect(inSlices(work, { ms: 0, priority, signal })).rejects.toThrow('no c');
});
