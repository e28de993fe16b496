import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  type CaptureState,
  exchangesOfTab,
  initialCapture,
  reduceCapture,
  toEntries,
} from '../../src/capture/index.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import type { Exchange } from '../../src/model/exchange.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { median } from './statistics.ts';
import { traffic } from './traffic.ts';

/** Medians over the rounds, in microseconds for one exchange. */
export type Computing = {
  /** The yardstick: the exchange written as JSON and read again. */
  readonly clone: number;
  /** One event taken into the captured state, on average. */
  readonly reduce: number;
  readonly evaluate: number;
  /** What a row of the list needs. */
  readonly row: number;
  /** Everything that the detail view and the export need. */
  readonly everything: number;
};

/** What 1,000 exchanges take. */
export type Memory = { readonly storedBytes: number; readonly heapBytes: number };

const COUNT = 1000;

/** Times our own work on captured exchanges; the kinds of work take turns. */
export function measureComputing(rounds: number): Computing {
  const events = traffic(COUNT);
  const times = {
    clone: [] as number[],
    reduce: [] as number[],
    evaluate: [] as number[],
    row: [] as number[],
    everything: [] as number[],
  };
  for (let round = 0; round < rounds; round += 1) {
    let exchanges: readonly Exchange[] = [];
    times.reduce.push(timed(() => (exchanges = exchangesOfTab(captured(events), 1))));
    // Copies, because a diagnosis is remembered by the identity of its exchange.
    let copies: readonly Exchange[] = [];
    times.clone.push(timed(() => (copies = exchanges.map(copy))));
    times.evaluate.push(timed(() => exchanges.map((one) => evaluate(one, 'chromium'))));
    const context = { browser: 'chromium', exchanges: copies } as const;
    let rows: readonly Diagnosis[] = [];
    times.row.push(timed(() => (rows = copies.map((one) => diagnose(one, context)))));
    times.everything.push((times.row.at(-1) ?? 0) + timed(() => rows.map(readAll)));
  }
  const each = (values: readonly number[], count: number) => (median(values) * 1000) / count;
  return {
    clone: each(times.clone, COUNT),
    reduce: each(times.reduce, events.length),
    evaluate: each(times.evaluate, COUNT),
    row: each(times.row, COUNT),
    everything: each(times.everything, COUNT),
  };
}

/** Sizes of the state of 1,000 exchanges: as stored for the browser run, and in the worker. */
export function measureMemory(): Memory {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const events = JSON.stringify(traffic(COUNT));
  const empty = initialCapture('chromium', 0);
  collect();
  const before = process.memoryUsage().heapUsed;
  // As the browser hands them over: every event with strings of its own.
  const state = captured(JSON.parse(events));
  collect();
  const heapBytes = process.memoryUsage().heapUsed - before;
  const storedBytes = JSON.stringify(toEntries(empty, state).set).length;
  return { storedBytes, heapBytes };
}

const captured = (events: ReturnType<typeof traffic>): CaptureState =>
  events.reduce(reduceCapture, initialCapture('chromium', 0));

const copy = (exchange: Exchange): Exchange => JSON.parse(JSON.stringify(exchange));

/** Details are made when first read. */
const readAll = ({ hints, requirement, remedies, comparison, elsewhere }: Diagnosis) =>
  [hints, requirement, remedies, comparison, elsewhere].length;

/** Milliseconds that the work takes. */
function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
