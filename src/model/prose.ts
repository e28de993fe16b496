import { remember } from './lazy.ts';

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
  const spans: Span[] = [];
  for (const [index, text] of foldedTexts(texts).entries()) {
    add(spans, text);
    const value = values[index];
    if (value === undefined) continue;
    if (isSpan(value)) add(spans, value);
    else for (const span of value) add(spans, span);
  }
  return spans;
}

/** A line break in the source, with its indentation, is one space. */
export const inOneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');

/** A template has the same texts each time. */
const foldedTexts = remember((texts: TemplateStringsArray): readonly string[] => {
  const last = texts.length - 1;
  return texts.map((text, index) => {
    const start = index === 0 ? text.replace(/^\s*\n\s*/, '') : text;
    const trimmed = index === last ? start.replace(/\s*\n\s*$/, '') : start;
    return inOneLine(trimmed);
  });
});

const isSpan = (value: Span | Prose): value is Span => !Array.isArray(value);

/** Adjacent texts become one, and empty ones are left out. */
function add(spans: Span[], span: Span): void {
  const before = spans.at(-1);
  if (typeof span !== 'string') spans.push(span);
  else if (typeof before === 'string') spans[spans.length - 1] = before + span;
  else if (span !== '') spans.push(span);
}

/** The prose as plain text. */
export function plainText(prose: Prose): string {
  return prose
    .map((span) => (typeof span === 'string' ? span : 'code' in span ? span.code : span.link))
    .join('');
}
