import type { ReactNode } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { lastHop } from '../model/exchange.ts';
import { phrase } from '../model/say.ts';
import { clockTime } from '../ui/clock.ts';
import { Each } from '../ui/each.tsx';
import { Icon } from '../ui/icons.tsx';

/** What a check asked, and what it could not see. Nothing for the page's own requests. */
export function CheckedNote({ diagnosis }: { readonly diagnosis: Diagnosis }): ReactNode {
  const { exchange } = diagnosis;
  const { checked } = exchange;
  if (checked === undefined) return null;
  const at = clockTime(exchange.hops[0].at);
  return (
    <section
      className="checked-note"
      aria-label={phrase`This check`.fr`Cette vérification`}
      data-testid="checked-note"
    >
      <p>
        <Icon name="reload" />{' '}
        {checked.cookies
          ? phrase`Crosscheck asked the server itself at ${at}, with cookies. Not checked:`
              .fr`Crosscheck a interrogé lui-même le serveur à ${at}, avec cookies. Non vérifié :`
          : phrase`Crosscheck asked the server itself at ${at}, without cookies. Not checked:`
              .fr`Crosscheck a interrogé lui-même le serveur à ${at}, sans cookies. Non vérifié :`}
      </p>
      <ul>
        <Each of={unchecked(diagnosis)}>{(item) => <li>{item}</li>}</Each>
      </ul>
    </section>
  );
}

function unchecked({ exchange, evaluation }: Diagnosis): readonly string[] {
  const { method, response } = lastHop(exchange);
  const withheld = exchange.checked?.withheld ?? [];
  return [
    ...(response === null && evaluation.verdict !== 'failed'
      ? [
          phrase`the ${method} request itself: only its preflight request was sent`
            .fr`la requête ${method} elle-même : seule sa requête préliminaire a été envoyée`,
        ]
      : []),
    ...(withheld.length > 0 && response !== null
      ? [
          phrase`how the server answers with ${withheld.join(', ')}`
            .fr`la réponse du serveur avec ${withheld.join(', ')}`,
        ]
      : []),
    phrase`the body of the response, and what a service worker would answer`
      .fr`le corps de la réponse, et ce qu’un service worker répondrait`,
  ];
}
