import type { ReactNode } from 'react';
import type { Diagnosis, ExplainedFinding } from '../diagnosis/diagnosis.ts';
import type { Hint } from '../evidence/hint.ts';
import { plainText } from '../model/prose.ts';
import { phrase } from '../model/say.ts';
import { Each } from '../ui/each.tsx';
import { ExternalLink, ProseText } from '../ui/prose.tsx';
import { confidenceWord } from '../ui/verdict.tsx';
import { Remark } from './remark.tsx';

/** What would be refused after the first reason is fixed. */
export function NextFindings({
  findings,
}: {
  readonly findings: readonly ExplainedFinding[];
}): ReactNode {
  if (findings.length === 0) return null;
  return (
    <section aria-label={phrase`What would fail next`.fr`Ce qui échouerait ensuite`}>
      <h3>{phrase`This would fail next`.fr`Ceci échouerait ensuite`}</h3>
      <FindingList findings={findings} />
    </section>
  );
}

function FindingList({ findings }: { readonly findings: readonly ExplainedFinding[] }): ReactNode {
  return (
    <ol className="findings">
      <Each of={findings}>
        {({ finding, text }) => (
          <li data-cause={finding.cause}>
            <ProseText prose={text} />
          </li>
        )}
      </Each>
    </ol>
  );
}

/** Probable reasons for the response, the most likely first, each with its confidence in words. */
export function Hints({ hints }: { readonly hints: readonly Hint[] }): ReactNode {
  if (hints.length === 0) return null;
  return (
    <section aria-label={PROBABLE_REASONS}>
      <h3>{PROBABLE_REASONS}</h3>
      <ul className="hints">
        {hints.map(({ id, confidence, text, docs }) => (
          <Remark key={id} icon="info" data-hint={id}>
            <span className="confidence">
              {phrase`${capitalized(confidenceWord(confidence))}:`
                .fr`${capitalized(confidenceWord(confidence))} :`}
            </span>{' '}
            <ProseText prose={text} />{' '}
            {docs !== null && (
              <ExternalLink href={docs}>{phrase`Read more`.fr`En savoir plus`}</ExternalLink>
            )}
          </Remark>
        ))}
      </ul>
    </section>
  );
}

const PROBABLE_REASONS = phrase`Probable reasons`.fr`Raisons probables`;
const OTHER_REASONS = phrase`Other possible reasons`.fr`Autres raisons possibles`;

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/**
 * Other explanations of the same facts, each with its condition, as far as they differ from the
 * first.
 */
export function Alternatives({ diagnosis }: { readonly diagnosis: Diagnosis }): ReactNode {
  const { alternatives, findings, evaluation } = diagnosis;
  if (alternatives.length === 0) return null;
  const said = new Set(findings.map(({ text }) => plainText(text)));
  return (
    <section aria-label={OTHER_REASONS}>
      <h3>
        {evaluation.verdict === 'undetermined' ? phrase`It depends`.fr`Cela dépend` : OTHER_REASONS}
      </h3>
      <Each of={alternatives}>
        {(alternative) => {
          const news = alternative.findings.filter(({ text }) => !said.has(plainText(text)));
          return (
            <div className="alternative">
              <p className="condition">
                <ProseText prose={alternative.condition} />
              </p>
              {alternative.findings.length === 0 && (
                <p>{phrase`Nothing is blocked.`.fr`Rien n’est bloqué.`}</p>
              )}
              {news.length > 0 && <FindingList findings={news} />}
              {alternative.findings.length > news.length && (
                <p className="quiet">
                  {news.length > 0
                    ? phrase`Then the same as above.`.fr`Puis la même chose que ci-dessus.`
                    : phrase`The same as above.`.fr`La même chose que ci-dessus.`}
                </p>
              )}
            </div>
          );
        }}
      </Each>
    </section>
  );
}
