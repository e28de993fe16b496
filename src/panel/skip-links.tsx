import type { ReactNode } from 'react';
import { phrase } from '../model/say.ts';
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
        {phrase`Go to the list`.fr`Aller à la liste`}
      </button>
      <button
        type="button"
        className="button button-accent"
        data-testid="skip-to-fix"
        onClick={toFix}
      >
        {phrase`Go to the fix`.fr`Aller à la correction`}
      </button>
    </div>
  );
}
