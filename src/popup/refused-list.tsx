import type { ReactNode } from 'react';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { counted } from '../ui/clock.ts';
import { ProseText } from '../ui/prose.tsx';
import { standingOf } from '../ui/verdict.tsx';
import { RequestLine } from './request-line.tsx';

/** The popup shows only the first few. */
const MOST = 4;

/** Requests that CORS allowed and the server refused. No CORS setting helps there. */
export function RefusedList({ refused }: { readonly refused: readonly Endpoint[] }): ReactNode {
  if (refused.length === 0) return null;
  return (
    <ul aria-label="Refused by the server, not by CORS" className="refused-list">
      {refused.slice(0, MOST).map((endpoint) => (
        <Refused key={endpoint.key} endpoint={endpoint} />
      ))}
      {refused.length > MOST && (
        <li className="blocked">and {counted(refused.length - MOST, 'more', 'more')}</li>
      )}
    </ul>
  );
}

function Refused({ endpoint }: { readonly endpoint: Endpoint }): ReactNode {
  const [hint] = endpoint.shown.hints;
  return (
    <li className="blocked" data-testid="refused-row">
      <RequestLine endpoint={endpoint} />
      <p className="blocked-cause refused-cause">{standingOf(endpoint)}</p>
      {hint !== undefined && (
        <p className="first-step">
          <ProseText prose={hint.text} />
        </p>
      )}
    </li>
  );
}
