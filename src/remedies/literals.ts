/**
 * The one place where values that came over the wire become source text. Everything that is not
 * plain printable ASCII is escaped, so no value can end its literal, its line or its file.
 */

/** A Python string literal, double-quoted as Black writes it. */
export function pythonString(value: string): string {
  return `"${[...value].map(pythonCharacter).join('')}"`;
}

/** A Python list literal of strings: `["a", "b"]`. */
export function pythonList(values: readonly string[]): string {
  return `[${values.map(pythonString).join(', ')}]`;
}

/**
 * A Python tuple literal that starts with everything in the named sequence:
 * `(*default_headers, "x-token")`. `sequence` is a name of ours, never a value.
 */
export function pythonExtended(sequence: string, values: readonly string[]): string {
  if (values.length === 0) return sequence;
  return `(${[`*${sequence}`, ...values.map(pythonString)].join(', ')})`;
}

/** A JavaScript string literal, single-quoted; safe inside HTML too. */
export function javascriptString(value: string): string {
  return `'${[...value].map(javascriptCharacter).join('')}'`;
}

/** An HTTP field value on one line: controls and non-ASCII are percent-encoded. */
export function httpValue(value: string): string {
  return [...value].map((char) => (isPrintable(char) ? char : encodePercent(char))).join('');
}

function isPrintable(char: string): boolean {
  return char >= ' ' && char <= '~';
}

function pythonCharacter(char: string): string {
  if (char === '"' || char === '\\') return `\\${char}`;
  if (isPrintable(char)) return char;
  const point = char.codePointAt(0) ?? 0;
  return point > 0xffff ? `\\U${hex(point, 8)}` : `\\u${hex(point, 4)}`;
}

function javascriptCharacter(char: string): string {
  if (char === "'" || char === '\\') return `\\${char}`;
  // `<` is escaped as well: `</script>` and `<!--` end a script wherever they stand in it.
  if (isPrintable(char) && char !== '<') return char;
  const point = char.codePointAt(0) ?? 0;
  return point > 0xffff ? `\\u{${point.toString(16)}}` : `\\u${hex(point, 4)}`;
}

function hex(point: number, digits: number): string {
  return point.toString(16).padStart(digits, '0');
}

function encodePercent(char: string): string {
  // A lone surrogate has no UTF-8 form; the standard's replacement character has.
  const point = char.codePointAt(0) ?? 0;
  const lone = point >= 0xd800 && point <= 0xdfff;
  return encodeURIComponent(lone ? '\ufffd' : char);
}
