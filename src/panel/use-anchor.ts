import type { Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef } from 'react';
import { indexOf, type ListItem } from './list-items.ts';

/** The row that is looked at: its key, and how far it stands below the upper edge. */
type Anchor = { readonly key: string; readonly distance: number };

/**
 * While the user has scrolled, the row at the top stays where it is, whatever arrives, leaves or
 * moves above it: the library's own anchor sees the ends of a list only. Returns what notes which
 * row that is when the list is scrolled to `top`; scrolling by hand does so by itself.
 */
export function useAnchor(
  pane: () => HTMLElement | null,
  items: readonly ListItem[],
  virtualizer: Virtualizer<HTMLElement, Element>,
): (top: number) => void {
  const anchor = useRef<Anchor | null>(null);
  const latest = useRef(items);
  const drop = useCallback(
    (top: number): void => {
      anchor.current = top === 0 ? null : rowAt(top, latest.current, virtualizer);
    },
    [virtualizer],
  );
  useLayoutEffect(() => {
    const scrolled = pane();
    // The library has read it: to ask the element again would lay out what was just drawn.
    const onScroll = () => drop(virtualizer.scrollOffset ?? 0);
    scrolled?.addEventListener('scroll', onScroll, { passive: true });
    return () => scrolled?.removeEventListener('scroll', onScroll);
  }, [pane, virtualizer, drop]);
  useLayoutEffect(() => {
    latest.current = items;
    const [scrolled, held] = [pane(), anchor.current];
    const place = held && virtualizer.measurementsCache[indexOf(items, held.key)];
    if (!scrolled || !held || !place) return;
    const wanted = place.start - held.distance;
    if (Math.abs(wanted - scrolled.scrollTop) >= 1) scrolled.scrollTop = wanted;
  }, [items, pane, virtualizer]);
  return drop;
}

function rowAt(
  top: number,
  items: readonly ListItem[],
  { getVirtualItemForOffset, measurementsCache }: Virtualizer<HTMLElement, Element>,
): Anchor | null {
  const at = getVirtualItemForOffset(top)?.index ?? -1;
  // A head has a row below it.
  const index = items[at]?.endpoint === null ? at + 1 : at;
  const [item, place] = [items[index], measurementsCache[index]];
  return item && place ? { key: item.key, distance: place.start - top } : null;
}
