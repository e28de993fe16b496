import type { ReactNode } from 'react';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { counted, phrase } from '../model/say.ts';
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
  const seconds = ASK_EVERY_MS / 1_000;
  return (
    <div className="banner banner-info" data-testid="asking">
      <Icon name="reload" />
      <div className="banner-text">
        <p>
          <b>
            {phrase`Restart ${server}. Crosscheck asks it every ${seconds} seconds whether
              ${method} ${path} passes.`.fr`Redémarrez ${server}. Crosscheck lui demande toutes
              les ${seconds} secondes si ${method} ${path} passe.`}
          </b>{' '}
          {phrase`It stops at ${clockTime(until)}.`.fr`L’attente s’arrête à ${clockTime(until)}.`}{' '}
          <span aria-live="off">
            {phrase`Asked ${counted(tries, 'time')} so far.`
              .fr`Demandé ${counted(tries, 'fois', 'fois')} jusqu’ici.`}
          </span>
        </p>
        <div className="banner-actions">
          <button
            type="button"
            className="button button-quiet"
            data-testid="stop-asking"
            onClick={onStop}
          >
            {phrase`Stop asking`.fr`Ne plus demander`}
          </button>
        </div>
      </div>
    </div>
  );
}
