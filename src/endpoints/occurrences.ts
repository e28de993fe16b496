import type { BrowserName, Exchange } from '../model/exchange.ts';
import type { Work } from '../model/work.ts';
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
  /** True: the row is fixed for requests without cookies; the blocked ones may have sent some. */
  readonly onlyWithoutCookies?: true;
};

/** So many are sorted into rows at once. */
const AT_ONCE = 200;

/**
 * The place of each exchange in its row, by its id, in turn. Requests that only probed the browser's
 * cache have none.
 */
export function* occurrencesInTurn(
  exchanges: readonly Exchange[],
  browser: BrowserName,
): Work<ReadonlyMap<string, Occurrence>> {
  const index = createVerdictIndex(browser);
  for (let count = AT_ONCE; count < exchanges.length; count += AT_ONCE) {
    index(exchanges.slice(0, count));
    yield 0;
  }
  return new Map(
    index(exchanges).flatMap(({ state, exchanges: own, onlyWithoutCookies }, row) =>
      own.map(({ id }, at) => [
        id,
        {
          row: row + 1,
          state,
          number: at + 1,
          of: own.length,
          ...(onlyWithoutCookies && { onlyWithoutCookies }),
        },
      ]),
    ),
  );
}
