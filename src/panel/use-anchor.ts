import type { Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef } from 'react';
import { indexOf, type ListItem } from './list-items.ts';

/** The row at the top: its key, and its distance from the upper edge. */
type Anchor = { readonly key: string; readonly distance: number };

/**
 * After the user has scrolled, the row at the top stays in place when rows arrive, leave or move
 * above it. The library's own anchor only handles the ends of a list. Returns the function that
 * notes this row when the list is scrolled to `top`. Scrolling by hand calls it too.
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
    // The library has read it already: asking the element again would force a new layout.
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
  // An open head is sticky: the line below it moves.
  const index = items[at]?.level === 1 && items[at].open === true ? at + 1 : at;
  const [item, place] = [items[index], measurementsCache[index]];
  return item && place ? { key: item.key, distance: place.start - top } : null;
}
