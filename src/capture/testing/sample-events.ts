/** Test support: writes browsers' event sequences in the shorthand of their documentation. */
import type { BrowserName } from '../../model/exchange.ts';
import type { Header, HeaderList } from '../../model/header-list.ts';
import { originOf, type SerializedOrigin } from '../../model/origin.ts';
import type { RawEvent, RequestEvent } from '../raw-event.ts';
import { reduceCapture } from '../reduce.ts';
import { type CaptureState, initialCapture } from '../state.ts';

export const PAGE = originOf('http://localhost:8100');
export const API = 'http://127.0.0.1:8201/users';
export const START = 1_800_000_000_000;

/** The part of a request that matters to tests. */
export type Who = {
  readonly id: string;
  readonly url?: string;
  readonly method?: string;
  readonly tabId?: number;
  readonly frameId?: number;
  readonly documentId?: string | null;
  readonly initiator?: SerializedOrigin | null;
  readonly resourceType?: string;
  /** Request headers. */
  readonly headers?: HeaderList;
};

/** One step: its letter and what it carries. */
export type Step =
  | readonly ['B', url?: string, method?: string]
  | readonly ['s', headers?: HeaderList]
  | readonly ['H', status: number, headers?: HeaderList]
  | readonly ['R', url: string, status?: number]
  | readonly ['S']
  | readonly ['C', headers?: HeaderList | null, fromCache?: boolean]
  | readonly ['E', error: string];

export const ORIGIN_HEADER: Header = ['Origin', PAGE];

/** The events of one request, the n-th at `times[n]`. After the last time, each is one later. */
export function eventsOf(
  who: Who,
  steps: readonly Step[],
  times: readonly number[],
): RequestEvent[] {
  let url = who.url ?? API;
  let method = who.method ?? 'GET';
  return steps.map((step, i) => {
    const beyond = Math.max(0, i - times.length + 1);
    const timeStamp = START + (times[i] ?? (times.at(-1) ?? 0) + beyond);
    if (step[0] === 'B') [url, method] = [step[1] ?? url, step[2] ?? method];
    return event(step, { ...common(who), url, method, timeStamp }, who);
  });
}

function common(who: Who) {
  return {
    requestId: who.id,
    tabId: who.tabId ?? 7,
    frameId: who.frameId ?? 0,
    documentId: who.documentId === undefined ? 'D1' : who.documentId,
    initiator: who.initiator === undefined ? PAGE : who.initiator,
    resourceType: who.resourceType ?? 'xmlhttprequest',
  };
}

type Context = ReturnType<typeof common> & {
  readonly url: string;
  readonly method: string;
  readonly timeStamp: number;
};

function event(step: Step, context: Context, who: Who): RequestEvent {
  switch (step[0]) {
    case 'B':
      return { ...context, type: 'before-request' };
    case 's':
      return {
        ...context,
        type: 'send-headers',
        requestHeaders: step[1] ?? who.headers ?? [ORIGIN_HEADER],
      };
    case 'H':
      return {
        ...context,
        type: 'headers-received',
        status: step[1],
        responseHeaders: step[2] ?? [],
      };
    case 'R':
      return {
        ...context,
        type: 'before-redirect',
        status: step[2] ?? 307,
        redirectUrl: step[1],
      };
    case 'S':
      return { ...context, type: 'response-started' };
    case 'C':
      return {
        ...context,
        type: 'completed',
        status: 200,
        fromCache: step[2] ?? false,
        responseHeaders: step[1] ?? null,
      };
    case 'E':
      return { ...context, type: 'error', error: step[1] };
  }
}

/** The headers of a preflight. */
export const asking = (method: string, names = ''): HeaderList => [
  ORIGIN_HEADER,
  ['Access-Control-Request-Method', method],
  ...(names === '' ? [] : ([['Access-Control-Request-Headers', names]] as const)),
];

export const ALLOW: HeaderList = [
  ['Access-Control-Allow-Origin', PAGE],
  ['Access-Control-Allow-Methods', 'PUT, DELETE'],
];

export const byTime = (a: RawEvent, b: RawEvent): number => a.timeStamp - b.timeStamp;

/** Processes events, in the order given, in a fresh or given state. */
export function feed(
  browser: BrowserName,
  events: readonly RawEvent[],
  from: CaptureState = initialCapture(browser, START),
): CaptureState {
  return events.reduce(reduceCapture, from);
}

/** A tick this many milliseconds after the start. */
export const tick = (after: number): RawEvent => ({ type: 'tick', timeStamp: START + after });
