import type { ReactNode } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { EndpointState } from '../endpoints/endpoints.ts';
import { type Stretch, stretches } from '../endpoints/stretches.ts';
import { clockTime, counted } from '../ui/clock.ts';
import { MARK_LABELS, VerdictMark } from '../ui/verdict.tsx';

/** How many stretches are shown; earlier ones are only counted. */
const MOST = 6;

/** How the same endpoint went before: blocked, blocked, fixed. Nothing where it never changed. */
export function History({ history }: { readonly history: readonly Diagnosis[] }): ReactNode {
  const all = stretches(history);
  if (all.length < 2) return null;
  const shown = all.slice(-MOST);
  const earlier = all.length - shown.length;
  return (
    <section className="history" aria-label="History of this endpoint" data-testid="history">
      <ol>
        {earlier > 0 && <li className="quiet">{counted(earlier, 'earlier change')}</li>}
        {shown.map((stretch) => (
          <StretchItem key={stretch.from} stretch={stretch} />
        ))}
      </ol>
    </section>
  );
}

function StretchItem({
  stretch: { state, count, from },
}: {
  readonly stretch: Stretch;
}): ReactNode {
  return (
    <li className={`verdict-${state satisfies EndpointState}`}>
      <VerdictMark mark={state} />
      {MARK_LABELS[state]}
      {count > 1 && ` ×${count}`} <time>{clockTime(from)}</time>
    </li>
  );
}
