import type { ReactNode } from 'react';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { counted } from '../model/say.ts';
import { ASK_EVERY_MS, type Asking } from '../ui/checks.ts';
import { useChecks } from '../ui/checks-context.tsx';
import { clockTime } from '../ui/clock.ts';
import { Icon } from '../ui/icons.tsx';

/** Says that a server is asked again and again, whichever row is shown. */
export function AskingBar(): ReactNode {
  const desk = useChecks();
  const asking = desk?.state.asking ?? null;
  const row = desk?.endpoints.find(({ key }) => key === asking?.key);
  // It stays, so that screen readers say what comes into it.
  return (
    <div role="status">
      {desk && asking && row && <Bar asking={asking} row={row} onStop={desk.checks.cancel} />}
    </div>
  );
}

function Bar({
  asking: { tries, until },
  row: { method, path, server },
  onStop,
}: {
  readonly asking: Asking;
  readonly row: Endpoint;
  readonly onStop: () => void;
}): ReactNode {
  return (
    <div className="banner banner-info" data-testid="asking">
      <Icon name="reload" />
      <div className="banner-text">
        <p>
          <b>
            Restart {server}. Crosscheck asks it every {ASK_EVERY_MS / 1_000} seconds whether{' '}
            {method} {path} passes.
          </b>{' '}
          It stops at {clockTime(until)}.{' '}
          <span aria-live="off">Asked {counted(tries, 'time', 'times')} so far.</span>
        </p>
        <div className="banner-actions">
          <button
            type="button"
            className="button button-quiet"
            data-testid="stop-asking"
            onClick={onStop}
          >
            Stop asking
          </button>
        </div>
      </div>
    </div>
  );
}
