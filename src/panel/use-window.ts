import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { type ListLayout, placeOf, type Range, rangeOf, rowAt, viewOf } from './row-window.ts';

/** So far apart must two ranges be to be drawn anew: the overscan has more. */
const STEP = 100;
/** Before anything is measured. */
const FIRST: Range = { top: 0, bottom: 1_000 };

/** The part of a scrolled list that is in sight, and the way to bring a row into it. */
export type ListWindow = {
  readonly range: Range;
  readonly reveal: (key: string) => void;
};

/**
 * Follows what is in sight of the list in its scrolling parent. While the user has scrolled, the
 * row at the top stays where it is, whatever arrives or leaves above it.
 */
export function useWindow(list: RefObject<HTMLElement | null>, layout: ListLayout): ListWindow {
  const [range, setRange] = useState(FIRST);
  const anchor = useRef<{ readonly key: string; readonly distance: number } | null>(null);
  const latest = useRef(layout);

  const look = useCallback((): void => {
    const pane = list.current?.parentElement;
    if (!pane) return;
    const top = Math.floor(pane.scrollTop / STEP) * STEP;
    const bottom = Math.ceil((pane.scrollTop + pane.clientHeight) / STEP) * STEP;
    setRange((old) => (old.top === top && old.bottom === bottom ? old : { top, bottom }));
    const row = pane.scrollTop === 0 ? null : rowAt(latest.current, pane.scrollTop);
    const place = row === null ? null : placeOf(latest.current, row.key);
    anchor.current =
      row === null || place === null
        ? null
        : { key: row.key, distance: rangeOf(place).top - pane.scrollTop };
  }, [list]);

  useLayoutEffect(() => {
    const pane = list.current?.parentElement;
    if (!pane) return;
    look();
    pane.addEventListener('scroll', look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(pane);
    return () => {
      pane.removeEventListener('scroll', look);
      observer.disconnect();
    };
  }, [list, look]);

  useLayoutEffect(() => {
    latest.current = layout;
    const pane = list.current?.parentElement;
    const place = anchor.current === null ? null : placeOf(layout, anchor.current.key);
    if (!pane || place === null || anchor.current === null) return;
    const wanted = rangeOf(place).top - anchor.current.distance;
    if (Math.abs(wanted - pane.scrollTop) >= 1) pane.scrollTop = wanted;
  }, [list, layout]);

  const reveal = useCallback(
    (key: string): void => {
      const pane = list.current?.parentElement;
      const place = placeOf(latest.current, key);
      if (!pane || place === null) return;
      const { top, bottom } = viewOf(place);
      if (pane.scrollTop > top) pane.scrollTop = top;
      else if (pane.scrollTop + pane.clientHeight < bottom) {
        pane.scrollTop = bottom - pane.clientHeight;
      }
      look();
    },
    [list, look],
  );
  return { range, reveal };
}
