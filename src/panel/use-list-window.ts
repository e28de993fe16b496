import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useMemo } from 'react';
import type { Endpoint } from '../endpoints/endpoints.ts';
import type { RowGroup } from './arrange.ts';
import { heightOf, highestHead, indexOf, type ListItem } from './list-items.ts';
import { useAnchor } from './use-anchor.ts';

/** Lines drawn beyond both edges, so that a quick scroll shows no gap. */
const OVERSCAN = 5;

/** A group of which something is drawn; its place is in CSS pixels from the top of the list. */
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
  /** Its place among all rows, from one. */
  readonly number: number;
};

export type ListWindow = {
  readonly height: number;
  readonly drawn: readonly DrawnGroup[];
  /** Scrolls a row into sight, below the head of its group. */
  readonly reveal: (key: string) => void;
};

/** What is to be drawn of a list in its scrolling parent: what is in sight, and the pinned row. */
export function useListWindow(
  list: RefObject<HTMLElement | null>,
  items: readonly ListItem[],
  pinned: number,
): ListWindow {
  const pane = useCallback(() => list.current?.parentElement ?? null, [list]);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: pane,
    // What is laid out is kept until this is another function.
    getItemKey: useCallback((index: number) => items[index]?.key ?? index, [items]),
    estimateSize: (index) => (items[index] === undefined ? 0 : heightOf(items[index])),
    overscan: OVERSCAN,
    scrollPaddingStart: useMemo(() => highestHead(items), [items]),
  });
  // Of a list that is hidden, nothing is in sight, but the pinned row is there to be gone back to.
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

/** A group is drawn with its head where anything of it is. */
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
