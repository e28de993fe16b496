/** How a string literal of Python is written. */
export type StringToken = {
  /** In lower case: `r`, `f`, `b`, `rb` …; usually empty. */
  readonly prefix: string;
  readonly quote: string;
  /** Between the quotes, as written. */
  readonly body: string;
};

const TOKEN = /^([a-z]*)('''|"""|'|")/i;

/** The parts of a string literal. An unclosed one ends at its end. */
export function stringToken(source: string): StringToken | null {
  const [head, prefix, quote] = TOKEN.exec(source) ?? [];
  if (head === undefined || prefix === undefined || quote === undefined) return null;
  const isClosed = source.length >= head.length + quote.length && source.endsWith(quote);
  const end = isClosed ? source.length - quote.length : source.length;
  return { prefix: prefix.toLowerCase(), quote, body: source.slice(head.length, end) };
}

const ESCAPE =
  /\\(?:\r?\n|x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([0-7]{1,3})|N\{[^}]*\}|([\s\S]))/gi;
const SIMPLE: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** What the body of a literal means. @see https://docs.python.org/3/reference/lexical_analysis.html */
export function decodedBody(body: string, prefix: string): string {
  if (prefix.includes('r') || !body.includes('\\')) return body;
  return body.replace(ESCAPE, (whole, x, u, long, octal, one) => {
    const hex: string | undefined =
      whole.startsWith('\\u') || whole.startsWith('\\x') ? (x ?? u) : long;
    if (hex !== undefined) return pointOf(Number.parseInt(hex, 16));
    if (octal !== undefined) return pointOf(Number.parseInt(octal, 8));
    if (one === undefined) return '';
    // Python keeps an unknown escape with its backslash.
    return SIMPLE[one] ?? whole;
  });
}

const pointOf = (point: number): string =>
  point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
