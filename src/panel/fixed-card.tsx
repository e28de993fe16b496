import { type ReactNode, type RefObject, useEffect } from 'react';
import type { Diagnosis, RowDiagnosis } from '../diagnosis/diagnosis.ts';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { type HeaderChange, headerChanges } from '../endpoints/header-changes.ts';
import { phrase } from '../model/say.ts';
import { clockTime } from '../ui/clock.ts';
import { ProseText } from '../ui/prose.tsx';
import { type MarkName, markOf, standingOf, VerdictMark } from '../ui/verdict.tsx';
import { CheckAgain } from './check-again.tsx';
import { CheckedNote } from './checked-note.tsx';
import { HeaderTable, HeaderValues, PhaseName } from './header-table.tsx';
import { ExchangePicture } from './picture.tsx';
import { Hints } from './reasons.tsx';
import { type Working, WorkingNote } from './working.tsx';

type FixedCardProps = {
  readonly endpoint: Endpoint;
  readonly before: RowDiagnosis;
  readonly after: Diagnosis;
  readonly history: ReactNode;
  readonly working: Working;
  readonly heading: RefObject<HTMLHeadingElement | null>;
};

/** An endpoint that was blocked and passes now: before and after, side by side. */
export function FixedCard(props: FixedCardProps): ReactNode {
  const { endpoint, before, after, history, working, heading } = props;
  const isChecked = after.exchange.checked !== undefined;
  useEffect(() => {
    // The button of the check went away with the card that it was in.
    if (isChecked && document.activeElement === document.body) heading.current?.focus();
  }, [isChecked, heading]);
  const tone = endpoint.refused ? 'fixed-card fixed-card-refused' : 'fixed-card';
  return (
    <section className={tone} data-testid="fixed-card" aria-label={standingOf(endpoint)}>
      <h2 ref={heading} tabIndex={-1} data-testid="headline">
        <VerdictMark mark={markOf(endpoint)} />{' '}
        {phrase`${standingOf(endpoint)}: ${whatPasses(after)}`
          .fr`${standingOf(endpoint)} : ${whatPasses(after)}`}
      </h2>
      {history}
      <CheckedNote diagnosis={after} />
      <CheckAgain diagnosis={after} />
      <WorkingNote working={working} />
      {working !== 'first' && <Hints hints={after.hints} />}
      <Changes changes={headerChanges(before, after)} />
      <div className="before-after">
        <Side title={BEFORE} mark="blocked" diagnosis={before} />
        <Side
          title={after.exchange.checked ? phrase`Checked`.fr`Vérifiée` : NOW}
          mark={endpoint.refused ? 'refused' : 'allowed'}
          diagnosis={after}
        />
      </div>
    </section>
  );
}

function whatPasses({ exchange, evaluation }: Diagnosis): string {
  if (exchange.checked === undefined) {
    return phrase`the page can read the response.`.fr`la page peut lire la réponse.`;
  }
  return evaluation.undetermined === 'preflight-only'
    ? phrase`the preflight request passes now.`.fr`la requête préliminaire passe maintenant.`
    : phrase`the server allows this page now.`.fr`le serveur autorise maintenant cette page.`;
}

const BEFORE = phrase`Before`.fr`Avant`;
const NOW = phrase`Now`.fr`Maintenant`;

function Side({
  title,
  mark,
  diagnosis,
}: {
  readonly title: string;
  readonly mark: MarkName;
  readonly diagnosis: RowDiagnosis;
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

/** What differs in the server's responses now. */
function Changes({ changes }: { readonly changes: readonly HeaderChange[] }): ReactNode {
  if (changes.length === 0) {
    return (
      <p>
        {phrase`The CORS headers of the response are the same. The page’s request has changed.`
          .fr`Les en-têtes CORS de la réponse sont les mêmes. La requête de la page a changé.`}
      </p>
    );
  }
  return (
    <HeaderTable columns={[BEFORE, NOW]}>
      {changes.map(({ hop, phase, name, before, after }) => (
        <tr key={`${hop} ${phase} ${name}`}>
          <th scope="row">
            {name}
            <PhaseName phase={phase} hop={hop} />
          </th>
          <td data-label={BEFORE}>
            <HeaderValues of={before} />
          </td>
          <td data-label={NOW}>
            <HeaderValues of={after} />
          </td>
        </tr>
      ))}
    </HeaderTable>
  );
}
