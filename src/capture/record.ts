import type { Checked } from '../model/checked.ts';
import type { Declared } from '../model/declared.ts';
import type { HeaderList } from '../model/header-list.ts';
import type { SerializedOrigin } from '../model/origin.ts';
import { isRedirectStatus } from '../model/redirect-target.ts';
import type { RequestEvent } from './raw-event.ts';

type Step = { readonly at: number; readonly url: string; readonly method: string };

/** A browser's event, without what all events of a request have in common. */
export type StoredEvent = Step &
  (
    | { readonly type: 'before-request' }
    | { readonly type: 'response-started' }
    | { readonly type: 'send-headers'; readonly headers: HeaderList }
    | { readonly type: 'headers-received'; readonly status: number; readonly headers: HeaderList }
    | { readonly type: 'before-redirect'; readonly status: number; readonly to: string }
    | {
        readonly type: 'completed';
        readonly status: number;
        readonly fromCache: boolean;
        readonly headers: HeaderList | null;
      }
    | { readonly type: 'error'; readonly error: string }
  );

export type EventType = StoredEvent['type'];
export type EventOf<Type extends EventType> = Extract<StoredEvent, { readonly type: Type }>;

/**
 * Everything that was seen of one request, as it is stored. Everything else is derived from
 * records.
 */
export type RequestRecord = {
  readonly id: string;
  readonly tabId: number;
  readonly frameId: number;
  readonly documentId: string | null;
  readonly initiator: SerializedOrigin | null;
  readonly resourceType: string;
  /** In order of time, not of arrival. At least one. */
  readonly events: readonly StoredEvent[];
  /** When the time limit closed it; null while it may still end. */
  readonly lostAt: number | null;
  /** What the page's code asked for, if it was observed. */
  readonly declared?: Declared;
  /** When the page's code made that call. Later declarations of the same call belong here too. */
  readonly calledAt?: number;
  /** Whether the page got the response, if its resource timing was read. */
  readonly handedOver?: boolean;
  /** Present if “Try it” applied to it. */
  readonly tried?: true;
  /** Present when Crosscheck itself asked, not the page. */
  readonly checked?: Checked;
};

/** More events than any request has: twenty redirects with five events each, and the same again. */
const MOST_EVENTS = 256;

/**
 * The life cycle of a hop decides the order of events in the same millisecond. Events are stored
 * under these numbers.
 */
export const LIFE_CYCLE: Readonly<Record<EventType, number>> = {
  'before-request': 0,
  'send-headers': 1,
  'headers-received': 2,
  'before-redirect': 3,
  'response-started': 4,
  completed: 5,
  error: 6,
};

/**
 * Order of happening. The order of arrival shows nothing: a waking worker gets newer events first.
 * The last comparison only makes the result the same for every order of arrival.
 */
const byTime = (a: StoredEvent, b: StoredEvent): number =>
  a.at - b.at ||
  LIFE_CYCLE[a.type] - LIFE_CYCLE[b.type] ||
  finality(a) - finality(b) ||
  compareText(JSON.stringify(a), JSON.stringify(b));

/** Of two responses in one millisecond, the one that the browser continued from came first. */
function finality(event: StoredEvent): number {
  if (event.type !== 'headers-received') return 0;
  if (isRedirectStatus(event.status)) return 0;
  return [304, 401, 407].includes(event.status) ? 1 : 2;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The record with one more event; the same record when it has too many already. */
export function withEvent(record: RequestRecord | undefined, event: RequestEvent): RequestRecord {
  const stored = storedForm(event);
  const { requestId: id, tabId, frameId, documentId, initiator, resourceType } = event;
  const checked = event.checked === undefined ? {} : { checked: event.checked };
  const tried = event.tried === undefined ? {} : { tried: event.tried };
  const context = { id, tabId, frameId, documentId, initiator, resourceType, ...checked };
  if (record === undefined) return { ...context, events: [stored], lostAt: null, ...tried };
  const after = record.events.findLastIndex((other) => byTime(other, stored) <= 0);
  if (record.events.length >= MOST_EVENTS) return record;
  const events = record.events.toSpliced(after + 1, 0, stored);
  // The earliest event gives the context: a request that outlives its page may change it.
  return after < 0 ? { ...record, ...context, events, ...tried } : { ...record, events, ...tried };
}

function storedForm(event: RequestEvent): StoredEvent {
  const step: Step = { at: event.timeStamp, url: event.url, method: event.method };
  switch (event.type) {
    case 'before-request':
    case 'response-started':
      return { ...step, type: event.type };
    case 'send-headers':
      return { ...step, type: event.type, headers: event.requestHeaders };
    case 'headers-received':
      return { ...step, type: event.type, status: event.status, headers: event.responseHeaders };
    case 'before-redirect':
      return { ...step, type: event.type, status: event.status, to: event.redirectUrl };
    case 'completed':
      return {
        ...step,
        type: event.type,
        status: event.status,
        fromCache: event.fromCache,
        headers: event.responseHeaders,
      };
    case 'error':
      return { ...step, type: event.type, error: event.error };
  }
}

/** The event that ended the request, if one has been seen. */
export const terminalEvent = ({ events }: RequestRecord): TerminalEvent | null =>
  events.findLast(isTerminal) ?? null;

type TerminalEvent = EventOf<'completed' | 'error'>;
const isTerminal = (event: StoredEvent): event is TerminalEvent =>
  event.type === 'completed' || event.type === 'error';

/** Whether neither an end nor the time limit has closed the request. */
export const isPending = (record: RequestRecord): boolean =>
  record.lostAt === null && terminalEvent(record) === null;

/** When the first and the last of its events happened. */
export const firstAt = (record: RequestRecord): number => record.events[0]?.at ?? 0;
export const lastAt = (record: RequestRecord): number => record.events.at(-1)?.at ?? 0;
