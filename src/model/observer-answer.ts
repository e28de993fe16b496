import { type Declaration, parseDeclaration } from './declared.ts';
import { fields, parseJson } from './fields.ts';

/** What the observer inside a page answers when it is read. */
export type ObserverAnswer = {
  /** Another id is another observer: the page, or its frame, was loaded anew. */
  readonly id: string;
  /** Numbered from 0, in the order in which the page made them. */
  readonly calls: readonly { readonly number: number; readonly declaration: Declaration }[];
};

/** Longer answers are a hostile page's. */
export const LONGEST_ANSWER = 1_000_000;
const MOST_CALLS = 2_000;

/**
 * The observer's answer, or null when nobody answered. The page can answer in its place: whatever
 * it says is read within bounds. Never throws.
 */
export function parseObserverAnswer(text: unknown): ObserverAnswer | null {
  if (typeof text !== 'string' || text.length > LONGEST_ANSWER) return null;
  const { id, calls } = fields(parseJson(text));
  if (typeof id !== 'string' || id.length > 100 || !Array.isArray(calls)) return null;
  return { id, calls: calls.slice(0, MOST_CALLS).flatMap(parseCall) };
}

function parseCall(call: unknown): ObserverAnswer['calls'] {
  const { number } = fields(call);
  const declaration = parseDeclaration(call);
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) return [];
  return declaration === null ? [] : [{ number, declaration }];
}
