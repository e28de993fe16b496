import type { ReactNode } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { IconButton } from '../ui/buttons.tsx';
import { Icon } from '../ui/icons.tsx';
import type { Observation } from '../ui/observation.ts';

const WHAT_IT_DOES =
  'Reloads the page and observes its calls of fetch, XMLHttpRequest and EventSource. The settings can switch this off.';

/** A toolbar button. Nothing if the page is observed already. */
export function ObserveTool({ observation }: { readonly observation: Observation }): ReactNode {
  const { state, start } = observation;
  if (state !== 'idle') return null;
  return (
    <IconButton
      icon="reload"
      label="Reload and observe"
      title={`Reload and observe\n${WHAT_IT_DOES}`}
      data-testid="observe-tool"
      onClick={start}
    />
  );
}

/** Beside a diagnosis that observing the page's code would make more certain. */
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
    <section aria-label="What we could not see" data-testid="observe-offer">
      <h3>{credentials.known ? 'Inferred' : 'Not seen'}</h3>
      <p className="quiet">
        {credentials.known
          ? 'We inferred from what the browser did whether this request sends cookies. Observe the page’s own call to be sure.'
          : 'We could not see whether this request sends cookies (credentials mode).'}{' '}
        {state === 'observing' &&
          'The page is observed now. Repeat the request, unless a worker makes it.'}
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

/** Only requests of scripts can be observed. Offered only if that would show something new. */
function wouldHelp({ exchange, evaluation }: Diagnosis): boolean {
  const { declared, resourceType, tabId } = exchange;
  if (declared !== undefined || resourceType !== 'xmlhttprequest' || tabId < 0) return false;
  const { verdict, credentials } = evaluation;
  if (verdict === 'undetermined') return true;
  return verdict === 'blocked' && !(credentials.known && credentials.from === 'observed');
}
