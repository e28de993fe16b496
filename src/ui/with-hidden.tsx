import type { ReactNode } from 'react';
import { Each } from './each.tsx';
import { hiddenParts } from './hidden-parts.ts';

/** A value whose hidden parts say why they are hidden. */
export function WithHidden({
  text,
  header = null,
}: {
  readonly text: string;
  /** The name of the header with this value. */
  readonly header?: string | null;
}): ReactNode {
  return (
    <Each of={hiddenParts(text, header)}>
      {(part) =>
        part.why === null ? (
          part.text
        ) : (
          <span className="hidden-value" title={part.why}>
            {part.text}
          </span>
        )
      }
    </Each>
  );
}
