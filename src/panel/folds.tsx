import type { ReactNode } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { Each } from '../ui/each.tsx';
import { ExternalLink } from '../ui/prose.tsx';
import { HopHeaders } from './headers.tsx';
import { StepRow } from './steps.tsx';

/**
 * Details for readers who want to follow: headers of every request and response, steps of the
 * standard, links.
 */
export function Folds({
  diagnosis,
  sources,
  risks,
}: {
  readonly diagnosis: Diagnosis;
  readonly sources: ReactNode;
  readonly risks: ReactNode;
}): ReactNode {
  const { exchange, evaluation, findings } = diagnosis;
  return (
    <div className="folds">
      <details>
        <summary>Request and response headers</summary>
        <Each of={exchange.hops}>{(hop, index) => <HopHeaders hop={hop} index={index} />}</Each>
      </details>
      {risks}
      {evaluation.steps.length > 0 && (
        <details>
          <summary>Steps of the Fetch standard</summary>
          <ol className="steps">
            <Each of={evaluation.steps}>{(step) => <StepRow step={step} />}</Each>
          </ol>
        </details>
      )}
      {findings.length > 0 && (
        <details>
          <summary>Read more about these errors</summary>
          <ul className="links">
            <Each of={findings}>
              {({ finding, title, spec, mdn }) => (
                <li data-cause={finding.cause}>
                  {title}: <ExternalLink href={spec}>Fetch standard</ExternalLink>,{' '}
                  <ExternalLink href={mdn}>MDN</ExternalLink>
                </li>
              )}
            </Each>
          </ul>
        </details>
      )}
      {/* Last: DevTools' record arrives late, and nothing may move under the pointer. */}
      {sources}
    </div>
  );
}
