import { REDACTED, redactText } from '../model/redact.ts';
import { isPlainWords, isSecretByName, isSecretName } from '../model/secrets.ts';

/** The line without its secrets; null if it holds none. */
export type SecretLines = (index: number) => string | null;

/**
 * Tells which lines of a file hold a secret: by what a value is, not only by its name. So a list of
 * origins or a variable of the environment is none, whatever its name. A line is looked at when it
 * is asked for. `lines` are all of the file, each with its line break. Never throws.
 */
export function secretLines(file: string, lines: readonly string[]): SecretLines {
  const language = /\.pyi?(?:\.txt)?$/i.test(file)
    ? PYTHON
    : /\.[cm]?[jt]sx?(?:\.txt)?$/i.test(file)
      ? JAVASCRIPT
      : null;
  const secretsOf = remembered((index: number): readonly Part[] =>
    pairsIn(lines[index] ?? '').flatMap((pair) => {
      if (isOfPublicKind(pair.name)) return [];
      const isCode = language !== null && !language.comment.test(pair.before);
      return isCode
        ? literalsBehind(lines, index, pair, language)
        : plainValue(lines[index] ?? '', index, pair);
    }),
  );
  return remembered((index) => {
    const line = lines[index] ?? '';
    const own: Part[] = [];
    // A value may have begun above.
    for (let at = Math.max(index - REACH, 0); at <= index; at += 1) {
      if (at < index && language === null) continue;
      own.push(...secretsOf(at).filter((one) => one.line === index));
    }
    const text = without(line, own);
    // What a name says of its value is known already: now the values only.
    const nameless = withoutAnchors(
      pairsIn(text).reduceRight(
        (rest, { from, to }) => `${rest.slice(0, from)}x${rest.slice(to)}`,
        text,
      ),
    );
    if (redactText(nameless) !== nameless) return redactText(text);
    return own.length > 0 ? text : null;
  });
}

/** Addresses of documentation lead to a heading, which is made of words. */
const withoutAnchors = (text: string): string =>
  text.replace(
    /(:\/\/[^\s"'`<>#]{1,300})#([\w:.-]{0,80})/g,
    (whole, url: string, anchor: string) =>
      isPlainWords(anchor.replace(/[:_]/g, '-')) ? url : whole,
  );

function remembered<Result>(make: (index: number) => Result): (index: number) => Result {
  const known = new Map<number, Result>();
  return (index) => {
    const before = known.get(index);
    if (before !== undefined) return before;
    const made = make(index);
    known.set(index, made);
    return made;
  };
}

/** People write no longer values, apart from keys whose lines look secret by themselves. */
const REACH = 100;

/** A part of a line that is a secret. */
type Part = { readonly line: number; readonly from: number; readonly to: number };

const without = (line: string, parts: readonly Part[]): string =>
  parts
    .toSorted((one, other) => other.from - one.from)
    .reduce((text, { from, to }) => text.slice(0, from) + REDACTED + text.slice(to), line);

type Language = {
  /** What begins a comment. */
  readonly comment: RegExp;
  readonly quotes: RegExp;
  /** A function is no value. */
  readonly code: RegExp;
};
const PYTHON: Language = { comment: /#/, quotes: /"""|'''|"|'/y, code: /\blambda\b|#/y };
const JAVASCRIPT: Language = {
  comment: /(?<!:)\/\/|^\s*\/?\*/,
  quotes: /"|'|`/y,
  code: /=>|\bfunction\b|\/\//y,
};

/** A secret's name, and where its value begins. */
type Pair = {
  readonly name: string;
  readonly before: string;
  readonly from: number;
  readonly to: number;
  readonly valueFrom: number;
};

/** `NAME = …`, `NAME: …`, `["NAME"] = …`; and `("NAME", …)`, the default of a variable. */
const PAIR =
  /([A-Za-z_][\w.-]{0,80})(?:["']?\s{0,4}\]?\s{0,4}(?:[|?+]{1,2}=|[=:](?![=>]))|["']\s{0,4},)\s{0,4}/g;

function pairsIn(line: string): readonly Pair[] {
  return [...line.slice(0, LONGEST_LINE).matchAll(PAIR)].flatMap((match): Pair[] => {
    const [whole, name = ''] = match;
    const isVariable = /^[A-Z][A-Z\d_]*$/.test(name);
    const isPair = !whole.trimEnd().endsWith(',') || isVariable;
    const [from, to] = [match.index, match.index + name.length];
    return isPair && isSecretName(name)
      ? [{ name, before: line.slice(0, from), from, to, valueFrom: from + whole.length }]
      : [];
  });
}

const LONGEST_LINE = 20_000;

/** The value only configures, or everybody who opens the page sees it: the last word says so. */
function isOfPublicKind(name: string): boolean {
  const last = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g)?.at(-1);
  return PUBLIC_KIND.test(last ?? '');
}

const PUBLIC_KIND =
  /^(?:name|domain|path|samesite|age|algorithms?|origins?|hosts?|engine|backends?|class(?:es)?|middlewares?|validators?|hashers|serializer|model)$/i;

/** Reads the value of code from its start to its end: its texts, as far as they may be secrets. */
function literalsBehind(
  lines: readonly string[],
  start: number,
  { name, valueFrom }: Pair,
  { quotes, code }: Language,
): readonly Part[] {
  const parts: Part[] = [];
  let [line, at, depth] = [start, valueFrom, 0];
  // The last sign, and whether it opens the arguments of a call or an index.
  let [sign, opens] = ['', false];
  const last = Math.min(start + REACH, lines.length - 1);
  for (;;) {
    const text = (lines[line] ?? '').slice(0, LONGEST_LINE);
    if (at >= text.length) {
      if (depth === 0 && !goesOn(text, line === start ? valueFrom : 0, lines[line + 1])) break;
      [line, at] = [line + 1, 0];
      if (line > last) break;
      continue;
    }
    code.lastIndex = at;
    const stop = code.exec(text)?.[0];
    if (stop === '#' || stop === '//') {
      at = text.length;
      continue;
    }
    if (stop !== undefined) break;
    quotes.lastIndex = at;
    const quote = quotes.exec(text)?.[0];
    if (quote !== undefined) {
      const inner = textBehind(lines, { line, at: at + quote.length }, quote, last);
      const isVariable = opens && /^[A-Z][A-Z\d_]*$/.test(inner.text);
      const isKey =
        /[{,]/.test(sign) && /^\s*:/.test((lines[inner.end.line] ?? '').slice(inner.end.at));
      const isSecret = isSecretByName(name, inner.text) && !isPublic(inner.text);
      if (isSecret && !isVariable && !isKey) parts.push(...inner.parts);
      [line, at] = [inner.end.line, inner.end.at];
      [sign, opens] = [quote, false];
      continue;
    }
    const char = text[at] ?? '';
    if (/[([{]/.test(char)) depth += 1;
    else if (/[)\]}]/.test(char)) depth -= 1;
    if (depth < 0 || (depth === 0 && /[,;]/.test(char))) break;
    if (/\S/.test(char)) [sign, opens] = [char, /[([]/.test(char) && /[\w)\]]/.test(sign)];
    at += 1;
  }
  return parts;
}

/** Whether a value goes on below: it has not begun, or an operator joins the lines. */
function goesOn(text: string, from: number, next: string | undefined): boolean {
  const own = text.slice(from).trim();
  return (
    own === '' || /(?:\\|[+|?=]|\bor|\band)$/.test(own) || /^\s*(?:[+|?]|\.\w)/.test(next ?? '')
  );
}

type Place = { readonly line: number; readonly at: number };

/** The text of a literal up to its quote, and its part of each line. */
function textBehind(
  lines: readonly string[],
  { line, at }: Place,
  quote: string,
  last: number,
): { readonly text: string; readonly parts: readonly Part[]; readonly end: Place } {
  const parts: Part[] = [];
  let text = '';
  for (let own = line; own <= last; own += 1) {
    const from = own === line ? at : 0;
    const whole = (lines[own] ?? '').slice(0, LONGEST_LINE).trimEnd();
    let to = from;
    while (to < whole.length && !whole.startsWith(quote, to)) to += whole[to] === '\\' ? 2 : 1;
    const isClosed = to < whole.length;
    to = Math.min(to, whole.length);
    text += whole.slice(from, to);
    if (to > from) parts.push({ line: own, from, to });
    const isLong = quote.length > 1 || quote === '`' || whole.endsWith('\\');
    if (isClosed) return { text, parts, end: { line: own, at: to + quote.length } };
    if (!isLong) return { text, parts, end: { line: own, at: whole.length } };
    text += ' ';
  }
  return { text, parts, end: { line: last, at: LONGEST_LINE } };
}

/** A value without quotes, as in `.env` files: the rest of its line. */
function plainValue(text: string, line: number, { name, valueFrom }: Pair): readonly Part[] {
  const value = text.slice(valueFrom).trimEnd();
  // A variable of the environment without a default is no secret.
  const words = value.replace(/\$(?:\w+|\{\w+\})/g, '').split(/[\s,;"'[\](){}]+/);
  return words.every((word) => !isSecretByName(name, word) || isPublic(word))
    ? []
    : [{ line, from: valueFrom, to: valueFrom + value.length }];
}

/** Words of settings that are no secret under any name. */
const PUBLIC_WORD = /^(?:|lax|strict|include|omit|same-origin|\*|\d[\d.]{0,8}[smhd])$/i;
const DOTTED = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*){2,}$|^[a-z_]\w*\.[A-Z][A-Za-z]+$/;
const URL_ALONE = /^[a-z][a-z\d+.-]{0,30}:\/\/[^\s@]+$/i;
const HOST = /^(?:\*?\.|)(?:[a-z\d-]+\.)+[a-z]{2,}(?::\d{1,5})?$|^localhost(?::\d{1,5})?$/;

/** Whether a text is an origin, a host, a dotted path, a path of words, or a list of them. */
function isPublic(text: string): boolean {
  if (redactText(text) !== text) return false;
  return text
    .split(/[\s,]+/)
    .every(
      (one) =>
        PUBLIC_WORD.test(one) ||
        URL_ALONE.test(one) ||
        DOTTED.test(one) ||
        HOST.test(one) ||
        (one.startsWith('/') && one.split('/').every((part) => part === '' || isPlainWords(part))),
    );
}
