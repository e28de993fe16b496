import type { ReactNode, RefObject } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { type HeaderChange, headerChanges } from '../endpoints/changes.ts';
import { clockTime } from '../ui/clock.ts';
import { Each } from '../ui/each.tsx';
import { LongValue } from '../ui/long-value.tsx';
import { ProseText } from '../ui/prose.tsx';
import { VerdictMark } from '../ui/verdict.tsx';
import { History } from './history.tsx';
import { ExchangePicture } from './picture.tsx';

type FixedCardProps = {
  readonly before: Diagnosis;
  readonly after: Diagnosis;
  readonly history: readonly Diagnosis[];
  readonly heading: RefObject<HTMLHeadingElement | null>;
};

/** An endpoint that was blocked and passes now: before and after, side by side. */
export function FixedCard({ before, after, history, heading }: FixedCardProps): ReactNode {
  return (
    <section className="fixed-card" data-testid="fixed-card" aria-label="Fixed">
      <h2 ref={heading} tabIndex={-1} data-testid="headline">
        <VerdictMark mark="fixed" /> Fixed. The browser lets the page read the answer.
      </h2>
      <History history={history} />
      <Changes changes={headerChanges(before, after)} />
      <div className="before-after">
        <Side title="Before" mark="blocked" diagnosis={before} />
        <Side title="Now" mark="allowed" diagnosis={after} />
      </div>
    </section>
  );
}

function Side({
  title,
  mark,
  diagnosis,
}: {
  readonly title: string;
  readonly mark: 'blocked' | 'allowed';
  readonly diagnosis: Diagnosis;
}): ReactNode {
  return (
    <div>
      <h3>
        {title}, {clockTime(diagnosis.exchange.hops[0].at)}
      </h3>
      <p>
        <VerdictMark mark={mark} /> <ProseText prose={diagnosis.headline} />
      </p>
      <ExchangePicture diagnosis={diagnosis} />
    </div>
  );
}

/** What the server answers otherwise now. */
function Changes({ changes }: { readonly changes: readonly HeaderChange[] }): ReactNode {
  if (changes.length === 0) {
    return <p>The answer’s CORS headers are the same: what the page asks for has changed.</p>;
  }
  return (
    <div className="table-box">
      <table className="comparison">
        <thead>
          <tr>
            <th scope="col">Header</th>
            <th scope="col">Before</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ hop, phase, name, before, after }) => (
            <tr key={`${hop} ${phase} ${name}`}>
              <th scope="row">
                {name}
                <span className="leg">{phase === 'preflight' ? 'preflight' : 'response'}</span>
              </th>
              <td data-label="Before">
                <Values of={before} />
              </td>
              <td data-label="Now">
                <Values of={after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Values({ of: values }: { readonly of: readonly string[] | null }): ReactNode {
  if (values === null) return <span className="absent">no answer</span>;
  if (values.length === 0) return <span className="absent">absent</span>;
  return (
    <Each of={values}>
      {(value) => (
        <span className="value-line">
          <LongValue text={value} />
        </span>
      )}
    </Each>
  );
}
