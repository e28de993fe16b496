import { createContext, type ReactNode, useContext } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { phrase } from '../model/say.ts';
import type { Observation } from '../ui/observation.ts';
import { NoteBookContext } from '../ui/use-notes.ts';

/** What "Find out" starts. Null: the page cannot be observed. */
export const FindOut = createContext<Observation | null>(null);

/** Asks what nobody saw and the fix depends on. Nothing where that is known. */
export function CookieQuestion({ diagnosis }: { readonly diagnosis: Diagnosis }): ReactNode {
  const { say } = useContext(NoteBookContext);
  const { cookies } = diagnosis;
  if (cookies === null) return null;
  const { key, said } = cookies;
  if (said !== null) {
    return (
      <p className="cookie-question" data-testid="cookie-answer">
        {said
          ? phrase`You said: this request sends cookies.`
              .fr`Vous avez dit : cette requête envoie des cookies.`
          : phrase`You said: this request sends no cookies.`
              .fr`Vous avez dit : cette requête n’envoie pas de cookies.`}{' '}
        <Answer label={phrase`Change`.fr`Modifier`} onClick={() => say(key, null)} />
      </p>
    );
  }
  return (
    <fieldset className="cookie-question" data-testid="cookie-question">
      <legend>
        {phrase`Does this request send cookies?`.fr`Cette requête envoie-t-elle des cookies ?`}
      </legend>
      <Answer label={phrase`Yes`.fr`Oui`} onClick={() => say(key, true)} />
      <Answer label={phrase`No`.fr`Non`} onClick={() => say(key, false)} />
      <ObserveIt diagnosis={diagnosis} />
    </fieldset>
  );
}

/** The page itself answers. Only requests of its scripts can be observed. */
function ObserveIt({ diagnosis: { exchange } }: { readonly diagnosis: Diagnosis }): ReactNode {
  const observation = useContext(FindOut);
  if (observation === null || observation.state === 'unavailable') return null;
  if (exchange.resourceType !== 'xmlhttprequest') return null;
  if (observation.state === 'observing') {
    return (
      <span className="quiet">
        {phrase`The page is observed now. Repeat the request, unless a worker makes it.`
          .fr`La page est maintenant observée. Répétez la requête, sauf si un worker l’envoie.`}
      </span>
    );
  }
  return (
    <button
      type="button"
      className="button button-quiet"
      title={phrase`Reloads the page and observes its requests. The settings can switch this off.`
        .fr`Recharge la page et observe ses requêtes. Les paramètres peuvent désactiver cela.`}
      onClick={observation.start}
    >
      {phrase`Find out`.fr`Observer pour le savoir`}
    </button>
  );
}

function Answer({
  label,
  onClick,
}: {
  readonly label: string;
  readonly onClick: () => void;
}): ReactNode {
  return (
    <button type="button" className="button button-quiet" onClick={onClick}>
      {label}
    </button>
  );
}
