import type { ReactNode } from 'react';
import type { Phase } from '../policy/finding.ts';
import { Each } from '../ui/each.tsx';
import { LongValue } from '../ui/long-value.tsx';

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
    <section className="table-box" aria-label="Table of headers" tabIndex={0}>
      <table className="comparison">
        <thead>
          <tr>
            {['Header', ...columns].map((column) => (
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
    {phase === 'preflight' ? 'in the preflight response' : 'in the response'}
    {hop > 0 ? `, after redirect ${hop}` : ''}
  </span>
);

/** The values of a header, each on its line. `null`: no response could have it. */
export function HeaderValues({ of: values }: { readonly of: readonly string[] | null }): ReactNode {
  if (values === null) return <span className="absent">no response</span>;
  if (values.length === 0) return <span className="absent">missing</span>;
  return (
    <Each of={values}>
      {(value) => (
        <span className="value-line">
          {value === '' ? <span className="absent">empty</span> : <LongValue text={value} />}
        </span>
      )}
    </Each>
  );
}
