import type { ReactNode } from 'react';
import type { Navigation } from './use-navigation.ts';

/** The first tab stops of the panel: hidden until they have the focus. */
export function SkipLinks({
  navigation: { toList, toFix },
  hasRows,
}: {
  readonly navigation: Navigation;
  readonly hasRows: boolean;
}): ReactNode {
  if (!hasRows) return null;
  return (
    <div className="skip-links">
      <button
        type="button"
        className="button button-accent"
        data-testid="skip-to-list"
        onClick={toList}
      >
        Go to the list
      </button>
      <button
        type="button"
        className="button button-accent"
        data-testid="skip-to-fix"
        onClick={toFix}
      >
        Go to the fix
      </button>
    </div>
  );
}
