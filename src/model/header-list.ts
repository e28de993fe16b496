/** One header line as it came over the wire: name in its own case, value without outer whitespace. */
export type Header = readonly [name: string, value: string];

/**
 * A header list: lines in order of arrival, repeated names kept apart.
 * @see https://fetch.spec.whatwg.org/#concept-header-list
 */
export type HeaderList = readonly Header[];

/** Every value of a header, one per line; `[]` when the list does not contain the name. */
export function getAll(list: HeaderList, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  const values: string[] = [];
  for (const [key, value] of list) if (isName(key, wanted)) values.push(value);
  return values;
}

/**
 * The header's values joined by `, `, or null when the list does not contain the name.
 * @see https://fetch.spec.whatwg.org/#concept-header-list-get
 */
export function get(list: HeaderList, name: string): string | null {
  const wanted = name.toLowerCase();
  let joined: string | null = null;
  for (const [key, value] of list) {
    if (isName(key, wanted)) joined = joined === null ? value : `${joined}, ${value}`;
  }
  return joined;
}

/** Whether the list contains the name, in any case. */
export function has(list: HeaderList, name: string): boolean {
  const wanted = name.toLowerCase();
  return list.some(([key]) => isName(key, wanted));
}

/** Everything looks headers up, and nearly all names have another length. */
const isName = (key: string, wanted: string): boolean =>
  key.length === wanted.length && (key === wanted || key.toLowerCase() === wanted);

/** The text without HTTP whitespace at either end. Takes linear time for any text. */
export function trimHttpWhitespace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isHttpWhitespace(text.charCodeAt(start))) start += 1;
  while (end > start && isHttpWhitespace(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** @see https://fetch.spec.whatwg.org/#http-whitespace-byte */
function isHttpWhitespace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

/**
 * The elements of a comma-separated list, without whitespace around them. Empty ones are left
 * out, as the list grammar demands.
 * @see https://httpwg.org/specs/rfc9110.html#abnf.extension.recipient
 */
export const listElements = (text: string): readonly string[] => [...eachElement(text)];

/** The same, one by one: an array of all would use many times the memory of a hostile text. */
export function* eachElement(text: string): Generator<string> {
  let start = 0;
  while (start <= text.length) {
    const comma = text.indexOf(',', start);
    const end = comma < 0 ? text.length : comma;
    const element = end === start ? '' : trimHttpWhitespace(text.slice(start, end));
    if (element !== '') yield element;
    start = end + 1;
  }
}

/** The elements of a list-valued header, over all its lines. */
export const elements = (list: HeaderList, name: string): readonly string[] =>
  getAll(list, name).flatMap(listElements);

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/**
 * Whether a string is an HTTP token: a possible method or header name.
 * @see https://httpwg.org/specs/rfc9110.html#rfc.section.5.6.2
 */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/**
 * Extract header list values for a header whose grammar is a list of tokens
 * (`Access-Control-Allow-Methods`, `-Allow-Headers`, `-Expose-Headers`). Returns null when the
 * header is absent and `'failure'` when a line does not parse. Otherwise returns the tokens in
 * order, with their case unchanged.
 * @see https://fetch.spec.whatwg.org/#extract-header-list-values
 */
export function extractTokens(list: HeaderList, name: string): Tokens | null {
  const [value, ...others] = getAll(list, name);
  if (value === undefined) return null;
  return others.length === 0 ? tokensIn(value) : onlyTokens(elements(list, name));
}

type Tokens = readonly string[] | 'failure';

const onlyTokens = (all: readonly string[]): Tokens => (all.every(isToken) ? all : 'failure');

/** Judging one answer for many origins and methods reads the same lists again and again. */
const lately = new Map<string, Tokens>();
const [MOST_KEPT, LONG] = [8, 60] as const;

function tokensIn(value: string): Tokens {
  if (value.length < LONG) return onlyTokens(listElements(value));
  const known = lately.get(value);
  if (known !== undefined) return known;
  if (lately.size >= MOST_KEPT) lately.clear();
  const tokens = onlyTokens(listElements(value));
  lately.set(value, tokens);
  return tokens;
}
