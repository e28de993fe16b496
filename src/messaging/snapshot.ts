import type { BrowserName, Exchange } from '../model/exchange.ts';
import type { BackgroundToView, TabStatus } from './protocol.ts';

/** A view reads each message in one go: ten thousand exchanges at once would make it stand still. */
const MOST_IN_MESSAGE = 250;

/** What a view is told first: which exchanges there are, then the exchanges, in bearable pieces. */
export function snapshotOf(
  browser: BrowserName,
  status: TabStatus,
  exchanges: readonly Exchange[],
): readonly BackgroundToView[] {
  const ids = exchanges.map(({ id }) => id);
  const messages: BackgroundToView[] = [{ type: 'snapshot', browser, status, ids }];
  for (let from = 0; from < exchanges.length; from += MOST_IN_MESSAGE) {
    const to = from + MOST_IN_MESSAGE;
    const more = to < exchanges.length;
    const piece = exchanges.slice(from, to);
    messages.push({ type: 'changed', status, exchanges: piece, removed: [], more });
  }
  return messages;
}
