import type { ComponentProps, ReactNode } from 'react';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { phrase } from '../model/say.ts';
import { apart, LoadedApart } from '../ui/apart.tsx';
import type { ViewState } from '../ui/state.ts';
import { standingOf } from '../ui/verdict.tsx';
import type { FirstReason } from './first-step.tsx';
import { more } from './more.ts';
import { RequestLine } from './request-line.tsx';

/** The popup shows only the first few. */
const MOST = 4;

const firstReason = apart<ComponentProps<typeof FirstReason>>(
  async () => (await import('./first-step.tsx')).FirstReason,
);

type RefusedListProps = { readonly refused: readonly Endpoint[]; readonly state: ViewState };

/** Requests that CORS allowed and the server refused. No CORS setting helps there. */
export function RefusedList({ refused, state }: RefusedListProps): ReactNode {
  if (refused.length === 0) return null;
  return (
    <ul
      aria-label={phrase`Refused by the server, not by CORS`
        .fr`Refusées par le serveur, et non par CORS`}
      className="refused-list"
    >
      {refused.slice(0, MOST).map((endpoint) => (
        <Refused key={endpoint.key} endpoint={endpoint} state={state} />
      ))}
      {refused.length > MOST && <li className="blocked">{more(refused.length - MOST)}</li>}
    </ul>
  );
}

function Refused({ endpoint, state }: ComponentProps<typeof FirstReason>): ReactNode {
  return (
    <li className="blocked" data-testid="refused-row">
      <RequestLine endpoint={endpoint} />
      <p className="blocked-cause refused-cause">{standingOf(endpoint)}</p>
      <LoadedApart part={firstReason} of={{ endpoint, state }} />
    </li>
  );
}
