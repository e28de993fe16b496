import type { ReactNode, RefObject } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { clockTime } from '../ui/clock.ts';
import { ProseText } from '../ui/prose.tsx';
import { VerdictMark } from '../ui/verdict.tsx';
import { Comparison } from './comparison.tsx';

type FixedCardProps = {
  readonly before: Diagnosis;
  readonly after: Diagnosis;
  readonly heading: RefObject<HTMLHeadingElement | null>;
};

/** An endpoint that was blocked and passes now: before and after, side by side. */
export function FixedCard({ before, after, heading }: FixedCardProps): ReactNode {
  return (
    <section className="fixed-card" data-testid="fixed-card" aria-label="Fixed">
      <h2 ref={heading} tabIndex={-1} data-testid="headline">
        <VerdictMark mark="fixed" /> Fixed. The browser lets the page read the answer.
      </h2>
      <div className="before-after">
        <div>
          <h3>Before, {clockTime(before.exchange.hops[0].at)}</h3>
          <p>
            <VerdictMark mark="blocked" /> <ProseText prose={before.headline} />
          </p>
        </div>
        <div>
          <h3>Now, {clockTime(after.exchange.hops[0].at)}</h3>
          <p>
            <VerdictMark mark="allowed" /> <ProseText prose={after.headline} />
          </p>
        </div>
      </div>
      <Comparison comparison={after.comparison} />
    </section>
  );
}
