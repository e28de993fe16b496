import { type ReactNode, useId, useState } from 'react';
import type { Candidate, Diagnosis, ProvedRemedy } from '../diagnosis/diagnosis.ts';
import type { Prose } from '../model/prose.ts';
import { chooseRemedy } from '../ui/choose-remedy.ts';
import { counted } from '../ui/clock.ts';
import { Each } from '../ui/each.tsx';
import { Icon } from '../ui/icons.tsx';
import { ExternalLink, ProseText } from '../ui/prose.tsx';
import { SnippetCard } from '../ui/snippet.tsx';
import { confidenceWord } from '../ui/verdict.tsx';

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
          <StackPicker candidates={candidates} chosen={chosen} wanted={stack} onStack={onStack} />
          <Settings remedy={chosen} />
        </section>
      )}
    </>
  );
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

function StackPicker({
  candidates,
  chosen,
  wanted,
  onStack,
}: {
  readonly candidates: readonly Candidate[];
  readonly chosen: ProvedRemedy;
  readonly wanted: string | null;
  readonly onStack: (stack: string) => void;
}): ReactNode {
  const id = useId();
  const { detected, detection } = chosen;
  const refused = candidates.find(({ stack }) => stack.id === wanted && wanted !== chosen.stack.id);
  return (
    <>
      <h3 className="fix-title">
        <label htmlFor={id}>Fix on the server, in</label>
        <span className="select">
          <select
            id={id}
            data-testid="stack-picker"
            value={chosen.stack.id}
            onChange={(event) => onStack(event.currentTarget.value)}
          >
            {candidates.map(({ stack, detected: found }) => (
              <option key={stack.id} value={stack.id}>
                {stack.label}
                {found ? ' (detected)' : ''}
              </option>
            ))}
          </select>
          <Icon name="chevron" />
        </span>
      </h3>
      {refused !== undefined && (
        <p className="detection">
          {refused.stack.label} has no setting with which this request would pass.
        </p>
      )}
      <p className="detection">
        {detected ? (
          <>
            <span className="confidence">{confidenceWord(detection.confidence)}</span>
            <Evidence evidence={detection.evidence} />
            {detection.versions.length > 0 && ` (${detection.versions.join(', ')})`}
          </>
        ) : (
          'Nothing in the answers points to this stack: pick the one that your server runs.'
        )}
      </p>
    </>
  );
}

/** The strongest sign stands alone; the others are there for who doubts. */
function Evidence({ evidence }: { readonly evidence: readonly Prose[] }): ReactNode {
  const [all, setAll] = useState(false);
  const [first, ...others] = evidence;
  if (first === undefined) return null;
  return (
    <>
      <Each of={all ? evidence : [first]}>
        {(one) => (
          <>
            <ProseText prose={one} />{' '}
          </>
        )}
      </Each>
      {others.length > 0 && (
        <button
          type="button"
          className="button-link"
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all ? 'Less' : `${counted(others.length, 'more sign')}`}
        </button>
      )}
    </>
  );
}

function Settings({ remedy: proved }: { readonly remedy: ProvedRemedy }): ReactNode {
  const { remedy, proof, stack } = proved;
  return (
    <>
      <Each of={remedy.snippets}>
        {(snippet) => <SnippetCard snippet={snippet} testId="fix-snippet" copyTestId="copy-fix" />}
      </Each>
      <p className="proof">
        <Icon name="proof" />
        <span className="proof-words">
          <b>Proved.</b> <ProseText prose={proof.text} />
        </span>
      </p>
      <Remarks kind="caution" items={remedy.cautions} />
      <Remarks kind="note" items={remedy.notes} />
      {remedy.client.length > 0 && (
        <section aria-label="In the page">
          <h3>And in the page</h3>
          <Each of={remedy.client}>{(snippet) => <SnippetCard snippet={snippet} />}</Each>
        </section>
      )}
      <p className="docs">
        <ExternalLink href={stack.docs}>Documentation</ExternalLink>
      </p>
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
