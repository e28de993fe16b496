import type { ReactNode } from 'react';
import type { Part } from './difference.ts';
import { Each } from './each.tsx';

/** A value with the parts marked in which it differs from its counterpart. */
export function Marked({
  parts,
  side,
}: {
  readonly parts: readonly Part[];
  /** Whether this is the value that would pass or the one that came. */
  readonly side: 'needed' | 'received';
}): ReactNode {
  return (
    <Each of={parts}>
      {({ text, differs }) => {
        if (!differs) return text;
        if (text === '') return <span className="gap" title="Something is missing here" />;
        return <mark className={`differs-${side}`}>{text}</mark>;
      }}
    </Each>
  );
}
