import type { ReactNode } from 'react';
import type { TabStatus } from '../messaging/protocol.ts';
import { counted, figure } from '../model/say.ts';
import { clockTime } from '../ui/clock.ts';
import { type Counts, summarize } from '../ui/summary.ts';

type StatusBarProps = {
  readonly counts: Counts;
  /** How many more rows only DevTools saw. */
  readonly recorded: number;
  /** The page's host, if Crosscheck may not watch it. */
  readonly unwatchedPage: string | null;
  /** How many rows there are, on all pages. */
  readonly all: number;
  /** How many rows are blocked on the current page: the number on the badge. */
  readonly onPage: number;
  /** How many rows pass the filter. */
  readonly listed: number;
  /** How many rows are selected together. */
  readonly picked: number;
  readonly status: TabStatus | null;
  /** Whether more rows are still to be shown. */
  readonly behind: boolean;
  /** How many requests have arrived since the list was paused; null while it is live. */
  readonly waiting: number | null;
  /** Brings the cleared list back. Null when there is nothing to undo. */
  readonly onUndo: (() => void) | null;
  /** The servers that are not listed. */
  readonly ignored: readonly string[];
  readonly onListAgain: (servers: readonly string[]) => void;
  /** A temporary message at the end. */
  readonly children: ReactNode;
};

/**
 * The line at the bottom: counts, the start time, and everything that makes the view incomplete.
 */
export function StatusBar(props: StatusBarProps): ReactNode {
  const { counts, recorded, all, onPage, listed, picked, status, behind, waiting, children } =
    props;
  const { onUndo, ignored } = props;
  const summary = summarize(counts) || (recorded > 0 ? '' : 'No requests');
  return (
    <footer className="bar status-bar">
      {onUndo !== null && (
        <span role="status" data-testid="state-cleared">
          List cleared.{' '}
          <button type="button" className="button-link" data-testid="undo-clear" onClick={onUndo}>
            Undo
          </button>
        </span>
      )}
      {ignored.length > 0 && (
        <span data-testid="state-ignored" title={ignored.join('\n')}>
          ignoring {ignored.length === 1 ? ignored[0] : counted(ignored.length, 'server')}{' '}
          <button
            type="button"
            className="button-link"
            data-testid="list-again"
            onClick={() => props.onListAgain(ignored)}
          >
            List again
          </button>
        </span>
      )}
      {listed < all && (
        <span data-testid="listed">
          {figure(listed)} of {counted(all, 'row')}
        </span>
      )}
      {picked > 1 && <span data-testid="picked">{counted(picked, 'row')} selected for export</span>}
      {summary !== '' && <span data-testid="summary">{summary}</span>}
      {recorded > 0 && <span data-testid="recorded">{figure(recorded)} seen by DevTools only</span>}
      {onPage < counts.blocked && (
        <span data-testid="on-page">{figure(onPage)} blocked on this page</span>
      )}
      {waiting !== null && (
        <span data-testid="state-paused">
          paused{waiting > 0 && `, ${counted(waiting, 'new request')}`}
        </span>
      )}
      {status !== null && (
        <>
          <span>
            {status.watching && props.unwatchedPage === null
              ? `watching since ${clockTime(status.watchingSince)}`
              : 'not watched'}
          </span>
          {status.dropped > 0 && (
            <span data-testid="state-dropped">
              {counted(status.dropped, 'oldest request')} removed
            </span>
          )}
          {status.restarts > 0 && (
            <span
              data-testid="state-restarted"
              title="The browser stops idle extensions, and starts them again when they are needed."
            >
              restarted {counted(status.restarts, 'time')}
              {status.interruptedAt === 0 && ', nothing lost'}
            </span>
          )}
        </>
      )}
      {behind && <span data-testid="state-behind">loading requests…</span>}
      {children}
    </footer>
  );
}
