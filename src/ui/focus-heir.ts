import { type RefObject, useLayoutEffect } from 'react';

/**
 * Gives the focus to `heir` when the part of it that calls this goes away with the focus inside.
 * Else the browser would drop it, and a keyboard would begin again at the top.
 */
export function useFocusHeir(heir: RefObject<HTMLElement | null>): void {
  useLayoutEffect(
    () => () => {
      const root = heir.current;
      const { activeElement } = document;
      if (root?.contains(activeElement) && root !== activeElement) {
        root.focus({ preventScroll: true });
      }
    },
    [heir],
  );
}
