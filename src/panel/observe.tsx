import type { ReactNode } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { Icon } from '../ui/icons.tsx';
import type { Observation } from '../ui/use-observation.ts';

const WHAT_IT_DOES =
  'Reloads the page once with an observer of fetch, XMLHttpRequest and EventSource. The next reload is without it.';

/** In the toolbar, at any time; nothing where the browser cannot do it. */
export function ObserveTool({ observation }: { readonly observation: Observation }): ReactNode {
  const { state, start } = observation;
  if (state === 'unavailable') return null;
  return (
    <button
      type="button"
      className="button button-icon"
      aria-label="Reload and observe"
      aria-pressed={state === 'observing'}
      title={`Reload and observe\n${WHAT_IT_DOES}`}
      data-testid="observe-tool"
      onClick={start}
    >
      <Icon name="reload" />
    </button>
  );
}

/** Beside a diagnosis that would be surer if the page's code had been observed. */
export function ObserveOffer({
  observation,
  diagnosis,
}: {
  readonly observation: Observation;
  readonly diagnosis: Diagnosis;
}): ReactNode {
  const { state, start } = observation;
  if (state === 'unavailable' || !wouldHelp(diagnosis)) return null;
  const { credentials } = diagnosis.evaluation;
  return (
    <section aria-label="What is not seen" data-testid="observe-offer">
      <h3>{credentials.known ? 'Inferred' : 'Not seen'}</h3>
      <p className="quiet">
        {credentials.known
          ? 'Whether the page asks with cookies follows from what the browser did: the page’s own call, which says it, was not observed.'
          : 'Nothing shows whether the page asks with cookies (its credentials mode).'}{' '}
        {state === 'observing' && 'The page is observed now: let it make the request again.'}
      </p>
      {state === 'idle' && (
        <button
          type="button"
          className="button"
          title={WHAT_IT_DOES}
          data-testid="observe"
          onClick={start}
        >
          <Icon name="reload" />
          Reload and observe
        </button>
      )}
    </section>
  );
}

/** Only what scripts ask for can be observed, and only where it would tell something new. */
function wouldHelp({ exchange, evaluation }: Diagnosis): boolean {
  const { declared, resourceType, tabId } = exchange;
  if (declared !== undefined || resourceType !== 'xmlhttprequest' || tabId < 0) return false;
  const { verdict, credentials } = evaluation;
  if (verdict === 'undetermined') return true;
  return verdict === 'blocked' && !(credentials.known && credentials.from === 'observed');
}
