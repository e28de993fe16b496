import { boundedPattern } from './bounded-pattern.ts';

/** What can be asked of a row by name, and what is searched. */
export const FILTER_KEYS = ['cause', 'domain', 'method', 'page', 'server', 'status-code'] as const;
export type FilterKey = (typeof FILTER_KEYS)[number];

/** One condition. All must be true; a negated one must be false. */
export type FilterTerm = { readonly negated: boolean } & (
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'pattern'; readonly matches: (text: string) => boolean }
  | { readonly kind: 'key'; readonly key: FilterKey; readonly value: string }
);

/** A filter as the user typed it. With a problem, it has no terms: nothing is hidden. */
export type FilterQuery = {
  readonly terms: readonly FilterTerm[];
  /** What to correct. Null: nothing. */
  readonly problem: string | null;
};

/** A part of the text without blanks, or with blanks in double quotes after a colon. */
const PART = /(?:[^\s":]+:)?"[^"]*"?|\S+/g;

/**
 * Reads a filter as DevTools' Network writes it: words, `-word`, `/pattern/`, `key:value` and
 * `key:"some words"`. Words and values are in lower case. A name that is no key is a word.
 */
export function parseFilter(text: string): FilterQuery {
  const terms: FilterTerm[] = [];
  for (const part of text.match(PART) ?? []) {
    const term = termOf(part);
    if (term !== null && 'problem' in term) return { terms: [], problem: term.problem };
    if (term !== null) terms.push(term);
  }
  return { terms, problem: null };
}

/** Null for what says nothing yet, such as a key without a value. */
function termOf(part: string): FilterTerm | { readonly problem: string } | null {
  const negated = part.startsWith('-') && part.length > 1;
  const rest = negated ? part.slice(1) : part;
  const pattern = /^\/(.+)\/$/.exec(rest)?.[1];
  if (pattern !== undefined) {
    const read = boundedPattern(pattern);
    return 'problem' in read ? read : { kind: 'pattern', negated, matches: read.matches };
  }
  const [key, written] = keyIn(rest);
  const value = unquoted(written).toLowerCase();
  if (value === '') return null;
  return key === null
    ? { kind: 'word', negated, word: value }
    : { kind: 'key', negated, key, value };
}

function keyIn(part: string): readonly [key: FilterKey | null, value: string] {
  const colon = part.indexOf(':');
  const name = part.slice(0, Math.max(0, colon)).toLowerCase();
  const key = FILTER_KEYS.find((known) => known === name);
  return key === undefined ? [null, part] : [key, part.slice(colon + 1)];
}

const unquoted = (value: string): string => value.replace(/^"([^"]*)"?$/, '$1');

/** What can be typed at the caret: the text with it, and where the caret is then. */
export type Completion = {
  /** What the list shows. */
  readonly label: string;
  readonly text: string;
  readonly caret: number;
};

/** The values that are there, by key: the most frequent first. */
export type KeyValues = (key: FilterKey) => readonly string[];

const MOST_COMPLETIONS = 12;

/** The completions of the part before the caret: keys that begin so, or values of its key. */
export function completionsAt(
  text: string,
  caret: number,
  values: KeyValues,
): readonly Completion[] {
  const before = text.slice(0, caret);
  const start = startOfPart(before);
  const part = before.slice(start);
  const sign = part.startsWith('-') ? '-' : '';
  const typed = part.slice(sign.length);
  if (typed === '') return [];
  const after = text.slice(caret);
  const made = (label: string, written: string): Completion => {
    const head = before.slice(0, start) + sign + written;
    return { label, text: head + after, caret: head.length };
  };
  const [key, value] = keyIn(typed);
  if (key === null) {
    return FILTER_KEYS.filter((one) => one.startsWith(typed.toLowerCase())).map((one) =>
      made(`${one}:`, `${one}:`),
    );
  }
  const wanted = value.replace(/^"/, '').toLowerCase();
  return values(key)
    .filter((one) => one.toLowerCase().includes(wanted) && one.toLowerCase() !== wanted)
    .slice(0, MOST_COMPLETIONS)
    .map((one) => made(one, `${key}:${/\s/.test(one) ? `"${one}"` : one} `));
}

/** Where the last part begins: after the last blank that is not in quotes. */
function startOfPart(before: string): number {
  let [start, isQuoted] = [0, false];
  for (let at = 0; at < before.length; at += 1) {
    const character = before[at] ?? '';
    if (character === '"') isQuoted = !isQuoted;
    if (/\s/.test(character) && !isQuoted) start = at + 1;
  }
  return start;
}
