import { language } from './language.ts';
import { remember } from './lazy.ts';
import { code, inOneLine, type Prose, prose, type Span } from './prose.ts';

/** Makes a text of the pieces of a template and the values between them. */
type Build<Value, Result> = (texts: TemplateStringsArray, values: readonly Value[]) => Result;

/** An English text, which becomes one only with its French twin. */
type English<Value, Result> = {
  readonly fr: (texts: TemplateStringsArray, ...values: readonly Value[]) => Result;
};

/**
 * A tag for texts in every language, side by side: `` tag`English`.fr`français` ``. Without the
 * last language it is no text, so one that is missing does not compile. Only the text of the
 * language that is spoken is built. In a French one a space or line break before `:`, `;`, `?`, `!` and
 * inside « » becomes one that does not break.
 */
export function inEachLanguage<Value, Result>(build: Build<Value, Result>) {
  return (texts: TemplateStringsArray, ...values: readonly Value[]): English<Value, Result> => ({
    fr: (french, ...frenchValues) =>
      language() === 'fr' ? build(spaced(french), frenchValues) : build(texts, values),
  });
}

/** Prose in every language: `` say`The server allows ${origin}.`.fr`Le serveur autorise ${origin}.` ``. */
export const say = inEachLanguage<Span | Prose, Prose>((texts, values) => prose(texts, ...values));

function joined(shaped: (text: string) => string): Build<string | number, string> {
  const shapedTexts = remember((texts: TemplateStringsArray) => texts.map(shaped));
  return (texts, values) =>
    shapedTexts(texts)
      .map((text, index) => `${text}${values[index] ?? ''}`)
      .join('');
}

/**
 * The same as plain text, for labels, titles and what is read aloud. A line break in the source,
 * with its indentation, becomes one space.
 */
export const phrase = inEachLanguage(joined(inOneLine));

/** The same with its line breaks, such as the help of a command. */
export const verbatim = inEachLanguage(joined((text) => text));

/** A number as people write it: `1,000`, in French `1 000`. */
export const figure = (count: number, options?: Intl.NumberFormatOptions): string =>
  count.toLocaleString(language(), options);

/**
 * `1 request`, `2 requests`; in French also `0 requête`. The plural adds an s unless it is given.
 */
export function counted(count: number, one: string, many = `${one}s`): string {
  const isOne = language() === 'fr' ? count < 2 : count === 1;
  return `${figure(count)} ${isOne ? one : many}`;
}

/** The word before the last of several values. */
export const conjunction = (word: 'and' | 'or'): string =>
  word === 'and' ? phrase`and`.fr`et` : phrase`or`.fr`ou`;

/** Code spans separated as in a sentence: `a`, `a and b`, `a, b and c`. */
export const codeList = (values: readonly string[], word: 'and' | 'or' = 'and'): Prose =>
  listed(values.map(code), word);

/** Spans separated as in a sentence. */
export function listed(spans: Prose, word: 'and' | 'or' = 'and'): Prose {
  return spans.flatMap((span, index): Span[] => {
    if (index === 0) return [span];
    return [index === spans.length - 1 ? ` ${conjunction(word)} ` : ', ', span];
  });
}

/** French with spaces that do not break before `:`, `;`, `?`, `!` and inside « ». */
export const withFrenchSpaces = (text: string): string =>
  text.replace(/(?: |\s*\n\s*)(?=[:;?!»])/g, '\u00a0').replace(/«(?: |\s*\n\s*)/g, '«\u00a0');

const spaced = remember(
  (texts: TemplateStringsArray): TemplateStringsArray =>
    Object.assign(texts.map(withFrenchSpaces), { raw: texts.raw }),
);
