import { isCostly } from './pattern.ts';

/** Whether a pattern is one that JavaScript reads as Python does, and quick to try. */
export function isSafePattern(pattern: string): boolean {
  if (isCostly(pattern)) return false;
  try {
    return new RegExp(`^(?:${pattern})$`).source !== '';
  } catch {
    return false;
  }
}

/** Whether a text matches from its start. */
export const pythonMatch = (pattern: string, text: string): boolean | 'error' =>
  isSafePattern(pattern) ? new RegExp(`^(?:${pattern})`).test(text) : 'error';
