import { blockedOnPage, createVerdictIndex, withoutIgnored } from '../endpoints/blocked.ts';
import type { EndpointIndex } from '../endpoints/endpoint-index.ts';
import type { Judged } from '../endpoints/told-apart.ts';
import type { BrowserName, Exchange } from '../model/exchange.ts';

/** How many rows are blocked in each tab: the numbers on the badge. */
export type BlockedCounts = {
  /**
   * Counts a tab's exchanges on the page that is shown since `navigatedAt` (milliseconds since the
   * epoch). Rows of earlier pages and of ignored servers do not count.
   */
  readonly count: (
    tabId: number,
    exchanges: readonly Exchange[],
    navigatedAt: number,
    ignored?: readonly string[],
  ) => number;
  /** Forgets a closed tab. */
  readonly forget: (tabId: number) => void;
};

export function createBlockedCounts(browser: BrowserName): BlockedCounts {
  const indexes = new Map<number, EndpointIndex<Judged>>();
  return {
    count: (tabId, exchanges, navigatedAt, ignored = []) => {
      const index = indexes.get(tabId) ?? createVerdictIndex(browser);
      indexes.set(tabId, index);
      return blockedOnPage(withoutIgnored(index(exchanges), ignored), navigatedAt).length;
    },
    forget: (tabId) => void indexes.delete(tabId),
  };
}
