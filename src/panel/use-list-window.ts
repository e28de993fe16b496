import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type RefObject, useCallback } from 'react';
import type { RowGroup } from './arrange.ts';
import { indexOf, type ListItem } from './list-items.ts';
import { useAnchor } from './use-anchor.ts';

/** Lines drawn beyond both edges, so that a quick scroll shows no gap. */
const OVERSCAN = 5;

/** A group that is partly visible. Its place is in CSS pixels from the top of the list. */
export type DrawnGroup = {
  readonly group: RowGroup;
  /** Null for a group without a heading. */
  readonly head: ListItem | null;
  readonly top: number;
  readonly height: number;
  readonly lines: readonly DrawnLine[];
};

export type DrawnLine = {
  readonly item: ListItem;
  /** From the top of its group. */
  readonly top: number;
};

export type ListWindow = {
  readonly height: number;
  readonly drawn: readonly DrawnGroup[];
  /** Scrolls a line into view, below the head of its group. */
  readonly reveal: (key: string) => void;
};

/**
 * What to draw of a list in its scrolling parent: the visible lines, and the held one. `headHeight`
 * must stay free above a line: the head of its group is sticky.
 */
export function useListWindow(
  list: RefObject<HTMLElement | null>,
  items: readonly ListItem[],
  held: number,
  headHeight: number,
): ListWindow {
  const pane = useCallback(() => list.current?.parentElement ?? null, [list]);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: pane,
    // The layout is kept until this function changes.
    getItemKey: useCallback((index: number) => items[index]?.key ?? index, [items]),
    estimateSize: (index) => items[index]?.height ?? 0,
    overscan: OVERSCAN,
    scrollPaddingStart: headHeight,
  });
  // Nothing of a hidden list is visible, but the held line stays so that the focus can return.
  const indexes = withHeld(virtualizer.getVirtualIndexes(), held);
  const { measurementsCache } = virtualizer;
  const drop = useAnchor(pane, items, virtualizer);
  const reveal = (key: string): void => {
    const index = indexOf(items, key);
    if (index < 0) return;
    const [top = 0] = virtualizer.getOffsetForIndex(index) ?? [];
    pane()?.scrollTo({ top });
    drop(top);
  };
  return {
    height: virtualizer.getTotalSize(),
    drawn: drawnGroups(items, indexes, measurementsCache),
    reveal,
  };
}

function withHeld(indexes: readonly number[], held: number): readonly number[] {
  if (indexes.includes(held)) return indexes;
  return [...indexes, held].toSorted((a, b) => a - b);
}

/** A group is drawn with its head if any part of it is drawn. */
function drawnGroups(
  items: readonly ListItem[],
  indexes: readonly number[],
  places: readonly VirtualItem[],
): readonly DrawnGroup[] {
  const drawn = new Map<number, DrawnGroup & { readonly lines: DrawnLine[] }>();
  for (const index of indexes) {
    const item = items[index];
    if (item === undefined) continue;
    const { group, span } = item;
    const top = places[span.first]?.start ?? 0;
    const height = (places[span.last]?.end ?? top) - top;
    const head = group.title === '' ? null : (items[span.first] ?? null);
    const one = drawn.get(span.first) ?? { group, head, top, height, lines: [] };
    drawn.set(span.first, one);
    if (item !== head) one.lines.push({ item, top: (places[index]?.start ?? top) - top });
  }
  return [...drawn.values()];
}
