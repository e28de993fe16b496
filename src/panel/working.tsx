import type { ReactNode } from 'react';
import { phrase } from '../model/say.ts';
import './working.css';

/** `first`: nothing is there yet. `again`: what was there before stays until the new is. */
export type Working = 'no' | 'first' | 'again';

/** Stands where the fix will be, as high as most of them; dims what is being replaced. */
export function WorkingNote({ working }: { readonly working: Working }): ReactNode {
  return (
    <div
      className={working === 'first' ? 'working' : 'visually-hidden'}
      role="status"
      aria-live="polite"
      data-testid="working"
    >
      {working === 'no' ? '' : phrase`Working…`.fr`Calcul en cours…`}
    </div>
  );
}
