import { parseStack, type StackFrame } from './declared.ts';
import { type Fields, fields, list } from './fields.ts';
import type { Header, HeaderList } from './header-list.ts';
import { redactHeaders, redactUrl } from './redact.ts';

/**
 * What DevTools' own recorder knows about one request. Each redirect and each preflight is an entry
 * of its own. It shares no id with the extension API's events, and knows nothing about CORS.
 */
export type NetworkEntry = {
  readonly url: string;
  readonly method: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly isPreflight: boolean;
  /** Zero when DevTools saw no response. */
  readonly status: number;
  /** The browser's name for the network error. Empty when it has none, null without an error. */
  readonly error: string | null;
  /** Only for a request without a response: the headers it would have carried. */
  readonly provisionalHeaders: HeaderList;
  /**
   * The response's separate `Access-Control-Allow-Origin` lines. Firefox joins them for extensions.
   * Only lines with this exact spelling: Firefox joins no others.
   */
  readonly allowOrigins: readonly string[];
  /** The calls that led to the request, or the line of the document that caused it. */
  readonly stack: readonly StackFrame[];
  /** Whether a worker made the request. DevTools see no response to a worker's blocked request. */
  readonly fromWorker: boolean;
};

const ALLOW_ORIGIN = 'Access-Control-Allow-Origin';
const LONGEST_URL = 16_384;
const LONGEST_VALUE = 1_024;
const MOST_HEADERS = 100;
/** Upper limit for chains of `await` and timers. */
const MOST_PARENTS = 10;
const MOST_FRAMES = 20;

/**
 * Reads an entry of DevTools' HAR without its secrets. Null when it is not an entry. Never throws.
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

/** A WebSocket's error is among its messages and has no name. */
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
  // Redact before shortening: half a secret may look like a word.
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

/** A worker's stack continues in the page that started it, under another debugger id. */
const isWorkers = (initiator: Fields): boolean =>
  stacksOf(initiator).some((stack) => fields(stack['parentId'])['debuggerId'] !== undefined);

/** The stack of an initiator, and its parents. */
function stacksOf(initiator: Fields): readonly Fields[] {
  const stacks = [fields(initiator['stack'])];
  while (stacks.length < MOST_PARENTS) stacks.push(fields(stacks.at(-1)?.['parent']));
  return stacks;
}
