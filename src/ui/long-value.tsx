import { type ReactNode, useState } from 'react';

const SHORT = 400;

/** A value of any length: the first part of a long one, and the whole on demand. */
export function LongValue({
  text,
  short = SHORT,
}: {
  readonly text: string;
  /** How many characters stand without asking. */
  readonly short?: number;
}): ReactNode {
  const [all, setAll] = useState(false);
  if (text.length <= short) return text;
  return (
    <>
      {all ? text : `${text.slice(0, short)}…`}{' '}
      <button type="button" className="button-link" onClick={() => setAll(!all)}>
        {all ? 'Show less' : `Show all ${text.length.toLocaleString('en')} characters`}
      </button>
    </>
  );
}
