/**
 * Words for people, as data: plain text, code (a value, a header, a setting) and links. React, the
 * Markdown export and the command line render it, so it is never HTML.
 */
export type Prose = readonly Span[];
export type Span =
  | string
  | { readonly code: string }
  | { readonly link: string; readonly href: `https://${string}` };

/** A literal value inside prose. */
export const code = (text: string): Span => ({ code: text });

/**
 * Prose as people read it: `` prose`The server allows ${code('*')}.` ``. Values are spans or prose.
 * Plain text among them joins the text around it. A line break in the source, with its indentation,
 * becomes one space. Both ends are trimmed.
 */
export function prose(texts: TemplateStringsArray, ...values: readonly (Span | Prose)[]): Prose {
  const last = texts.length - 1;
  const spans = texts.flatMap((text, index): readonly Span[] => {
    const value = values[index] ?? [];
    const start = index === 0 ? text.replace(/^\s*\n\s*/, '') : text;
    const trimmed = index === last ? start.replace(/\s*\n\s*$/, '') : start;
    return [trimmed.replace(/\s*\n\s*/g, ' '), ...(isSpan(value) ? [value] : value)];
  });
  return joined(spans);
}

const isSpan = (value: Span | Prose): value is Span => !Array.isArray(value);

/** The same, with adjacent texts joined and empty ones removed. */
function joined(spans: Prose): Prose {
  const result: Span[] = [];
  for (const span of spans) {
    const before = result.at(-1);
    if (typeof span !== 'string') result.push(span);
    else if (typeof before === 'string') result[result.length - 1] = before + span;
    else if (span !== '') result.push(span);
  }
  return result;
}

/** The prose as plain text. */
export function plainText(prose: Prose): string {
  return prose
    .map((span) => (typeof span === 'string' ? span : 'code' in span ? span.code : span.link))
    .join('');
}
