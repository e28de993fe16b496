import type { ReactNode } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { chooseRemedy } from '../ui/choose-remedy.ts';
import { clockTime } from '../ui/clock.ts';
import { Each } from '../ui/each.tsx';
import { Icon } from '../ui/icons.tsx';
import { ProseText } from '../ui/prose.tsx';
import { Remark } from './remark.tsx';

/**
 * The fix; or, if the user has tried it without success, what else it can be. The lines are then
 * folded, because pasting them again does not help.
 */
export function UnlessTried({
  diagnosis,
  stack,
  children,
}: {
  readonly diagnosis: Diagnosis;
  readonly stack: string | null;
  readonly children: ReactNode;
}): ReactNode {
  const tried = chooseRemedy(diagnosis, stack)?.tried ?? null;
  if (tried === null) return children;
  return (
    <>
      <section className="did-not-help" aria-label="This did not help" data-testid="did-not-help">
        <h3>
          <Icon name="warning" /> This did not help
        </h3>
        <p className="quiet">
          You copied the lines at {clockTime(tried.at)}. The request was blocked again at{' '}
          {clockTime(diagnosis.exchange.hops[0].at)}.
        </p>
        <ol>
          <Each of={tried.whatElse}>
            {(one) => (
              <Remark icon="arrow">
                <ProseText prose={one} />
              </Remark>
            )}
          </Each>
        </ol>
      </section>
      <details className="fix-fold" open={diagnosis.elsewhere.length > 0} data-testid="tried-fix">
        <summary>Show the lines again, or choose another server</summary>
        {children}
      </details>
    </>
  );
}
