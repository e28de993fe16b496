/**
 * Words for people, as data: plain text, code (a value, a header, a setting) and links. Rendered
 * by React, by the Markdown export and by the command line, so never as HTML.
 */
export type Prose = readonly Span[];
export type Span =
  | string
  | { readonly code: string }
  | { readonly link: string; readonly href: `https://${string}` };

/** A literal value inside prose. */
export const code = (text: string): Span => ({ code: text });

/** Code spans separated as in a sentence: `a`, `a and b`, `a, b and c`. */
export function codeList(values: readonly string[], conjunction: 'and' | 'or' = 'and'): Prose {
  return values.flatMap((value, index): Span[] => {
    if (index === 0) return [code(value)];
    return [index === values.length - 1 ? ` ${conjunction} ` : ', ', code(value)];
  });
}

/** The prose as plain text. */
export function plainText(prose: Prose): string {
  return prose
    .map((span) => (typeof span === 'string' ? span : 'code' in span ? span.code : span.link))
    .join('');
}
