import type { BrowserVerdict } from './browser-under-test.ts';
import type { InspectorSession, Params } from './webkit-session.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The parts of the Web Inspector protocol's events that are read. */
type WillBeSent = {
  readonly requestId: string;
  readonly request: { readonly url: string; readonly method: string };
  readonly redirectResponse?: unknown;
  readonly type?: string;
};
type Message = {
  readonly level: string;
  readonly text: string;
  readonly url?: string;
  readonly line?: number;
};

/** What WebKit said of the requests of its page. Shared and service workers tell nobody. */
export type WebkitRecord = {
  /** `errorText` is WebKit's own sentence, for a refusal by CORS too: it has no names for them. */
  readonly verdicts: () => readonly BrowserVerdict[];
  /** The lines of the console as its user copies them, oldest first. */
  readonly lines: () => readonly string[];
  readonly forget: () => void;
};

/** WebKit's names of the kinds of requests, as Chromium has them. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['Beacon', 'Ping'],
  ['StyleSheet', 'Stylesheet'],
]);

/** Listens to everything that the inspector is told. */
export function recordWebkit(session: InspectorSession): WebkitRecord {
  const byId = new Map<string, Mutable<BrowserVerdict>>();
  const lines: string[] = [];
  session.onEvent((method, params) => {
    if (method === 'Console.messageAdded') {
      lines.push(copied(params['message'] as Message));
      return;
    }
    hear(method, params, byId);
  });
  return {
    verdicts: () => [...byId.values()],
    lines: () => lines,
    forget: () => {
      byId.clear();
      lines.splice(0);
    },
  };
}

/** `[Error] Failed to load resource: … (users, line 0)` */
function copied({ level, text, url, line = 0 }: Message): string {
  const said = `[${level.charAt(0).toUpperCase()}${level.slice(1)}] ${text}`;
  if (url === undefined || url === '') return said;
  const { pathname, host } = new URL(url);
  const [first = '', ...rest] = said.split('\n');
  return [`${first} (${pathname.split('/').at(-1) || host}, line ${line})`, ...rest].join('\n');
}

function hear(method: string, params: Params, byId: Map<string, Mutable<BrowserVerdict>>): void {
  const verdict = byId.get(String(params['requestId']));
  switch (method) {
    case 'Network.requestWillBeSent':
      willBeSent(params as WillBeSent, byId);
      return;
    case 'Network.responseReceived':
      if (verdict !== undefined) verdict.answered = true;
      return;
    case 'Network.loadingFinished':
      if (verdict?.outcome === 'pending') verdict.outcome = 'finished';
      return;
    case 'Network.loadingFailed':
      if (verdict === undefined || verdict.outcome === 'failed') return;
      verdict.outcome = 'failed';
      verdict.errorText = String(params['errorText']);
  }
}

function willBeSent(
  { requestId, request, type = 'Other' }: WillBeSent,
  byId: Map<string, Mutable<BrowserVerdict>>,
): void {
  const known = byId.get(requestId);
  if (known !== undefined) {
    known.urls = [...known.urls, request.url];
    return;
  }
  byId.set(requestId, {
    urls: [request.url],
    method: request.method,
    type: TYPES.get(type) ?? type,
    outcome: 'pending',
    answered: false,
    errorText: null,
    corsError: null,
    failedParameter: null,
    blockedReason: null,
    phase: null,
  });
}
