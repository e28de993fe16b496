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
          title="Choose your server, or type its name"
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

type StackNotesProps = {
  readonly candidates: readonly Candidate[];
  readonly chosen: ProvedRemedy;
  /** The id of the stack that the user asked for; it may have no fix. */
  readonly wanted: string | null;
};

/** The signs of the stack, how certain it is, and where it is documented. */
export function StackNotes({ candidates, chosen, wanted }: StackNotesProps): ReactNode {
  const { stack } = chosen;
  const refused = candidates.find((one) => one.stack.id === wanted && wanted !== stack.id);
  return (
    <>
      {refused !== undefined && (
        <p className="detection">
          No setting of {refused.stack.label} lets this request pass. The fix above is for{' '}
          {stack.label}.
        </p>
      )}
      <p className="detection">
        <Detection candidates={candidates} chosen={chosen} />{' '}
        {stack.basis === 'documented' && (
          <span data-testid="basis">
            We checked this fix against the documentation only, not on a running server.{' '}
          </span>
        )}
        <ExternalLink href={stack.docs}>Documentation</ExternalLink>
      </p>
    </>
  );
}

function Detection({
  candidates,
  chosen: { stack, detected, detection },
}: Omit<StackNotesProps, 'wanted'>): ReactNode {
  const { confidence, evidence, versions } = detection;
  if (evidence.length === 0) {
    return candidates.some((one) => one.detected)
      ? `Nothing in the responses points to ${stack.label}.`
      : 'We could not detect your server. Choose it above.';
  }
  const what = `${stack.label} (${confidenceWord(confidence)})`;
  return (
    <>
      <b>{detected ? `Detected: ${what}.` : `Maybe: ${what}.`}</b> <Evidence evidence={evidence} />
      {versions.length > 0 && `Versions: ${versions.join(', ')}. `}
      {!detected && 'Choose your server above if it is another one.'}
    </>
  );
}

/** Only the strongest sign is shown. The others are folded. */
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
            {all ? 'Show less' : `Show ${counted(others.length, 'more sign')}`}
          </button>{' '}
        </>
      )}
    </>
  );
}
