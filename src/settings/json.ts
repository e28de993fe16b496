import type { Span } from './file.ts';
import type { ListLiteral, StringValue, Value } from './value.ts';

/** What JSON has beside strings in a list of settings. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[^\s,[\]]+/g;

/**
 * What a text means as JSON; null if it is none. A list of plain values that stands in a file as it
 * is can be edited there. `source`: the code of the file that parses the text. `other`: what stands
 * for an object.
 */
export function fromJson(
  text: StringValue,
  source: { readonly file: string; readonly source: string },
  other: Value,
): Value | null {
  try {
    return jsonValue(JSON.parse(text.text), text, startOf(text, source), other);
  } catch {
    return null;
  }
}

function jsonValue(
  value: unknown,
  text: StringValue,
  start: Span | null,
  other: Value,
): Value | null {
  const { at, because, read } = text;
  if (typeof value === 'string') return { ...text, text: value, pieces: [] };
  if (typeof value === 'number') return { kind: 'number', value, at, because };
  if (typeof value === 'boolean') return { kind: 'boolean', value, at, because };
  if (!Array.isArray(value)) return null;
  const isFlat = !value.some((one) => typeof one === 'object');
  const elements = start === null || !isFlat ? [] : elementsOf(text.text, start);
  const items = value.map((one, index): Value => {
    const element = elements[index];
    return typeof one === 'string' && element !== undefined
      ? { ...text, text: one, at: element, pieces: [{ text: one, at: element, because }] }
      : (jsonValue(one, text, null, other) ?? other);
  });
  const literal: readonly ListLiteral[] =
    start === null || !isFlat ? [] : [{ at: start, open: '[', elements, quote: '"' }];
  return {
    kind: 'list',
    form: 'list',
    items,
    at,
    because,
    literals: literal,
    split: null,
    read,
  };
}

/** Where the text stands letter for letter; null if it does nowhere. */
function startOf(
  { text, read, pieces }: StringValue,
  { file, source }: { readonly file: string; readonly source: string },
): Span | null {
  const body = text.trim();
  const gap = text.indexOf(body);
  const given = read?.given ?? null;
  if (given !== null) {
    const { at } = given;
    if (given.text !== text || at.to - at.from !== text.length) return null;
    return { ...at, from: at.from + gap, to: at.from + gap + body.length };
  }
  const [piece, ...others] = pieces;
  // What holds no quotes yet may stand in the quotes that JSON needs.
  if (piece === undefined || others.length > 0 || piece.at.file !== file || !body.includes('"'))
    return null;
  const index = source.slice(piece.at.from, piece.at.to).indexOf(body);
  const from = piece.at.from + index;
  return index < 0 ? null : { file, from, to: from + body.length };
}

const elementsOf = (text: string, { file, from }: Span): readonly Span[] =>
  [...text.trim().matchAll(TOKEN)].map(({ index, 0: token }) => ({
    file,
    from: from + index,
    to: from + index + token.length,
  }));
