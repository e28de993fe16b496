import type { ReactNode } from 'react';
import { phrase } from '../model/say.ts';
import type { Phase } from '../policy/finding.ts';
import { Each } from '../ui/each.tsx';
import { LongValue } from '../ui/long-value.tsx';

const TABLE = phrase`Table of headers`.fr`Tableau des en-têtes`;

/** Header by header, two values beside each other, or below their names in a narrow panel. */
export function HeaderTable({
  columns,
  children,
}: {
  readonly columns: readonly [string, string];
  readonly children: ReactNode;
}): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="table-box" aria-label={TABLE} tabIndex={0}>
      <table className="comparison">
        <thead>
          <tr>
            {[phrase`Header`.fr`En-tête`, ...columns].map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

/** Which response of an exchange has the header. */
export const PhaseName = ({ phase, hop }: { readonly phase: Phase; readonly hop: number }) => (
  <span className="phase">
    <span className="spoken-comma">, </span>
    {phase === 'preflight'
      ? phrase`in the preflight response`.fr`dans la réponse préliminaire`
      : phrase`in the response`.fr`dans la réponse`}
    {hop > 0 ? phrase`, after redirect ${hop}`.fr`, après la redirection ${hop}` : ''}
  </span>
);

/** The values of a header, each on its line. `null`: no response could have it. */
export function HeaderValues({ of: values }: { readonly of: readonly string[] | null }): ReactNode {
  if (values === null)
    return <span className="absent">{phrase`no response`.fr`pas de réponse`}</span>;
  if (values.length === 0) return <span className="absent">{phrase`missing`.fr`absent`}</span>;
  return (
    <Each of={values}>
      {(value) => (
        <span className="value-line">
          {value === '' ? (
            <span className="absent">{phrase`empty`.fr`vide`}</span>
          ) : (
            <LongValue text={value} />
          )}
        </span>
      )}
    </Each>
  );
}
