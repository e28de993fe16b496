import type { BrowserName, Exchange } from '../model/exchange.ts';
import { memoize } from '../model/lazy.ts';
import { createVerdictIndex } from './blocked.ts';
import type { EndpointState } from './endpoints.ts';

/** Which of a row's requests one is. */
export type Occurrence = {
  /** The row, counted from one: rows stand in the order of their first appearance. */
  readonly row: number;
  /** How the row stands now. */
  readonly state: EndpointState;
  /** Counted from one, the oldest first. */
  readonly number: number;
  readonly of: number;
};

/** The place of each exchange in its row, by its id. What only probed the browser's cache has none. */
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
