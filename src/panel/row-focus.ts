import { useEffect, useRef } from 'react';
import { useKeptFocus } from '../ui/kept-focus.ts';
import type { RowGroup } from './arrange.ts';
import { keysOf } from './row-keys.ts';
import type { Navigation } from './use-navigation.ts';

/** The row with this key, if it is drawn. */
export const rowWith = (list: HTMLElement | null, key: string): HTMLElement | null =>
  list?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? null;

/** The key of the focused row. Null if no row has the focus. */
export function focusedKey(): string | null {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement ? (activeElement.dataset['key'] ?? null) : null;
}

/**
 * A removed row passes its focus to the row in its place. Other elements pass it to the headline.
 */
export function useFocusOnLiveRows(navigation: Navigation, shown: readonly RowGroup[]): void {
  const { root, heading, filterField } = navigation;
  const before = useRef(shown);
  useKeptFocus(root, (lost) => {
    const at = keysOf(before.current).indexOf(lost.dataset['key'] ?? '');
    const keys = keysOf(shown);
    const next = keys[Math.min(at, keys.length - 1)];
    if (next === undefined) {
      (heading.current ?? filterField.current)?.focus({ preventScroll: true });
      return;
    }
    const row = rowWith(root.current, next);
    row?.focus();
    row?.scrollIntoView({ block: 'nearest' });
  });
  useEffect(() => {
    before.current = shown;
  });
}
