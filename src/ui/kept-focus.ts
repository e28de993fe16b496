import { type RefObject, useEffect, useRef } from 'react';

/**
 * Live updates may take away the element that has the focus; the browser then drops it on the
 * document, and whoever works by keyboard starts again. `rescue` gets the lost element after such
 * an update and gives the focus to what stands nearest.
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
