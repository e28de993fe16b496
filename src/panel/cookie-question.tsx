import { createContext, type ReactNode, useContext } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
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
        You said: this request sends {said ? 'cookies' : 'no cookies'}.{' '}
        <Answer label="Change" onClick={() => say(key, null)} />
      </p>
    );
  }
  return (
    <fieldset className="cookie-question" data-testid="cookie-question">
      <legend>Does this request send cookies?</legend>
      <Answer label="Yes" onClick={() => say(key, true)} />
      <Answer label="No" onClick={() => say(key, false)} />
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
        The page is observed now. Repeat the request, unless a worker makes it.
      </span>
    );
  }
  return (
    <button
      type="button"
      className="button button-quiet"
      title="Reloads the page and observes its requests. The settings can switch this off."
      onClick={observation.start}
    >
      Find out
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
