import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useMemo } from 'react';
import type { Endpoint } from '../endpoints/endpoints.ts';
import type { RowGroup } from './arrange.ts';
import { heightOf, highestHead, indexOf, type ListItem } from './list-items.ts';
import { useAnchor } from './use-anchor.ts';

/** Lines drawn beyond both edges, so that a quick scroll shows no gap. */
const OVERSCAN = 5;

/** A group that is partly visible. Its place is in CSS pixels from the top of the list. */
export type DrawnGroup = {
  readonly group: RowGroup;
  readonly top: number;
  readonly height: number;
  readonly rows: readonly DrawnRow[];
};

export type DrawnRow = {
  readonly endpoint: Endpoint;
  /** From the top of its group. */
  readonly top: number;
  /** Its place among all rows, starting at one. */
  readonly number: number;
};

export type ListWindow = {
  readonly height: number;
  readonly drawn: readonly DrawnGroup[];
  /** Scrolls a row into view, below the head of its group. */
  readonly reveal: (key: string) => void;
};

/** What to draw of a list in its scrolling parent: the visible lines, and the pinned row. */
export function useListWindow(
  list: RefObject<HTMLElement | null>,
  items: readonly ListItem[],
  pinned: number,
): ListWindow {
  const pane = useCallback(() => list.current?.parentElement ?? null, [list]);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: pane,
    // The layout is kept until this function changes.
    getItemKey: useCallback((index: number) => items[index]?.key ?? index, [items]),
    estimateSize: (index) => (items[index] === undefined ? 0 : heightOf(items[index])),
    overscan: OVERSCAN,
    scrollPaddingStart: useMemo(() => highestHead(items), [items]),
  });
  // Nothing of a hidden list is visible, but the pinned row stays so that the focus can return.
  const indexes = withPinned(virtualizer.getVirtualIndexes(), pinned);
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

function withPinned(indexes: readonly number[], pinned: number): readonly number[] {
  if (indexes.includes(pinned)) return indexes;
  return [...indexes, pinned].toSorted((a, b) => a - b);
}

/** A group is drawn with its head if any part of it is drawn. */
function drawnGroups(
  items: readonly ListItem[],
  indexes: readonly number[],
  places: readonly VirtualItem[],
): readonly DrawnGroup[] {
  const drawn = new Map<number, DrawnGroup & { readonly rows: DrawnRow[] }>();
  for (const index of indexes) {
    const item = items[index];
    if (item === undefined) continue;
    const { group, head, endpoint, number } = item;
    const top = places[head]?.start ?? 0;
    const end = places[head + group.endpoints.length]?.end ?? top;
    const one = drawn.get(head) ?? { group, top, height: end - top, rows: [] };
    drawn.set(head, one);
    const start = places[index]?.start ?? top;
    if (endpoint !== null) one.rows.push({ endpoint, top: start - top, number });
  }
  return [...drawn.values()];
}
