import { phrase } from '../model/say.ts';
/** A JSON text's value, or one line that says why it has none. */
export type JsonReading = { readonly value: unknown } | { readonly problem: string };

const BYTE_ORDER_MARK = '\uFEFF';
const CUT_OFF = /end of JSON input|Unterminated/i;
const POSITION = /position (\d+)/;

/**
 * Reads a JSON text. The parser's own message is left out, because it quotes text that may contain
 * secrets. Never throws.
 */
export function readJson(json: string): JsonReading {
  const source = json.startsWith(BYTE_ORDER_MARK) ? json.slice(1) : json;
  try {
    return { value: JSON.parse(source) };
  } catch (error) {
    return { problem: problemOf(source, error instanceof Error ? error.message : '') };
  }
}

function problemOf(source: string, message: string): string {
  const end = source.trimEnd().length - 1;
  if (end < 0) return phrase`it is empty`.fr`il est vide`;
  if (!/^\s*[{[]/.test(source))
    return phrase`it is not JSON, which a HAR is`.fr`ce n’est pas du JSON, alors qu’un HAR en est`;
  const position = Number(POSITION.exec(message)?.[1] ?? Number.NaN);
  if (CUT_OFF.test(message) || position > end) {
    return phrase`it ends in the middle of its JSON: the file was cut off`.fr`il s’arrête au milieu
      de son JSON : le fichier a été coupé`;
  }
  return Number.isNaN(position)
    ? phrase`its JSON is malformed`.fr`son JSON est mal formé`
    : malformedAt(source, position);
}

function malformedAt(source: string, position: number): string {
  const before = source.slice(0, position);
  const line = before.split('\n').length;
  const column = position - before.lastIndexOf('\n');
  return phrase`its JSON is malformed at line ${line}, column ${column}`
    .fr`son JSON est mal formé à la ligne ${line}, colonne ${column}`;
}
