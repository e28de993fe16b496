import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  type CaptureState,
  exchangesOfTab,
  initialCapture,
  reduceCapture,
} from '../../src/capture/index.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import type { Exchange } from '../../src/model/exchange.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { worked } from './statistics.ts';
import { traffic } from './traffic.ts';

/** Microseconds for one exchange (or event), one number a round. */
export type Computing = {
  /** For comparison: the exchange written as JSON and read again. */
  readonly clone: readonly number[];
  /** One event taken into the captured state. */
  readonly reduce: readonly number[];
  readonly evaluate: readonly number[];
  /** What a row of the list needs. */
  readonly row: readonly number[];
  /** What the detail view and the export need in addition. */
  readonly details: readonly number[];
};

/** The size of 1,000 exchanges. */
export type Memory = { readonly storedBytes: number; readonly heapBytes: number };

const COUNT = 1000;
/** Every tenth exchange has its details read, among all of them. */
const OPENED = 10;

/** Times our own work on captured exchanges; the kinds of work take turns. */
export function measureComputing(rounds: number): Computing {
  const events = traffic(COUNT);
  const times = {
    clone: [] as number[],
    reduce: [] as number[],
    evaluate: [] as number[],
    row: [] as number[],
    details: [] as number[],
  };
  for (let round = 0; round < rounds; round += 1) {
    const state = timed(times.reduce, events.length, () => captured(events));
    const exchanges = exchangesOfTab(state, 1);
    // Copies, because a diagnosis is remembered by the identity of its exchange.
    const copies = timed(times.clone, COUNT, () => exchanges.map(copy));
    timed(times.evaluate, COUNT, () => exchanges.map((one) => evaluate(one, 'chromium')));
    const context = { browser: 'chromium', exchanges: copies } as const;
    const rows = timed(times.row, COUNT, () => copies.map((one) => diagnose(one, context)));
    const opened = rows.filter((_, index) => index % OPENED === 0);
    timed(times.details, opened.length, () => opened.map(readDetails));
  }
  return times;
}

/** Sizes of the state of 1,000 exchanges: as stored for the browser run, and in the worker. */
export function measureMemory(): Memory {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const events = JSON.stringify(traffic(COUNT));
  collect();
  const before = process.memoryUsage().heapUsed;
  // As the browser sends them: every event has its own strings.
  const state = captured(JSON.parse(events));
  collect();
  const heapBytes = process.memoryUsage().heapUsed - before;
  return { storedBytes: state.bytes, heapBytes };
}

const captured = (events: ReturnType<typeof traffic>): CaptureState =>
  events.reduce(reduceCapture, initialCapture('chromium', 0));

const copy = (exchange: Exchange): Exchange => JSON.parse(JSON.stringify(exchange));

/** Details are made when first read. */
const readDetails = (diagnosis: Diagnosis) => {
  const { hints, requirement, candidates, likeliest, comparison, elsewhere, otherBrowsers } =
    diagnosis;
  return [hints, requirement, candidates, likeliest, comparison, elsewhere, otherBrowsers].length;
};

/** Does the work, adds the time for one of its `count` parts to `times`, returns its result. */
function timed<T>(times: number[], count: number, work: () => T): T {
  const made: T[] = [];
  times.push((worked(() => made.push(work())) * 1000) / count);
  const [result] = made;
  if (result === undefined) throw new Error('the work has no result');
  return result;
}
