import { type RefObject, useLayoutEffect } from 'react';

/** No list is higher. */
const HIGHEST = 380;
/** A list that is lower than this covers the button instead. */
const LOWEST = 180;
const WIDEST = 360;
/** From the edge of the view. */
const MARGIN = 6;
/** From the button. */
const GAP = 2;

/**
 * Shows a popover above everything else, below the button or where more room is, and gives the
 * focus to its field. It is never cut off by the view or what scrolls in it.
 */
export function useBesideButton(
  popover: RefObject<HTMLElement | null>,
  button: RefObject<HTMLElement | null>,
): void {
  useLayoutEffect(() => {
    popover.current?.showPopover();
    const place = (): void => {
      if (popover.current === null || button.current === null) return;
      Object.assign(popover.current.style, placeBeside(button.current.getBoundingClientRect()));
    };
    place();
    popover.current?.querySelector('input')?.focus({ preventScroll: true });
    addEventListener('resize', place);
    document.addEventListener('scroll', place, true);
    return () => {
      removeEventListener('resize', place);
      document.removeEventListener('scroll', place, true);
    };
  }, [popover, button]);
}

type Place = Record<'left' | 'width' | 'top' | 'bottom' | 'maxHeight', string>;

function placeBeside({ left, top, bottom }: DOMRect): Place {
  const width = Math.min(WIDEST, innerWidth - 2 * MARGIN);
  const across = {
    left: `${Math.max(MARGIN, Math.min(left, innerWidth - MARGIN - width))}px`,
    width: `${width}px`,
  };
  const below = innerHeight - bottom - GAP - MARGIN;
  const above = top - GAP - MARGIN;
  const maxHeight = (room: number): string => `${Math.min(HIGHEST, room)}px`;
  if (below >= LOWEST && below >= Math.min(above, HIGHEST)) {
    return { ...across, top: `${bottom + GAP}px`, bottom: 'auto', maxHeight: maxHeight(below) };
  }
  if (above >= LOWEST) {
    const up = `${innerHeight - top + GAP}px`;
    return { ...across, top: 'auto', bottom: up, maxHeight: maxHeight(above) };
  }
  const all = maxHeight(innerHeight - 2 * MARGIN);
  return { ...across, top: `${MARGIN}px`, bottom: 'auto', maxHeight: all };
}
