import { type ReactNode, useState } from 'react';
import { figure, phrase } from '../model/say.ts';
import { WithHidden } from './with-hidden.tsx';

const SHORT = 400;

/** A value of any length: the beginning of a long one, and the whole on demand. */
export function LongValue({
  text,
  header = null,
  short = SHORT,
}: {
  readonly text: string;
  /** The name of the header with this value. */
  readonly header?: string | null;
  /** How many characters are shown at first. */
  readonly short?: number;
}): ReactNode {
  const [all, setAll] = useState(false);
  if (text.length <= short) return <WithHidden text={text} header={header} />;
  return (
    <>
      <WithHidden text={all ? text : `${text.slice(0, short)}…`} header={header} />{' '}
      <button type="button" className="button-link" onClick={() => setAll(!all)}>
        {all
          ? phrase`Show less`.fr`Afficher moins`
          : phrase`Show all ${figure(text.length)} characters`
              .fr`Afficher les ${figure(text.length)} caractères`}
      </button>
    </>
  );
}
