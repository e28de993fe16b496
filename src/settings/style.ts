import type { TextEdit } from './edit.ts';
import { lineBreakOf, type SettingsFile, type Span } from './file.ts';
import type { ListLiteral } from './value.ts';

export type Quote = '"' | "'";

/** The quotes that a file uses most. */
export function usualQuote(text: string): Quote {
  const doubled = text.split('"').length;
  return doubled >= text.split("'").length ? '"' : "'";
}

/** Writes a value as source text in these quotes. */
type Write = (quote: Quote) => string;

/**
 * Adds elements to a list as its author would: on a line of their own if its elements have one, in
 * the same quotes, with a comma at the end if there is one already.
 */
export function withElements(
  { name, text }: SettingsFile,
  { at, open, elements, quote: only }: ListLiteral,
  where: 'first' | 'last',
  writes: readonly Write[],
): readonly TextEdit[] {
  const neighbour = where === 'first' ? elements[0] : elements.at(-1);
  const quote = only ?? quoteIn(text, neighbour) ?? usualQuote(text);
  const items = writes.map((write) => write(quote));
  const insert = (position: number, inserted: string): TextEdit => ({
    at: { file: name, from: position, to: position },
    text: inserted,
  });
  if (neighbour === undefined) return [firstElements(text, at, open, items, insert)];
  const indent = indentBefore(text, neighbour.from);
  const lineBreak = lineBreakOf(text);
  const gap = gapIn(text, elements);
  if (where === 'first') {
    const behind = indent === null ? gap : `,${lineBreak}${indent}`;
    return [insert(neighbour.from, items.map((item) => item + behind).join(''))];
  }
  const close = open === '' ? at.to : at.to - 1;
  const comma = commaAfter(text, neighbour.to, close);
  if (indent === null) {
    // The comma of a tuple with one element is no longer needed.
    if (comma !== null && open === '(' && elements.length === 1) {
      return [insert(comma + 1, ` ${items.join(', ')}`)];
    }
    return [insert(neighbour.to, items.map((item) => gap + item).join(''))];
  }
  const lines = items.map((item) => lineBreak + indent + item).join(',');
  const lineEnd = endOfLine(text, comma ?? neighbour.to);
  if (comma !== null) {
    // A comment behind the last element stays there.
    return [insert(close <= lineEnd ? comma + 1 : lineEnd, `${lines},`)];
  }
  if (close <= lineEnd) return [insert(neighbour.to, `,${lines}`)];
  return [insert(neighbour.to, ','), insert(lineEnd, lines)];
}

/** What stands between the last two elements, if they are on one line. */
function gapIn(text: string, elements: readonly Span[]): string {
  const [before, last] = elements.slice(-2);
  const gap = before && last && text.slice(before.to, last.from);
  return gap !== undefined && /^,[ \t]*$/.test(gap) ? gap : ', ';
}

function firstElements(
  text: string,
  at: Span,
  open: ListLiteral['open'],
  items: readonly string[],
  insert: (position: number, inserted: string) => TextEdit,
): TextEdit {
  const inner = text.slice(at.from + 1, at.to - 1);
  const lineStart = text.lastIndexOf('\n', at.to - 1) + 1;
  if (inner.includes('\n') && lineStart > at.from) {
    const indent = indentOf(text, lineStart);
    const lineBreak = lineBreakOf(text);
    return insert(lineStart, items.map((item) => `${indent}    ${item},${lineBreak}`).join(''));
  }
  const comma = open === '(' && items.length === 1 ? ',' : '';
  return insert(at.from + 1, items.join(', ') + comma);
}

/** Takes an element out, with its comma, and with its line if nothing else stands there. */
export function withoutElement(
  { name, text }: SettingsFile,
  { at, elements }: ListLiteral,
  index: number,
): TextEdit | null {
  const element = elements[index];
  if (element === undefined) return null;
  const cut = (from: number, to: number): TextEdit => ({ at: { file: name, from, to }, text: '' });
  const comma = commaAfter(text, element.to, at.to);
  const end = endOfLine(text, comma ?? element.to);
  const rest = text.slice((comma ?? element.to - 1) + 1, end);
  const lineStart = text.lastIndexOf('\n', element.from - 1) + 1;
  if (indentBefore(text, element.from) !== null && /^\s*(?:#.*)?$/.test(rest)) {
    return cut(lineStart, nextLine(text, end));
  }
  const [before, after] = [elements[index - 1], elements[index + 1]];
  if (after !== undefined) return cut(element.from, after.from);
  return before === undefined ? cut(element.from, element.to) : cut(before.to, element.to);
}

/** Statements on lines of their own behind a statement, with its indentation. */
export function linesBehind(
  { name, text }: SettingsFile,
  { from, to }: Span,
  lines: readonly string[],
): TextEdit {
  const indent = indentOf(text, text.lastIndexOf('\n', from - 1) + 1);
  const end = endOfLine(text, to);
  const lineBreak = lineBreakOf(text);
  return {
    at: { file: name, from: end, to: end },
    text: lines.map((line) => lineBreak + indent + line).join(''),
  };
}

/** The same in front of a statement. */
export function linesBefore(
  { name, text }: SettingsFile,
  { from }: Span,
  lines: readonly string[],
): TextEdit {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const indent = indentOf(text, start);
  const lineBreak = lineBreakOf(text);
  return {
    at: { file: name, from: start, to: start },
    text: lines.map((line) => indent + line + lineBreak).join(''),
  };
}

/** Takes a statement out with its lines. */
export function withoutStatement({ name, text }: SettingsFile, { from, to }: Span): TextEdit {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  return { at: { file: name, from: start, to: nextLine(text, endOfLine(text, to)) }, text: '' };
}

/** The quote of a string literal at this place. */
export function quoteIn(text: string, at: Span | undefined): Quote | null {
  const quote = at === undefined ? null : /^[a-z]*(["'])/i.exec(text.slice(at.from, at.from + 4));
  const found = quote?.[1];
  return found === '"' || found === "'" ? found : null;
}

/** The white space in front of a position, if nothing else is on its line; else null. */
function indentBefore(text: string, position: number): string | null {
  const before = text.slice(text.lastIndexOf('\n', position - 1) + 1, position);
  return /^[ \t]*$/.test(before) ? before : null;
}

const indentOf = (text: string, lineStart: number): string =>
  /[ \t]*/y.exec(text.slice(lineStart, lineStart + 200))?.[0] ?? '';

/** Before the line break, also before its `\r`. */
function endOfLine(text: string, position: number): number {
  const end = text.indexOf('\n', position);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' && end - 1 >= position ? end - 1 : end;
}

function nextLine(text: string, end: number): number {
  const lineBreak = text.indexOf('\n', end);
  return lineBreak < 0 ? text.length : lineBreak + 1;
}

/** The comma that follows an element, behind comments too. */
function commaAfter(text: string, from: number, to: number): number | null {
  const gap = /^(?:[\s\\]|#[^\n]*)*/.exec(text.slice(from, to))?.[0].length ?? 0;
  return text[from + gap] === ',' && from + gap < to ? from + gap : null;
}
