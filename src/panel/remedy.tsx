import type { ReactNode } from 'react';
import { provedFor } from '../causes/proof.ts';
import type { Diagnosis, ProvedRemedy } from '../diagnosis/diagnosis.ts';
import type { Prose } from '../model/prose.ts';
import type { CoveredRequest, Elsewhere as ElsewhereItem } from '../model/requirement.ts';
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
  const { say } = useNotMine(diagnosis);
  const choose = (one: string): void => (one === NOT_MINE ? say(true) : onStack(one));
  const own = useOwnPart(diagnosis, chosen, stack, onStack);
  const picker = <StackPicker candidates={candidates} chosen={chosen} onStack={choose} />;
  return (
    <>
      <NotMineSaid diagnosis={diagnosis} />
      <Elsewhere items={elsewhere} of={diagnosis.requirement.elsewhere} alone={chosen === null} />
      {chosen === null && <TryIt diagnosis={diagnosis} fix={null} />}
      {chosen !== null && (
        <section className="fix" aria-label="Fix">
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
        <section className="fix" aria-label="Fix">
          <div className="fix-head">{picker}</div>
          <NoFix candidates={candidates} wanted={stack} />
          <NotMineOffer diagnosis={diagnosis} />
        </section>
      )}
      {chosen === null && <CheckAgain diagnosis={diagnosis} />}
    </>
  );
}

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
    <section className="elsewhere" aria-label="What to change elsewhere">
      <h3>{alone ? 'What to change' : 'First, outside the CORS settings'}</h3>
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
              Proved
              {proof.condition !== null && (
                <>
                  {' '}
                  <ProseText prose={proof.condition} />
                </>
              )}
              .
            </b>{' '}
            <ProseText prose={own.proof ?? proof.text} /> <ProseText prose={provedFor(proof)} />
          </span>
        </p>
      )}
      <Remarks kind="caution" items={remedy.cautions} />
      {notes}
      {remedy.notes.length > 0 && (
        <details className="fix-fold" data-testid="fix-notes">
          <summary>Good to know ({remedy.notes.length})</summary>
          <Remarks kind="note" items={remedy.notes} />
        </details>
      )}
      <RegressionTest test={remedy.test} />
      <Covers requests={covers} />
      {mustChangePage && remedy.client.length > 0 && (
        <section aria-label="In the page">
          <h3>Also change the page</h3>
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
      <summary>A test that keeps it fixed</summary>
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
      aria-label={kind === 'caution' ? 'Warnings' : 'Notes'}
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
