import type { ReactNode } from 'react';
import { figure } from '../model/say.ts';
import type { Exporting } from './use-export.ts';

/** The result of the latest export, in the status bar. */
export function ExportNote({ outcome, cancel }: Exporting): ReactNode {
  return (
    <span className="export-note" role="status" data-testid="export-note" data-outcome={outcome.is}>
      {outcome.is === 'working' && (
        <>
          <span>
            exporting {/* Too long to be read aloud. */}
            <span aria-hidden="true">
              {figure(outcome.done)} of {figure(outcome.of)}
            </span>
            …
          </span>
          <button
            type="button"
            className="button-link"
            data-testid="export-cancel"
            onClick={cancel}
          >
            Cancel
          </button>
        </>
      )}
      {outcome.is === 'ready' && (
        <>
          Ready: {outcome.words}
          <button
            type="button"
            className="button-link"
            data-testid="export-copy"
            onClick={outcome.copy}
          >
            Copy
          </button>
        </>
      )}
      {(outcome.is === 'done' || outcome.is === 'partly' || outcome.is === 'failed') &&
        outcome.words}
    </span>
  );
}
