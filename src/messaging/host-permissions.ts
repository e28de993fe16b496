import { areStrings } from './parse.ts';

/** What a permission is asked for: URLs, whose hosts count, or every site. */
export type Wanted = readonly string[] | 'all';

/** `later`: another page asks the user. */
export type AskOutcome = 'granted' | 'refused' | 'later';

/** From a view that may not read permissions, to the background, which may. */
export type PermissionsQuestion =
  /** Shows the page on which the user can be asked. */
  | { readonly type: 'ask'; readonly tabId: number; readonly wanted: Wanted }
  | { readonly type: 'remove'; readonly origins: readonly string[] };

/** From the background to such a view, at once and after each change. */
export type PermissionsAnswer = {
  readonly type: 'granted';
  /** Match patterns. */
  readonly origins: readonly string[];
};

/** The question, or null when it is not one. Never throws. */
export function parsePermissionsQuestion(value: unknown): PermissionsQuestion | null {
  const { type, tabId, wanted, origins } = Object(value);
  if (type === 'remove' && areStrings(origins)) return { type, origins };
  const isAsk = type === 'ask' && Number.isSafeInteger(tabId) && isWanted(wanted);
  return isAsk ? { type, tabId, wanted } : null;
}

const isWanted = (value: unknown): value is Wanted => value === 'all' || areStrings(value);

/** The answer, or null when it is not one. Never throws. */
export function parsePermissionsAnswer(value: unknown): PermissionsAnswer | null {
  const { type, origins } = Object(value);
  return type === 'granted' && areStrings(origins) ? { type, origins } : null;
}
