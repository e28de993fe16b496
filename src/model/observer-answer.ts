import { type Declaration, parseDeclaration } from './declared.ts';
import { fields, parseJson } from './fields.ts';

/** What the observer inside a page answers when the panel reads it. */
export type ObserverAnswer = {
  /** A new id means a new observer: the page or its frame was loaded again. */
  readonly id: string;
  /** Numbered from 0, in the order in which the page made them. */
  readonly calls: readonly { readonly number: number; readonly declaration: Declaration }[];
};

/** A longer answer comes from a hostile page. */
export const LONGEST_ANSWER = 1_000_000;
const MOST_CALLS = 2_000;

/**
 * The observer's answer, or null when nothing answered. The page can answer in its place, so
 * everything is read within bounds. Never throws.
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
