import type { ReactNode } from 'react';
import { provedFor } from '../causes/proof.ts';
import type { Diagnosis, ProvedRemedy } from '../diagnosis/diagnosis.ts';
import type { Prose } from '../model/prose.ts';
import type { CoveredRequest, Elsewhere as ElsewhereItem } from '../model/requirement.ts';
import { phrase, say } from '../model/say.ts';
import type { Snippet } from '../servers/kit/stack.ts';
import { chooseRemedy } from '../ui/choose-remedy.ts';
import { Each } from '../ui/each.tsx';
import { Icon } from '../ui/icons.tsx';
import { MarkedProse, type Pair, pairOfTexts } from '../ui/marked.tsx';
import { ProseText } from '../ui/prose.tsx';
import { SnippetCard } from '../ui/snippet.tsx';
import { CheckAgain, CheckStep } from './check-again.tsx';
import { CookieQuestion } from './cookie-question.tsx';
import { Covers } from './covers.tsx';
import { FixSteps } from './fix-steps.tsx';
import { NotMineOffer, NotMineSaid, useNotMine } from './not-mine.tsx';
import { type OwnPart, useOwnPart } from './own-settings.tsx';
import { Remark } from './remark.tsx';
import { NoFix, StackNotes, StackPicker } from './stack-picker.tsx';
import { TryIt } from './try-it.tsx';

type RemedyProps = {
  readonly diagnosis: Diagnosis;
  readonly stack: string | null;
  readonly onStack: (stack: string) => void;
};

/**
 * What to change: the place outside CORS settings if no header helps, else the server's settings,
 * proved.
 */
export function Remedy({ diagnosis, stack, onStack }: RemedyProps): ReactNode {
  const { elsewhere, candidates } = diagnosis;
  const chosen = chooseRemedy(diagnosis, stack);
  const { say: answer } = useNotMine(diagnosis);
  const choose = (one: string): void => (one === NOT_MINE ? answer(true) : onStack(one));
  const own = useOwnPart(diagnosis, chosen, stack, onStack);
  const picker = <StackPicker candidates={candidates} chosen={chosen} onStack={choose} />;
  return (
    <>
      <NotMineSaid diagnosis={diagnosis} />
      <Elsewhere items={elsewhere} of={diagnosis.requirement.elsewhere} alone={chosen === null} />
      {chosen === null && <TryIt diagnosis={diagnosis} fix={null} />}
      {chosen !== null && (
        <section className="fix" aria-label={FIX}>
          <Settings
            remedy={chosen}
            own={own}
            question={<CookieQuestion diagnosis={diagnosis} />}
            covers={diagnosis.requirement.covers}
            mustChangePage={
              chosen.remedy.sameOriginUrl !== undefined || !diagnosis.evaluation.credentials.known
            }
            picker={picker}
            check={<CheckStep diagnosis={diagnosis} />}
            notes={
              <>
                <TryIt diagnosis={diagnosis} fix={chosen} />
                <StackNotes candidates={candidates} chosen={chosen} wanted={stack} />
                <NotMineOffer diagnosis={diagnosis} />
              </>
            }
          />
        </section>
      )}
      {chosen === null && candidates.length > 0 && diagnosis.requirement.answer !== null && (
        <section className="fix" aria-label={FIX}>
          <div className="fix-head">{picker}</div>
          <NoFix candidates={candidates} wanted={stack} />
          <NotMineOffer diagnosis={diagnosis} />
        </section>
      )}
      {chosen === null && <CheckAgain diagnosis={diagnosis} />}
    </>
  );
}

const FIX = phrase`Fix`.fr`Correction`;

/** The server that nobody here can set, among those of the picker. */
const NOT_MINE = 'third-party';

/** The needed text and the sent one, marked where they differ. */
function pairOf(item: ElsewhereItem | undefined): Pair | null {
  if (item?.kind === 'client-url') return pairOfTexts(item.to, item.from);
  if (item?.kind === 'client-method-case') return pairOfTexts(item.use, item.sent);
  return null;
}

function Elsewhere({
  items,
  of,
  alone,
}: {
  readonly items: readonly Prose[];
  /** The subjects of the sentences, one by one. */
  readonly of: readonly ElsewhereItem[];
  readonly alone: boolean;
}): ReactNode {
  if (items.length === 0) return null;
  return (
    <section
      className="elsewhere"
      aria-label={phrase`What to change elsewhere`.fr`Ce qu’il faut changer ailleurs`}
    >
      <h3>
        {alone
          ? phrase`What to change`.fr`Ce qu’il faut changer`
          : phrase`First, outside the CORS settings`.fr`D’abord, hors des réglages CORS`}
      </h3>
      <ul>
        <Each of={items}>
          {(item, index) => (
            <Remark icon="arrow">
              <MarkedProse prose={item} pair={pairOf(of[index])} />
            </Remark>
          )}
        </Each>
      </ul>
    </section>
  );
}

function Settings({
  remedy: { remedy, proof },
  own,
  covers,
  mustChangePage,
  picker,
  notes,
  question,
  check,
}: {
  readonly remedy: ProvedRemedy;
  readonly own: OwnPart;
  readonly question: ReactNode;
  readonly covers: readonly CoveredRequest[];
  /** False if the page's code is known to do its part already. */
  readonly mustChangePage: boolean;
  readonly picker: ReactNode;
  readonly notes: ReactNode;
  readonly check: ReactNode;
}): ReactNode {
  return (
    <>
      <FixSteps remedy={remedy} picker={picker} check={check} own={own} />
      {own.bar}
      {question}
      {(own.proof !== null || !own.replaces) && (
        <p className="proof" data-testid="proof" data-condition={proof.condition !== null}>
          <Icon name="proof" />
          <span className="proof-words">
            <b>
              {proof.condition === null ? (
                phrase`Proved.`.fr`Prouvé.`
              ) : (
                <ProseText prose={say`Proved ${proof.condition}.`.fr`Prouvé ${proof.condition}.`} />
              )}
            </b>{' '}
            <ProseText prose={own.proof ?? proof.text} /> <ProseText prose={provedFor(proof)} />
          </span>
        </p>
      )}
      <Remarks kind="caution" items={remedy.cautions} />
      {notes}
      {remedy.notes.length > 0 && (
        <details className="fix-fold" data-testid="fix-notes">
          <summary>
            {phrase`Good to know (${remedy.notes.length})`
              .fr`Bon à savoir (${remedy.notes.length})`}
          </summary>
          <Remarks kind="note" items={remedy.notes} />
        </details>
      )}
      <RegressionTest test={remedy.test} />
      <Covers requests={covers} />
      {mustChangePage && remedy.client.length > 0 && (
        <section aria-label={phrase`In the page`.fr`Dans la page`}>
          <h3>{phrase`Also change the page`.fr`Modifiez aussi la page`}</h3>
          <Each of={remedy.client}>{(snippet) => <SnippetCard snippet={snippet} />}</Each>
        </section>
      )}
    </>
  );
}

/** A test that fails before the paste and passes after it, so that the fix stays. */
function RegressionTest({ test }: { readonly test: Snippet | null }): ReactNode {
  if (test === null) return null;
  return (
    <details className="fix-fold" data-testid="regression-test">
      <summary>
        {phrase`A test that keeps it fixed`.fr`Un test qui garde la correction en place`}
      </summary>
      <SnippetCard snippet={test} />
    </details>
  );
}

function Remarks({
  kind,
  items,
}: {
  readonly kind: 'caution' | 'note';
  readonly items: readonly Prose[];
}): ReactNode {
  if (items.length === 0) return null;
  return (
    <ul
      className={`remarks remarks-${kind}`}
      aria-label={
        kind === 'caution' ? phrase`Warnings`.fr`Avertissements` : phrase`Notes`.fr`Notes`
      }
    >
      <Each of={items}>
        {(item) => (
          <Remark icon={kind === 'caution' ? 'warning' : 'info'}>
            <ProseText prose={item} />
          </Remark>
        )}
      </Each>
    </ul>
  );
}
