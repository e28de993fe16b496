import { type ReactNode, useContext, useEffect, useState } from 'react';
import { phrase } from '../model/say.ts';
import { useEnvironment } from './environment-context.ts';
import { Icon } from './icons.tsx';
import { NoteCopies } from './use-notes.ts';

const FEEDBACK_MS = 1_800;

type CopyButtonProps = {
  /** A function if the text is slow to make: it runs on the click. */
  readonly text: string | (() => string);
  readonly label: string;
  /** What the button copies, for screen readers. */
  readonly describedAs: string;
  readonly testId?: string;
  readonly quiet?: boolean;
};

/** Copies a text and shows that for a moment, also to screen readers. */
export function CopyButton({
  text,
  label,
  describedAs,
  testId,
  quiet = false,
}: CopyButtonProps): ReactNode {
  const environment = useEnvironment();
  const noteCopy = useContext(NoteCopies);
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'failed'>('none');

  useEffect(() => {
    if (outcome === 'none') return;
    const timer = setTimeout(() => setOutcome('none'), FEEDBACK_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = (): void => {
    const copied = typeof text === 'string' ? text : text();
    environment.copy(copied).then(
      () => {
        setOutcome('copied');
        noteCopy?.(copied);
      },
      () => setOutcome('failed'),
    );
  };
  const shown = {
    none: label,
    copied: phrase`Copied`.fr`Copié`,
    failed: phrase`Not copied`.fr`Non copié`,
  }[outcome];
  return (
    <button
      type="button"
      className={quiet ? 'button button-quiet' : 'button button-accent'}
      aria-label={
        outcome === 'none' ? phrase`${label}: ${describedAs}`.fr`${label} : ${describedAs}` : shown
      }
      data-outcome={outcome}
      data-testid={testId}
      onClick={copy}
    >
      <Icon name={outcome === 'copied' ? 'check' : 'copy'} />
      <span aria-live="polite">{shown}</span>
    </button>
  );
}
