import { type RefObject, useEffect, useRef } from 'react';

/**
 * A live update may remove the focused element. The browser then moves the focus to the document,
 * and a keyboard user starts over. After such an update, `rescue` gets the lost element and gives
 * the focus to the nearest one.
 */
export function useKeptFocus(
  container: RefObject<HTMLElement | null>,
  rescue: (lost: HTMLElement) => void,
): void {
  const last = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const { current } = container;
    const remember = ({ target }: FocusEvent): void => {
      last.current = target instanceof HTMLElement ? target : null;
    };
    current?.addEventListener('focusin', remember);
    return () => current?.removeEventListener('focusin', remember);
  }, [container]);
  useEffect(() => {
    const lost = last.current;
    if (lost === null || lost.isConnected || document.activeElement !== document.body) return;
    last.current = null;
    rescue(lost);
  });
}
