import { areStrings } from './parse.ts';

/** From a view that may not read permissions, to the background, which may. */
export type PermissionsQuestion =
  /** Shows the page on which the user can be asked for these URLs' hosts. */
  | { readonly type: 'ask'; readonly tabId: number; readonly urls: readonly string[] }
  | { readonly type: 'remove'; readonly origins: readonly string[] };

/** From the background to such a view, at once and after each change. */
export type PermissionsAnswer = {
  readonly type: 'granted';
  /** Match patterns. */
  readonly origins: readonly string[];
};

/** The question, or null when it is not one. Never throws. */
export function parsePermissionsQuestion(value: unknown): PermissionsQuestion | null {
  const { type, tabId, urls, origins } = Object(value);
  if (type === 'remove' && areStrings(origins)) return { type, origins };
  const isAsk = type === 'ask' && Number.isSafeInteger(tabId) && areStrings(urls);
  return isAsk ? { type, tabId, urls } : null;
}

/** The answer, or null when it is not one. Never throws. */
export function parsePermissionsAnswer(value: unknown): PermissionsAnswer | null {
  const { type, origins } = Object(value);
  return type === 'granted' && areStrings(origins) ? { type, origins } : null;
}
