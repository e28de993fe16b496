import type { ReactNode } from 'react';
import type { EndpointGroup } from '../diagnosis/endpoints.ts';
import type { TabStatus } from '../messaging/protocol.ts';
import { clockTime, counted } from '../ui/clock.ts';
import { summarize } from '../ui/summary.ts';

type StatusBarProps = {
  readonly groups: readonly EndpointGroup[];
  readonly status: TabStatus | null;
};

/** The line at the foot: counts, since when, and what honesty demands to be told. */
export function StatusBar({ groups, status }: StatusBarProps): ReactNode {
  return (
    <footer className="status-bar">
      <span data-testid="summary">{summarize(groups) || 'No requests'}</span>
      {status !== null && (
        <>
          <span>capturing since {clockTime(status.capturingSince)}</span>
          {status.dropped > 0 && (
            <span data-testid="state-dropped">
              {counted(status.dropped, 'oldest request')} had to leave
            </span>
          )}
          {status.restarts > 0 && (
            <span
              data-testid="state-restarted"
              title="The browser stops idle extensions. Everything captured was kept."
            >
              resumed {counted(status.restarts, 'time')}, nothing lost
            </span>
          )}
        </>
      )}
    </footer>
  );
}
