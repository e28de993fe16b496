import { useEffect } from 'react';
import { useLatest } from '../ui/use-latest.ts';
import { isTyping } from './use-shortcuts.ts';

/** Calls back with a browser's CORS message that the user pastes anywhere in the panel. */
export function usePastedText(onConsoleText: (text: string) => void): void {
  const onPaste = useLatest((event: ClipboardEvent): void => {
    if (isTyping(event.target)) return;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (ABOUT_CORS.test(text)) onConsoleText(text);
  });
  useEffect(() => {
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, [onPaste]);
}

/** Enough to open the sheet, which says what it cannot read. */
const ABOUT_CORS = /\bCORS\b|Access-Control-Allow-|access control checks|Cross-Origin Request/i;
