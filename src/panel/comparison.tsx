import { type ReactNode, useState } from 'react';
import type { HeaderComparison } from '../diagnosis/diagnosis.ts';
import { counted, phrase } from '../model/say.ts';
import { markDifference } from '../ui/difference.ts';
import { LongValue } from '../ui/long-value.tsx';
import { Marked } from '../ui/marked.tsx';
import { HeaderTable, HeaderValues, PhaseName } from './header-table.tsx';

/** Needed against received, header by header. Wrong headers come first, correct ones are folded. */
export function Comparison({
  comparison,
}: {
  readonly comparison: readonly HeaderComparison[];
}): ReactNode {
  const wrong = comparison.filter(({ ok }) => !ok);
  const fine = comparison.filter(({ ok }) => ok);
  const [all, setAll] = useState(false);
  if (comparison.length === 0) return null;
  const shown = all || wrong.length === 0 ? [...wrong, ...fine] : wrong;
  const fineHeaders = counted(
    fine.length,
    phrase`header that is fine`.fr`en-tête correct`,
    phrase`headers that are fine`.fr`en-têtes corrects`,
  );
  return (
    <section aria-label={phrase`Needed and received headers`.fr`En-têtes nécessaires et reçus`}>
      <h3>{phrase`Needed and received`.fr`Nécessaire et reçu`}</h3>
      <HeaderTable columns={[NEEDED, RECEIVED]}>
        {shown.map((row) => (
          <ComparisonRow key={`${row.hop} ${row.phase} ${row.name}`} row={row} />
        ))}
      </HeaderTable>
      {wrong.length > 0 && fine.length > 0 && (
        <button type="button" className="button-link" onClick={() => setAll(!all)}>
          {all
            ? phrase`Hide ${fineHeaders}`.fr`Masquer ${fineHeaders}`
            : phrase`Show ${fineHeaders}`.fr`Afficher ${fineHeaders}`}
        </button>
      )}
    </section>
  );
}

const NEEDED = phrase`Needed`.fr`Nécessaire`;
const RECEIVED = phrase`Received`.fr`Reçu`;

function ComparisonRow({ row }: { readonly row: HeaderComparison }): ReactNode {
  const { name, phase, hop, expected, received, ok } = row;
  const cuts = ok ? null : markDifference(name, expected, received);
  return (
    <tr className={ok ? undefined : 'differs'}>
      <th scope="row">
        <span className="comparison-sign" aria-hidden="true">
          {ok ? '✓' : '✗'}
        </span>
        <span className="visually-hidden">
          {ok ? phrase`Fine: `.fr`Correct : ` : phrase`Wrong: `.fr`Incorrect : `}
        </span>
        {name}
        <PhaseName phase={phase} hop={hop} />
      </th>
      <td data-label={NEEDED}>
        {cuts === null ? (
          <LongValue text={expected} />
        ) : (
          <Marked parts={cuts.expected} side="needed" />
        )}
      </td>
      <td data-label={RECEIVED}>
        {cuts === null ? (
          <HeaderValues of={received} />
        ) : (
          <Marked parts={cuts.received} side="received" />
        )}
      </td>
    </tr>
  );
}
