import type { ReactNode } from 'react';
import type { Candidate, Diagnosis, ProvedRemedy } from '../diagnosis/diagnosis.ts';
import type { Prose } from '../model/prose.ts';
import { chooseRemedy } from '../ui/choose-remedy.ts';
import { Each } from '../ui/each.tsx';
import { Icon } from '../ui/icons.tsx';
import { ProseText } from '../ui/prose.tsx';
import { SnippetCard } from '../ui/snippet.tsx';
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
      <Elsewhere items={elsewhere} alone={chosen === null} />
      {chosen !== null && (
        <section className="fix" aria-label="Fix">
          <Settings
            remedy={chosen}
            picker={<StackPicker candidates={candidates} chosen={chosen} onStack={onStack} />}
            refused={refusedOf(diagnosis, stack, chosen)}
          />
        </section>
      )}
    </>
  );
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
  alone,
}: {
  readonly items: readonly Prose[];
  readonly alone: boolean;
}): ReactNode {
  if (items.length === 0) return null;
  return (
    <section className="elsewhere" aria-label="What to change elsewhere">
      <h3>{alone ? 'What to change' : 'First, outside the CORS settings'}</h3>
      <ul>
        <Each of={items}>
          {(item) => (
            <li>
              <Icon name="arrow" />
              <p>
                <ProseText prose={item} />
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
  picker,
  refused,
}: {
  readonly remedy: ProvedRemedy;
  readonly picker: ReactNode;
  readonly refused: Candidate | null;
}): ReactNode {
  const { remedy, proof } = proved;
  return (
    <>
      <Each of={remedy.snippets}>
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
      {remedy.client.length > 0 && (
        <section aria-label="In the page">
          <h3>And in the page</h3>
          <Each of={remedy.client}>{(snippet) => <SnippetCard snippet={snippet} />}</Each>
        </section>
      )}
    </>
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
