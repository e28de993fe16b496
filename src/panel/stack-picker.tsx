import { type ReactNode, useId, useState } from 'react';
import type { Candidate, ProvedRemedy } from '../diagnosis/diagnosis.ts';
import type { Prose } from '../model/prose.ts';
import { counted } from '../ui/clock.ts';
import { Each } from '../ui/each.tsx';
import { Icon } from '../ui/icons.tsx';
import { ExternalLink, ProseText } from '../ui/prose.tsx';
import { groupStacks } from '../ui/stack-groups.ts';
import { confidenceWord } from '../ui/verdict.tsx';

/** Every stack: what was detected first, then what is possible, then all others by family. */
export function StackPicker({
  candidates,
  chosen,
  onStack,
}: {
  readonly candidates: readonly Candidate[];
  readonly chosen: ProvedRemedy;
  readonly onStack: (stack: string) => void;
}): ReactNode {
  const id = useId();
  return (
    <h3 className="fix-title">
      <label htmlFor={id}>Fix in</label>
      <span className="select">
        <select
          id={id}
          data-testid="stack-picker"
          title="Another stack: choose, or type its name"
          value={chosen.stack.id}
          onChange={(event) => onStack(event.currentTarget.value)}
        >
          {groupStacks(candidates).map(({ name, members }) => (
            <optgroup key={name} label={name}>
              {members.map(({ stack, detected }) => (
                <option key={stack.id} value={stack.id}>
                  {stack.label}
                  {detected ? ' (detected)' : ''}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        <Icon name="chevron" />
      </span>
    </h3>
  );
}

/** What points to the stack, how well it is known, and where it is documented. */
export function StackNotes({
  chosen: { stack, detected, detection },
  refused,
}: {
  readonly chosen: ProvedRemedy;
  /** The stack that the user has chosen and that has no fix. */
  readonly refused: Candidate | null;
}): ReactNode {
  return (
    <>
      {refused !== null && (
        <p className="detection">
          {refused.stack.label} has no setting with which this request would pass.
        </p>
      )}
      <p className="detection">
        {detection.evidence.length > 0 ? (
          <>
            <span className="confidence">{confidenceWord(detection.confidence)}</span>
            <Evidence evidence={detection.evidence} />
            {detection.versions.length > 0 && `(${detection.versions.join(', ')}) `}
            {!detected && 'If that is not it, pick the one that your server runs. '}
          </>
        ) : (
          'Nothing in the answers points to this stack: pick the one that your server runs. '
        )}
        {stack.basis === 'documented' && (
          <span className="basis" data-testid="basis">
            Checked against its documentation only, not against the running software.{' '}
          </span>
        )}
        <ExternalLink href={stack.docs}>Documentation</ExternalLink>
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
        <>
          <button
            type="button"
            className="button-link"
            aria-expanded={all}
            onClick={() => setAll(!all)}
          >
            {all ? 'Less' : `${counted(others.length, 'more sign')}`}
          </button>{' '}
        </>
      )}
    </>
  );
}
