import type { BrowserName, Exchange } from '../model/exchange.ts';
import type { StateMessage, TabStatus } from './protocol.ts';

/** A view reads each message in one go. Ten thousand exchanges at once would block it. */
const MOST_IN_MESSAGE = 250;

/** What a view gets first: the ids of all exchanges, then the exchanges in small pieces. */
export function snapshotOf(
  browser: BrowserName,
  status: TabStatus,
  exchanges: readonly Exchange[],
): readonly StateMessage[] {
  const ids = exchanges.map(({ id }) => id);
  const messages: StateMessage[] = [{ type: 'snapshot', browser, status, ids }];
  for (let from = 0; from < exchanges.length; from += MOST_IN_MESSAGE) {
    const to = from + MOST_IN_MESSAGE;
    const more = to < exchanges.length;
    const piece = exchanges.slice(from, to);
    messages.push({ type: 'changed', status, exchanges: piece, removed: [], more });
  }
  return messages;
}
