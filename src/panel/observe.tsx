import type { ReactNode } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { phrase } from '../model/say.ts';
import { IconButton } from '../ui/buttons.tsx';
import { Icon } from '../ui/icons.tsx';
import type { Observation } from '../ui/observation.ts';

const WHAT_IT_DOES = phrase`Reloads the page and observes its calls of fetch, XMLHttpRequest and
  EventSource. The settings can switch this off.`
  .fr`Recharge la page et observe ses appels de fetch,
  XMLHttpRequest et EventSource. Les paramètres peuvent désactiver cela.`;

const RELOAD_AND_OBSERVE = phrase`Reload and observe`.fr`Recharger et observer`;

/** A toolbar button. Nothing if the page is observed already. */
export function ObserveTool({ observation }: { readonly observation: Observation }): ReactNode {
  const { state, start } = observation;
  if (state !== 'idle') return null;
  return (
    <IconButton
      icon="reload"
      label={RELOAD_AND_OBSERVE}
      title={`${RELOAD_AND_OBSERVE}\n${WHAT_IT_DOES}`}
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
    <section
      aria-label={phrase`What we could not see`.fr`Ce que nous n’avons pas pu voir`}
      data-testid="observe-offer"
    >
      <h3>{credentials.known ? phrase`Inferred`.fr`Déduit` : phrase`Not seen`.fr`Pas vu`}</h3>
      <p className="quiet">
        {credentials.known
          ? phrase`We inferred from what the browser did whether this request sends cookies. Observe
              the page’s own call to be sure.`.fr`Nous avons déduit du comportement du navigateur si
              cette requête envoie des cookies. Observez l’appel de la page pour en être sûr.`
          : phrase`We could not see whether this request sends cookies (credentials mode).`
              .fr`Nous n’avons pas pu voir si cette requête envoie des cookies (mode des informations d’identification).`}{' '}
        {state === 'observing' &&
          phrase`The page is observed now. Repeat the request, unless a worker makes it.`
            .fr`La page est maintenant observée. Répétez la requête, sauf si un worker l’envoie.`}
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
          {RELOAD_AND_OBSERVE}
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
