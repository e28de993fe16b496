import { parseStack, type StackFrame } from './declared.ts';
import { type Fields, fields, list } from './fields.ts';
import type { Header, HeaderList } from './header-list.ts';
import { redactHeaders, redactUrl } from './redact.ts';

/**
 * What DevTools' own recorder has of one request; each redirect and each preflight is an entry of its
 * own. It shares no id with the extension API's events, and knows nothing of CORS.
 */
export type NetworkEntry = {
  readonly url: string;
  readonly method: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly isPreflight: boolean;
  /** Zero where DevTools saw no answer. */
  readonly status: number;
  /** The browser's name of the network error, empty where it has none; null for no error. */
  readonly error: string | null;
  /** Of a request without an answer: what it would have carried. */
  readonly provisionalHeaders: HeaderList;
  /**
   * The answer's lines of `Access-Control-Allow-Origin`, each by itself, for Firefox hands them to
   * extensions as one. Only lines spelled exactly like this: Firefox joins no others.
   */
  readonly allowOrigins: readonly string[];
  /** The calls that led to the request, or the line of the document that did. */
  readonly stack: readonly StackFrame[];
  /** Whether a worker made it: DevTools see no answer of those that were blocked. */
  readonly fromWorker: boolean;
};

const ALLOW_ORIGIN = 'Access-Control-Allow-Origin';
const LONGEST_URL = 16_384;
const LONGEST_VALUE = 1_024;
const MOST_HEADERS = 100;
/** Chains of `await` and timers are followed so far. */
const MOST_PARENTS = 10;
const MOST_FRAMES = 20;

/**
 * An entry of DevTools' HAR, without its secrets; null for what is none. Never throws.
 * @see https://developer.chrome.com/docs/extensions/reference/api/devtools/network#type-Request
 */
export function parseNetworkEntry(value: unknown): NetworkEntry | null {
  const entry = fields(value);
  const request = fields(entry['request']);
  const response = fields(entry['response']);
  const { url, method } = request;
  const startedAt = entry['startedDateTime'];
  if (typeof startedAt !== 'string') return null;
  const at = Date.parse(startedAt);
  if (typeof url !== 'string' || url.length > LONGEST_URL) return null;
  if (typeof method !== 'string' || Number.isNaN(at)) return null;
  const initiator = fields(entry['_initiator']);
  const { status } = response;
  return {
    url: redactUrl(url),
    method,
    at,
    isPreflight: entry['_resourceType'] === 'preflight',
    status: typeof status === 'number' && Number.isInteger(status) ? status : 0,
    error: errorOf(response['_error'], entry['_webSocketMessages']),
    provisionalHeaders: status === 0 ? headersOf(request['headers']) : [],
    allowOrigins: headersOf(response['headers']).flatMap(([name, value]) =>
      name === ALLOW_ORIGIN ? [value] : [],
    ),
    stack: stackOf(initiator),
    fromWorker: isWorkers(initiator),
  };
}

/** A WebSocket has its error among its messages, and that has no name. */
function errorOf(error: unknown, messages: unknown): string | null {
  if (typeof error === 'string') return error.slice(0, 100);
  return list(messages).some((message) => fields(message)['type'] === 'error') ? '' : null;
}

function headersOf(value: unknown): HeaderList {
  const lines = list(value).slice(0, MOST_HEADERS).map(fields);
  const named = lines.flatMap(({ name, value }): readonly Header[] =>
    typeof name === 'string' && typeof value === 'string' && !name.startsWith(':')
      ? [[name.slice(0, LONGEST_VALUE), value]]
      : [],
  );
  // Hidden first: half a secret may not be told from a word.
  return redactHeaders(named).map(([name, value]) => [name, value.slice(0, LONGEST_VALUE)]);
}

/** `stack` for scripts, `url` and `lineNumber` for a document's own tags. */
function stackOf(initiator: Fields): readonly StackFrame[] {
  const frames = stacksOf(initiator).flatMap((stack) =>
    list(stack['callFrames']).slice(0, MOST_FRAMES),
  );
  const places = frames.length > 0 ? frames : [initiator];
  return parseStack(places.flatMap(placeOf)).slice(0, MOST_FRAMES);
}

/** DevTools' protocol counts from zero. */
function placeOf(frame: unknown): readonly object[] {
  const { functionName, url, lineNumber, columnNumber } = fields(frame);
  if (typeof lineNumber !== 'number') return [];
  const column = typeof columnNumber === 'number' ? columnNumber : 0;
  return [{ functionName, url, line: lineNumber + 1, column: column + 1 }];
}

/** A worker's stack goes on in the page that started it, which is another debugger's. */
const isWorkers = (initiator: Fields): boolean =>
  stacksOf(initiator).some((stack) => fields(stack['parentId'])['debuggerId'] !== undefined);

/** An initiator's stack and its parents. */
function stacksOf(initiator: Fields): readonly Fields[] {
  const stacks = [fields(initiator['stack'])];
  while (stacks.length < MOST_PARENTS) stacks.push(fields(stacks.at(-1)?.['parent']));
  return stacks;
}
