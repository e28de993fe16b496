import { useEffect } from 'react';
import { useLatest } from '../ui/use-latest.ts';

/** What keys do, wherever the focus is. */
export type Shortcuts = {
  readonly toFilter: () => void;
  readonly toHelp: () => void;
  readonly toList: () => void;
  readonly copyFix: () => void;
};

/** Listens to keys everywhere, also without a focused element: a new panel has none. */
export function useShortcuts({ toFilter, toHelp, toList, copyFix }: Shortcuts): void {
  const onKeyDown = useLatest((event: KeyboardEvent): void => {
    const isCommand = event.ctrlKey || event.metaKey || event.altKey;
    const run = { '/': toFilter, '?': toHelp, c: copyFix }[event.key];
    if (run !== undefined && !isCommand && !isTyping(event.target)) {
      event.preventDefault();
      run();
    } else if (event.key === 'Escape' && !event.defaultPrevented) toList();
  });
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [onKeyDown]);
}

/** Whether keys and pasted text go to a field. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    (target instanceof HTMLInputElement && target.type !== 'checkbox') ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement
  );
}
