import type { ReactNode } from 'react';

/** Covers the panel while a file is dragged across it. */
export function DropTarget(): ReactNode {
  return (
    <div className="drop-target" aria-hidden="true" data-testid="drop-target">
      Drop HAR files or saved reports to open them, or settings files to read them
    </div>
  );
}
