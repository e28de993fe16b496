import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import type { Candidate, ProvedRemedy } from '../diagnosis/diagnosis.ts';
import type { Prose } from '../model/prose.ts';
import { counted, phrase } from '../model/say.ts';
import { Each } from '../ui/each.tsx';
import { Icon } from '../ui/icons.tsx';
import { ExternalLink, ProseText } from '../ui/prose.tsx';
import { confidenceWord } from '../ui/verdict.tsx';
import { nameOf, StackSearch } from './stack-search.tsx';

/** The chosen server (null: none yet), as a button that opens the search. Typing on it searches at once. */
export function StackPicker({
  candidates,
  chosen,
  onStack,
}: {
  readonly candidates: readonly Candidate[];
  readonly chosen: Pick<Candidate, 'stack' | 'detected'> | null;
  readonly onStack: (stack: string) => void;
}): ReactNode {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  /** What was typed to open the search. Null while it is closed. */
  const [typed, setTyped] = useState<string | null>(null);
  const present = chosen?.stack.id ?? '';
  const close = (): void => setTyped(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const opens = event.key === 'ArrowDown' || event.key === 'ArrowUp';
    const types = LETTER.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (typed !== null || (!opens && !types)) return;
    event.preventDefault();
    setTyped(opens ? '' : event.key);
  };
  return (
    <>
      <h3 className="fix-title">
        <span id={`${id}-label`}>{phrase`Fix in`.fr`Corriger dans`}</span>
        <button
          ref={button}
          id={`${id}-button`}
          type="button"
          className="stack-button"
          data-testid="stack-picker"
          title={phrase`Choose your server, or type its name`
            .fr`Choisissez votre serveur, ou tapez son nom`}
          value={present}
          aria-labelledby={`${id}-label ${id}-button`}
          aria-haspopup="dialog"
          aria-expanded={typed !== null}
          onKeyDown={onKeyDown}
          onClick={() => setTyped(typed === null ? '' : null)}
        >
          <span className="stack-name">
            {chosen === null
              ? phrase`Choose your server`.fr`Choisissez votre serveur`
              : nameOf(chosen)}
          </span>
          <Icon name="chevron" />
        </button>
      </h3>
      {typed !== null && (
        <StackSearch
          candidates={candidates}
          chosen={present}
          typed={typed}
          button={button}
          onClose={close}
          onChoose={(one) => {
            close();
            button.current?.focus();
            if (one !== present) onStack(one);
          }}
        />
      )}
    </>
  );
}

/** What begins a name. Other keys are shortcuts of the panel. */
const LETTER = /^[\p{L}\p{N}.]$/u;

type StackNotesProps = {
  readonly candidates: readonly Candidate[];
  readonly chosen: ProvedRemedy;
  /** The id of the stack that the user asked for; it may have no fix. */
  readonly wanted: string | null;
};

/** The signs of the stack, how certain it is, and where it is documented. */
export function StackNotes({ candidates, chosen, wanted }: StackNotesProps): ReactNode {
  const { stack } = chosen;
  return (
    <>
      {wanted !== stack.id && (
        <NoFix candidates={candidates} wanted={wanted}>
          {phrase` The fix above is for ${stack.label}.`
            .fr` La correction ci-dessus est pour ${stack.label}.`}
        </NoFix>
      )}
      <p className="detection">
        <Detection candidates={candidates} chosen={chosen} />{' '}
        {stack.basis === 'documented' && (
          <span data-testid="basis">
            {phrase`We did not try this fix on a running server. Compare it with the documentation.`
              .fr`Nous n’avons pas essayé cette correction sur un serveur réel. Comparez-la avec la
              documentation.`}{' '}
          </span>
        )}
        <ExternalLink href={stack.docs}>{phrase`Documentation`.fr`Documentation`}</ExternalLink>
      </p>
    </>
  );
}

/** That the stack which the user asked for has no fix. */
export function NoFix({
  candidates,
  wanted,
  children,
}: Pick<StackNotesProps, 'candidates' | 'wanted'> & { readonly children?: ReactNode }): ReactNode {
  const refused = candidates.find((one) => one.stack.id === wanted);
  if (refused === undefined) return null;
  return (
    <p className="detection">
      {phrase`No setting of ${refused.stack.label} lets this request pass.`
        .fr`Aucun réglage de ${refused.stack.label} ne laisse passer cette requête.`}
      {children}
    </p>
  );
}

function Detection({
  candidates,
  chosen: { stack, detected, detection },
}: Omit<StackNotesProps, 'wanted'>): ReactNode {
  const { confidence, evidence, versions } = detection;
  if (evidence.length === 0) {
    return candidates.some((one) => one.detected)
      ? phrase`Nothing in the responses points to ${stack.label}.`
          .fr`Rien dans les réponses n’indique ${stack.label}.`
      : phrase`We could not detect your server. Choose it above.`
          .fr`Nous n’avons pas pu détecter votre serveur. Choisissez-le ci-dessus.`;
  }
  const what = `${stack.label} (${confidenceWord(confidence)})`;
  return (
    <>
      <b>
        {detected
          ? phrase`Detected: ${what}.`.fr`Détecté : ${what}.`
          : phrase`Maybe: ${what}.`.fr`Peut-être : ${what}.`}
      </b>{' '}
      <Evidence evidence={evidence} />
      {versions.length > 0 &&
        phrase`Versions: ${versions.join(', ')}. `.fr`Versions : ${versions.join(', ')}. `}
      {!detected &&
        phrase`Choose your server above if it is another one.`
          .fr`Choisissez votre serveur ci-dessus si c’est un autre.`}
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
            {all
              ? phrase`Show less`.fr`Afficher moins`
              : phrase`Show ${counted(others.length, 'more sign')}`
                  .fr`Afficher encore ${counted(others.length, 'signe')}`}
          </button>{' '}
        </>
      )}
    </>
  );
}
