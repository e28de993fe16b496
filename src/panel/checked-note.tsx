import type { ReactNode } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { lastHop } from '../model/exchange.ts';
import { clockTime } from '../ui/clock.ts';
import { Each } from '../ui/each.tsx';
import { Icon } from '../ui/icons.tsx';

/** What a check asked, and what it could not see. Nothing for the page's own requests. */
export function CheckedNote({ diagnosis }: { readonly diagnosis: Diagnosis }): ReactNode {
  const { exchange } = diagnosis;
  const { checked } = exchange;
  if (checked === undefined) return null;
  const cookies = checked.cookies ? 'with cookies' : 'without cookies';
  return (
    <section className="checked-note" aria-label="This check" data-testid="checked-note">
      <p>
        <Icon name="reload" /> Crosscheck asked the server itself at{' '}
        {clockTime(exchange.hops[0].at)}, {cookies}. Not checked:
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
      ? [`the ${method} request itself: only its preflight request was sent`]
      : []),
    ...(withheld.length > 0 && response !== null
      ? [`how the server answers with ${withheld.join(', ')}`]
      : []),
    'the body of the response, and what a service worker would answer',
  ];
}
