import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react';

const FOCUSABLE = 'button, select, a[href], [role=combobox]:not(input)';

/** How far each key moves. */
const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/**
 * Makes the buttons of a toolbar one tab stop: the left and right arrows, Home and End move between
 * them. Text fields stay stops of their own, because they need these keys themselves. Returns the
 * key handler of the toolbar.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/
 */
export function useRoving(
  toolbar: RefObject<HTMLElement | null>,
): (event: KeyboardEvent<HTMLElement>) => void {
  const last = useRef<Element | null>(null);
  // After each drawing: buttons come and go.
  useLayoutEffect(() => {
    const all = stopsIn(toolbar.current);
    const stop = all.find((one) => one === last.current) ?? all[0];
    for (const one of all) one.tabIndex = one === stop ? 0 : -1;
  });
  return (event) => {
    const all = stopsIn(toolbar.current);
    const at = event.target instanceof HTMLElement ? all.indexOf(event.target) : -1;
    const step = STEPS[event.key];
    const isEnd = event.key === 'Home' || event.key === 'End';
    if (at < 0 || (step === undefined && !isEnd)) return;
    const to = step === undefined ? (event.key === 'Home' ? 0 : -1) : (at + step) % all.length;
    const next = all.at(to);
    if (next === undefined) return;
    event.preventDefault();
    for (const one of all) one.tabIndex = one === next ? 0 : -1;
    last.current = next;
    next.focus();
  };
}

/** Items of an open menu and of a dialog have their own keys. */
const stopsIn = (toolbar: HTMLElement | null): readonly HTMLElement[] =>
  [...(toolbar?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])].filter(
    (one) => one.closest('[role=menu], dialog') === null && !one.matches(':disabled'),
  );
