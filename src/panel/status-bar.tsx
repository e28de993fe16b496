import type { ReactNode } from 'react';
import type { TabStatus } from '../messaging/protocol.ts';
import { counted, figure, phrase } from '../model/say.ts';
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
  const summary =
    summarize(counts) || (recorded > 0 ? '' : phrase`No requests`.fr`Pas de requêtes`);
  return (
    <footer className="bar status-bar">
      {onUndo !== null && (
        <span role="status" data-testid="state-cleared">
          {phrase`List cleared.`.fr`Liste vidée.`}{' '}
          <button type="button" className="button-link" data-testid="undo-clear" onClick={onUndo}>
            {phrase`Undo`.fr`Annuler`}
          </button>
        </span>
      )}
      {ignored.length > 0 && (
        <span data-testid="state-ignored" title={ignored.join('\n')}>
          {ignoredWords(ignored)}{' '}
          <button
            type="button"
            className="button-link"
            data-testid="list-again"
            onClick={() => props.onListAgain(ignored)}
          >
            {phrase`List again`.fr`Lister à nouveau`}
          </button>
        </span>
      )}
      {listed < all && (
        <span data-testid="listed">
          {phrase`${figure(listed)} of ${counted(all, 'row')}`
            .fr`${figure(listed)} sur ${counted(all, 'ligne')}`}
        </span>
      )}
      {picked > 1 && (
        <span data-testid="picked">
          {phrase`${counted(picked, 'row')} selected for export`
            .fr`${counted(picked, 'ligne')} à exporter`}
        </span>
      )}
      {summary !== '' && <span data-testid="summary">{summary}</span>}
      {recorded > 0 && (
        <span data-testid="recorded">
          {phrase`${figure(recorded)} seen by DevTools only`
            .fr`${counted(recorded, 'vue', 'vues')} par les DevTools seulement`}
        </span>
      )}
      {onPage < counts.blocked && (
        <span data-testid="on-page">
          {phrase`${figure(onPage)} blocked on this page`
            .fr`${counted(onPage, 'bloquée')} sur cette page`}
        </span>
      )}
      {waiting !== null && <span data-testid="state-paused">{pausedWords(waiting)}</span>}
      {status !== null && (
        <>
          <span>
            {status.watching && props.unwatchedPage === null
              ? phrase`watching since ${clockTime(status.watchingSince)}`
                  .fr`surveillé depuis ${clockTime(status.watchingSince)}`
              : phrase`not watched`.fr`non surveillé`}
          </span>
          {status.dropped > 0 && (
            <span data-testid="state-dropped">
              {phrase`${counted(status.dropped, 'oldest request')} removed`
                .fr`${counted(status.dropped, 'ancienne requête', 'anciennes requêtes')} en moins`}
            </span>
          )}
          {status.restarts > 0 && (
            <span
              data-testid="state-restarted"
              title={phrase`The browser stops idle extensions, and starts them again when they are
                needed.`.fr`Le navigateur arrête les extensions inactives, et les redémarre quand
                elles sont nécessaires.`}
            >
              {restartedWords(status)}
            </span>
          )}
        </>
      )}
      {behind && (
        <span data-testid="state-behind">{phrase`loading requests…`
          .fr`chargement des requêtes…`}</span>
      )}
      {children}
    </footer>
  );
}

function ignoredWords(servers: readonly string[]): string {
  const [first = '', ...others] = servers;
  if (others.length === 0) return phrase`ignoring ${first}`.fr`${first} ignoré`;
  return phrase`ignoring ${counted(servers.length, 'server')}`
    .fr`${counted(servers.length, 'serveur ignoré', 'serveurs ignorés')}`;
}

function pausedWords(waiting: number): string {
  if (waiting === 0) return phrase`paused`.fr`en pause`;
  return phrase`paused, ${counted(waiting, 'new request')}`
    .fr`en pause, ${counted(waiting, 'nouvelle requête', 'nouvelles requêtes')}`;
}

function restartedWords({ restarts, interruptedAt }: TabStatus): string {
  const words = phrase`restarted ${counted(restarts, 'time')}`
    .fr`${counted(restarts, 'redémarrage')}`;
  return interruptedAt === 0 ? phrase`${words}, nothing lost`.fr`${words}, rien de perdu` : words;
}
