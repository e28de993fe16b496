import { fields, list } from './fields.ts';
import { isToken } from './header-list.ts';
import { redactText, redactUrl } from './redact.ts';

/** One call in the page's own code, as browsers print it. Lines and columns count from 1. */
export type StackFrame = {
  /** Empty for code outside any function. */
  readonly functionName: string;
  readonly url: string;
  readonly line: number;
  readonly column: number;
};

/** The modes that a page can pass to fetch. */
export type DeclaredMode = 'cors' | 'no-cors' | 'same-origin';

/**
 * What the page's own code asked for when it made a request. The observer inside the page saw it
 * (observer/observer.js). The page may have forged it, so it never outweighs what the browser did.
 */
export type Declared = {
  readonly credentials: 'omit' | 'same-origin' | 'include';
  readonly mode: DeclaredMode;
  /** Lower-case. Values are never read. */
  readonly headerNames: readonly string[];
  /** Present if it gave a list or another iterable, which only the browser reads. */
  readonly headersUnread?: true;
  /** Lower-case: the response headers that the page's code asked for and could not read. */
  readonly readNames: readonly string[];
  /** The innermost call first. */
  readonly stack: readonly StackFrame[];
  /**
   * The operation of a GraphQL or JSON-RPC request, or `batch` for several: what tells requests of
   * one URL apart. Absent if the request names none. Nothing else of a body is ever read.
   */
  readonly operation?: string;
};

/** The same, with what is needed to find its request. */
export type Declaration = {
  /** Redacted, like every URL that is kept. */
  readonly url: string;
  readonly method: string;
  /** Milliseconds since the epoch. Together with URL and method it identifies the call. */
  readonly at: number;
  /** The serialized origin of the document whose code made it. Empty when unknown. */
  readonly origin: string;
  /** The browser's own id of that document. Absent when requests may have another one. */
  readonly documentId?: string;
  /** Present if an element asked, such as an image. Then `at` is when its load ended. */
  readonly isElement?: true;
  readonly declared: Declared;
};

/** Upper limits. No page has a reason to exceed them. */
const LONGEST_URL = 8_192;
const LONGEST_NAME = 200;
const MOST_NAMES = 100;
const MOST_FRAMES = 20;
const LONGEST_STACK = 10_000;

/** Nothing longer, and nothing with other characters, names an operation. */
const OPERATION = /^[A-Za-z_][\w./-]{0,80}$/;

const isShortText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length <= longest;
const isPosition = (value: unknown): value is number => Number.isInteger(value);

/**
 * Reads a declaration from any value and redacts it. Null when the value is not a declaration.
 * `stack` may be the text that browsers print, or frames already read from it. Never throws.
 */
export function parseDeclaration(value: unknown): Declaration | null {
  const { url, method, at, origin, documentId, isElement, declared } = fields(value);
  const parsed = parseDeclared(declared);
  if (parsed === null || !isShortText(url, LONGEST_URL)) return null;
  if (!isShortText(method, LONGEST_NAME) || !isToken(method)) return null;
  if (typeof at !== 'number' || !Number.isFinite(at)) return null;
  return {
    url: redactUrl(url),
    method,
    at,
    origin: isShortText(origin, LONGEST_NAME) ? origin : '',
    ...(isShortText(documentId, LONGEST_NAME) ? { documentId } : {}),
    ...(isElement === true ? { isElement } : {}),
    declared: parsed,
  };
}

/** The part that stays with the request. Never throws. */
export function parseDeclared(value: unknown): Declared | null {
  const { credentials, mode, headerNames, readNames, stack, operation } = fields(value);
  const { headersUnread } = fields(value);
  if (!isCredentials(credentials) || !isMode(mode) || !Array.isArray(headerNames)) return null;
  return {
    credentials,
    mode,
    headerNames: parseNames(headerNames),
    readNames: parseNames(list(readNames)),
    stack: parseStack(stack),
    ...(isOperation(operation) ? { operation } : {}),
    ...(headersUnread === true ? { headersUnread } : {}),
  };
}

/** A secret is no name of an operation. */
const isOperation = (value: unknown): value is string =>
  typeof value === 'string' && OPERATION.test(value) && redactText(value) === value;

function parseNames(names: readonly unknown[]): readonly string[] {
  const sound = names.slice(0, MOST_NAMES).flatMap((name) => {
    return isShortText(name, LONGEST_NAME) && isToken(name) ? [name.toLowerCase()] : [];
  });
  return [...new Set(sound)];
}

const isCredentials = (value: unknown): value is Declared['credentials'] =>
  value === 'omit' || value === 'same-origin' || value === 'include';

const isMode = (value: unknown): value is DeclaredMode =>
  value === 'cors' || value === 'no-cors' || value === 'same-origin';

/**
 * The calls in a stack, with redacted URLs. Lines that are not calls in a script of the page are
 * left out.
 */
export function parseStack(stack: unknown): readonly StackFrame[] {
  const frames = Array.isArray(stack)
    ? stack.slice(0, MOST_FRAMES).flatMap(parseFrame)
    : isShortText(stack, LONGEST_STACK)
      ? stack.split('\n', 3 * MOST_FRAMES).flatMap(parseLine)
      : [];
  return frames.slice(0, MOST_FRAMES);
}

/** Where the last part without white space begins. */
function lastGap(text: string): number {
  let at = text.length;
  while (at > 0 && /\S/.test(text[at - 1] ?? '')) at -= 1;
  return at;
}

function parseFrame(value: unknown): readonly StackFrame[] {
  const { functionName, url, line, column } = fields(value);
  if (!isShortText(url, LONGEST_URL) || !/^(https?|file):/.test(url)) return [];
  if (!isPosition(line) || !isPosition(column)) return [];
  const name = isShortText(functionName, LONGEST_NAME) ? functionName : '';
  return [{ functionName: name, url: redactUrl(url), line, column }];
}

/**
 * `    at load (https://a.example/app.js:3:5)` in Chromium, `load@https://…:3:5` in Firefox. A page
 * can make such a line as long as it likes, so nothing is looked for twice.
 */
function parseLine(line: string): readonly StackFrame[] {
  const place = /:(\d{1,9}):(\d{1,9})\)?$/.exec(line.trimEnd());
  if (place === null) return [];
  const [, row, column] = place;
  const whole = line.slice(0, place.index);
  const word = whole.slice(lastGap(whole));
  const start = word.search(/(?:https?|file):/);
  if (start < 0) return [];
  const url = word.slice(start);
  const before = whole.slice(0, whole.length - url.length).trim();
  const called = /[(@]$/.test(before) ? before.slice(0, -1).trimEnd() : before;
  const functionName = called.replace(/^at\s+/, '');
  return parseFrame({
    functionName: functionName === 'at' ? '' : functionName.replace(/^async\s+/, ''),
    url,
    line: Number(row),
    column: Number(column),
  });
}
