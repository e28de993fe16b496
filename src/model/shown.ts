import { code, type Prose, type Span } from './prose.ts';
import { listed, phrase } from './say.ts';

const LONGEST = 200;
const HEAD = 140;
const TAIL = 40;
/** Controls, direction marks, zero-width characters and fillers, which a reader cannot see. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * A foreign value (header, URL, error text), ready for a sentence. Control, direction and
 * zero-width characters are spelled out. A value over 200 characters loses its middle, never its
 * start. Never throws.
 */
export function shorten(value: string): string {
  return value.length <= LONGEST ? spellOut(value) : spellOut(withoutMiddle(value));
}

function withoutMiddle(value: string): string {
  // A surrogate pair is kept or dropped whole.
  const head = value.slice(0, HEAD).replace(/[\uD800-\uDBFF]$/, '');
  const tail = value.slice(-TAIL).replace(/^[\uDC00-\uDFFF]/, '');
  return `${head} … ${tail}`;
}

/**
 * Text in which nothing hides: each invisible character is spelled out, as `\u{202e}` unless
 * `spell` says otherwise. All foreign text that is copied or saved passes here. Commands do not:
 * they are plain ASCII.
 */
export function spellOut(
  text: string,
  spell: (char: string) => string = (char) => `\\u{${char.codePointAt(0)?.toString(16) ?? ''}}`,
): string {
  return text.replace(INVISIBLE, spell);
}

/**
 * A foreign value inside a sentence. An empty one is described in words, because code would show
 * nothing.
 */
export function shown(value: string): Span {
  return value.trim() === '' ? phrase`an empty value`.fr`une valeur vide` : code(shorten(value));
}

/** Foreign values as in a sentence: `a`, `a and b`, `a, b and c`. */
export const shownList = (values: readonly string[], word: 'and' | 'or' = 'and'): Prose =>
  listed(values.map(shown), word);
