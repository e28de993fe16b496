import { type ReactNode, useState } from 'react';
import type { HeaderComparison } from '../diagnosis/diagnosis.ts';
import { counted } from '../ui/clock.ts';
import { markDifference } from '../ui/difference.ts';
import { Each } from '../ui/each.tsx';
import { LongValue } from '../ui/long-value.tsx';
import { Marked } from '../ui/marked.tsx';

/**
 * Expected against received, header by header; what does not fit comes first, and what fits is
 * folded away.
 */
export function Comparison({
  comparison,
}: {
  readonly comparison: readonly HeaderComparison[];
}): ReactNode {
  const wrong = comparison.filter(({ ok }) => !ok);
  const right = comparison.filter(({ ok }) => ok);
  const [all, setAll] = useState(false);
  if (comparison.length === 0) return null;
  const shown = all || wrong.length === 0 ? [...wrong, ...right] : wrong;
  return (
    <section aria-label="Expected and received headers">
      <h3>Needed and received</h3>
      <div className="table-box">
        <table className="comparison">
          <thead>
            <tr>
              <th scope="col">Header</th>
              <th scope="col">Needed</th>
              <th scope="col">Received</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <ComparisonRow key={`${row.hop} ${row.phase} ${row.name}`} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      {wrong.length > 0 && right.length > 0 && (
        <button type="button" className="button-link" onClick={() => setAll(!all)}>
          {all ? 'Hide what fits' : `Show ${counted(right.length, 'header')} that fit`}
        </button>
      )}
    </section>
  );
}

function ComparisonRow({ row }: { readonly row: HeaderComparison }): ReactNode {
  const { name, phase, hop, expected, received, ok } = row;
  const cuts = ok ? null : markDifference(name, expected, received);
  return (
    <tr className={ok ? 'fits' : 'differs'}>
      <th scope="row">
        <span className="comparison-sign" aria-hidden="true">
          {ok ? '✓' : '✗'}
        </span>
        <span className="visually-hidden">{ok ? 'Fits: ' : 'Does not fit: '}</span>
        {name}
        <span className="leg">
          {phase === 'preflight' ? 'preflight' : 'response'}
          {hop > 0 ? `, after redirect ${hop}` : ''}
        </span>
      </th>
      <td data-label="Needed">
        {cuts === null ? (
          <LongValue text={expected} />
        ) : (
          <Marked parts={cuts.expected} side="needed" />
        )}
      </td>
      <td data-label="Received">
        {received.length === 0 && <span className="absent">absent</span>}
        {cuts !== null && <Marked parts={cuts.received} side="received" />}
        {cuts === null && (
          <Each of={received}>
            {(value) => (
              <span className="value-line">
                {value === '' ? <span className="absent">empty</span> : <LongValue text={value} />}
              </span>
            )}
          </Each>
        )}
      </td>
    </tr>
  );
}
