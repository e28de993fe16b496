import type { ReactNode } from 'react';
import { figure, phrase } from '../model/say.ts';
import type { Exporting } from './use-export.ts';

/** The result of the latest export, in the status bar. */
export function ExportNote({ outcome, cancel }: Exporting): ReactNode {
  return (
    <span className="export-note" role="status" data-testid="export-note" data-outcome={outcome.is}>
      {outcome.is === 'working' && (
        <>
          <span>
            {phrase`exporting `.fr`export : `}
            {/* Too long to be read aloud. */}
            <span aria-hidden="true">
              {phrase`${figure(outcome.done)} of ${figure(outcome.of)}`
                .fr`${figure(outcome.done)} sur ${figure(outcome.of)}`}
            </span>
            …
          </span>
          <button
            type="button"
            className="button-link"
            data-testid="export-cancel"
            onClick={cancel}
          >
            {phrase`Cancel`.fr`Annuler`}
          </button>
        </>
      )}
      {outcome.is === 'ready' && (
        <>
          {phrase`Ready: ${outcome.words}`.fr`Prêt : ${outcome.words}`}
          <button
            type="button"
            className="button-link"
            data-testid="export-copy"
            onClick={outcome.copy}
          >
            {phrase`Copy`.fr`Copier`}
          </button>
        </>
      )}
      {(outcome.is === 'done' || outcome.is === 'partly' || outcome.is === 'failed') &&
        outcome.words}
    </span>
  );
}
