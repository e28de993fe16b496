import type { ReactNode } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { phrase } from '../model/say.ts';
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
        <summary>
          {phrase`Request and response headers`.fr`En-têtes de requête et de réponse`}
        </summary>
        <Each of={exchange.hops}>{(hop, index) => <HopHeaders hop={hop} index={index} />}</Each>
      </details>
      {risks}
      {evaluation.steps.length > 0 && (
        <details>
          <summary>{phrase`Steps of the Fetch standard`.fr`Étapes du standard Fetch`}</summary>
          <ol className="steps">
            <Each of={evaluation.steps}>{(step) => <StepRow step={step} />}</Each>
          </ol>
        </details>
      )}
      {findings.length > 0 && (
        <details>
          <summary>
            {phrase`Read more about these errors`.fr`En savoir plus sur ces erreurs`}
          </summary>
          <ul className="links">
            <Each of={findings}>
              {({ finding, title, spec, mdn }) => (
                <li data-cause={finding.cause}>
                  {phrase`${title}:`.fr`${title} :`}{' '}
                  <ExternalLink href={spec}>
                    {phrase`Fetch standard`.fr`standard Fetch`}
                  </ExternalLink>
                  , <ExternalLink href={mdn}>MDN</ExternalLink>
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
