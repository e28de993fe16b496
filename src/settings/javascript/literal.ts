const ESCAPE = /\\(?:\r?\n|x([0-9a-f]{2})|u([0-9a-f]{4})|u\{([0-9a-f]{1,6})\}|([\s\S]))/gi;
const SIMPLE: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '0': '\0',
};

/** What the body of a string or template means. */
export function decodedBody(body: string): string {
  if (!body.includes('\\')) return body;
  return body.replace(ESCAPE, (_, x, u, long, one) => {
    const hex: string | undefined = x ?? u ?? long;
    if (hex !== undefined) {
      const point = Number.parseInt(hex, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
    }
    return one === undefined ? '' : (SIMPLE[one] ?? one);
  });
}
