import type { ReactNode } from 'react';
import type { Candidate, Diagnosis, ProvedRemedy } from '../diagnosis/diagnosis.ts';
import type { Prose } from '../model/prose.ts';
import type { CoveredRequest, Elsewhere as ElsewhereItem } from '../model/requirement.ts';
import type { Snippet } from '../servers/kit/stack.ts';
import { chooseRemedy } from '../ui/choose-remedy.ts';
import { Each } from '../ui/each.tsx';
import { changesFirst } from '../ui/first-fix.ts';
import { Icon } from '../ui/icons.tsx';
import { MarkedProse, type Pair, pairOfTexts } from '../ui/marked.tsx';
import { ProseText } from '../ui/prose.tsx';
import { SnippetCard } from '../ui/snippet.tsx';
import { Covers } from './covers.tsx';
import { StackNotes, StackPicker } from './stack-picker.tsx';

type RemedyProps = {
  readonly diagnosis: Diagnosis;
  readonly stack: string | null;
  readonly onStack: (stack: string) => void;
};

/** What to change: elsewhere where no header helps, else the server's settings, proved. */
export function Remedy({ diagnosis, stack, onStack }: RemedyProps): ReactNode {
  const { elsewhere, candidates } = diagnosis;
  const chosen = chooseRemedy(diagnosis, stack);
  return (
    <>
      <Elsewhere items={elsewhere} of={diagnosis.requirement.elsewhere} alone={chosen === null} />
      {chosen !== null && (
        <section className="fix" aria-label="Fix">
          <Settings
            remedy={chosen}
            covers={diagnosis.requirement.covers}
            picker={<StackPicker candidates={candidates} chosen={chosen} onStack={onStack} />}
            refused={refusedOf(diagnosis, stack, chosen)}
          />
        </section>
      )}
    </>
  );
}

/** The URL to ask for and the one that was asked for, marked where they differ: at the slash. */
function pairOf(item: ElsewhereItem | undefined): Pair | null {
  if (item?.kind === 'client-url') return pairOfTexts(item.to, item.from);
  if (item?.kind === 'client-method-case') return pairOfTexts(item.use, item.sent);
  return null;
}

/** The stack that was asked for and has no fix, so that another stands in its place. */
function refusedOf(
  { candidates }: Diagnosis,
  wanted: string | null,
  chosen: ProvedRemedy,
): Candidate | null {
  if (wanted === null || wanted === chosen.stack.id) return null;
  return candidates.find(({ stack }) => stack.id === wanted) ?? null;
}

function Elsewhere({
  items,
  of,
  alone,
}: {
  readonly items: readonly Prose[];
  /** What the sentences are about, one by one. */
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
            <li>
              <Icon name="arrow" />
              <p>
                <MarkedProse prose={item} pair={pairOf(of[index])} />
              </p>
            </li>
          )}
        </Each>
      </ul>
    </section>
  );
}

function Settings({
  remedy: proved,
  covers,
  picker,
  refused,
}: {
  readonly remedy: ProvedRemedy;
  readonly covers: readonly CoveredRequest[];
  readonly picker: ReactNode;
  readonly refused: Candidate | null;
}): ReactNode {
  const { remedy, proof } = proved;
  return (
    <>
      <Each of={changesFirst(remedy.snippets)}>
        {(snippet, index) => (
          <SnippetCard
            snippet={snippet}
            testId="fix-snippet"
            copyTestId="copy-fix"
            lead={index === 0 ? picker : null}
          />
        )}
      </Each>
      <p className="proof">
        <Icon name="proof" />
        <span className="proof-words">
          <b>Proved.</b> <ProseText prose={proof.text} />
        </span>
      </p>
      <StackNotes chosen={proved} refused={refused} />
      <Remarks kind="caution" items={remedy.cautions} />
      <Remarks kind="note" items={remedy.notes} />
      <TakeHome test={remedy.test} />
      <Covers requests={covers} />
      {remedy.client.length > 0 && (
        <section aria-label="In the page">
          <h3>And in the page</h3>
          <Each of={remedy.client}>{(snippet) => <SnippetCard snippet={snippet} />}</Each>
        </section>
      )}
    </>
  );
}

/** A test that fails before the paste and passes after it, so that the fix stays. */
function TakeHome({ test }: { readonly test: Snippet | null }): ReactNode {
  if (test === null) return null;
  return (
    <details className="take-home" data-testid="take-home">
      <summary>A test to take home</summary>
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
      aria-label={kind === 'caution' ? 'Cautions' : 'Notes'}
    >
      <Each of={items}>
        {(item) => (
          <li>
            <Icon name={kind === 'caution' ? 'warning' : 'info'} />
            <p>
              <ProseText prose={item} />
            </p>
          </li>
        )}
      </Each>
    </ul>
  );
}
