import type { BrowserName, Exchange } from '../model/exchange.ts';
import { memoize } from '../model/lazy.ts';
import { createVerdictIndex } from './blocked.ts';
import type { EndpointState } from './endpoints.ts';

/** Which request of a row this is. */
export type Occurrence = {
  /** The number of the row, starting at one, in the order of first appearance. */
  readonly row: number;
  /** The current state of the row. */
  readonly state: EndpointState;
  /** Starts at one, the oldest first. */
  readonly number: number;
  readonly of: number;
};

/**
 * The place of each exchange in its row, by its id. Requests that only probed the browser's cache
 * have none.
 */
export const occurrencesOf = memoize(
  (exchanges: readonly Exchange[], browser: BrowserName): ReadonlyMap<string, Occurrence> =>
    new Map(
      createVerdictIndex(browser)(exchanges).flatMap(({ state, exchanges: own }, row) =>
        own.map(({ id }, index) => [
          id,
          { row: row + 1, state, number: index + 1, of: own.length },
        ]),
      ),
    ),
);
