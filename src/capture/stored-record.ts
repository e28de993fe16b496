import type { Header, HeaderList } from '../model/header-list.ts';
import { LIFE_CYCLE, type RequestRecord, type StoredEvent } from './record.ts';
import { placeOf, placeOfName, type SharedHeaders } from './shared-headers.ts';

/**
 * A record is stored as one text. Against the quota of a session, Chromium counts each value of a
 * structure as 32 bytes and more, but a text as its length. What an event repeats (URL, method, the
 * response's headers at its end) becomes 0, and a shared header its position. A shared name with
 * another value becomes minus its position, less one.
 */
const TYPES: readonly string[] = Object.keys(LIFE_CYCLE);

/** As before. */
const SAME = 0;

type CodedHeaders = readonly (number | string)[];

/**
 * Records and events never change, so each is encoded once, when it comes. Headers that are shared
 * later are not used, so the text stays right for all later states.
 */
const texts = new WeakMap<RequestRecord, string>();
const coded = new WeakMap<StoredEvent, CodedHeaders>();

/** The record without its id, which is in the key, as text. */
export function storedText(record: RequestRecord, shared: SharedHeaders): string {
  const known = texts.get(record);
  if (known !== undefined) return known;
  const { tabId, frameId, documentId, initiator, resourceType, lostAt } = record;
  const { declared, calledAt, handedOver, checked, tried } = record;
  const always = [tabId, frameId, documentId, initiator, resourceType, lostAt];
  const told = [declared, calledAt, handedOver, checked, tried && 1];
  const context = [...always, ...withoutEnd(told)];
  const events = record.events.map((event, index) => eventText(record, event, index, shared));
  const text = `[${[JSON.stringify(context), ...events].join()}]`;
  texts.set(record, text);
  return text;
}

type EventText = {
  readonly before: StoredEvent | undefined;
  readonly answer: StoredEvent | undefined;
  readonly text: string;
};

const eventTexts = new WeakMap<StoredEvent, EventText>();

/** A record comes again with each of its events: the others keep their text. */
function eventText(
  record: RequestRecord,
  event: StoredEvent,
  index: number,
  shared: SharedHeaders,
): string {
  const before = record.events[index - 1];
  const answer = answerBefore(record.events, index);
  const known = eventTexts.get(event);
  if (known !== undefined && known.before === before && known.answer === answer) return known.text;
  const text = JSON.stringify(codedEvent(record, event, index, shared));
  eventTexts.set(event, { before, answer, text });
  return text;
}

/** The list without the absent values at its end. */
const withoutEnd = (list: readonly unknown[]): readonly unknown[] =>
  list.slice(0, list.findLastIndex((one) => one !== undefined) + 1);

/** How many bytes the record takes in storage: its text and its key. */
export function sizeOf(record: RequestRecord, shared: SharedHeaders): number {
  const known = sizes.get(record);
  if (known !== undefined) return known;
  const size = ENTRY + utf8Length(record.id) + utf8Length(storedText(record, shared));
  sizes.set(record, size);
  return size;
}

const sizes = new WeakMap<RequestRecord, number>();
/** What each entry costs besides its text: the key's beginning, and the overhead of a text. */
const ENTRY = 28;

function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) bytes += unit < 0x800 ? 1 : 2;
  }
  return bytes;
}

function codedEvent(
  { events }: RequestRecord,
  event: StoredEvent,
  index: number,
  shared: SharedHeaders,
): readonly unknown[] {
  const before = events[index - 1];
  const step = [
    LIFE_CYCLE[event.type],
    event.at,
    event.url === before?.url ? SAME : event.url,
    event.method === before?.method ? SAME : event.method,
  ];
  switch (event.type) {
    case 'before-request':
    case 'response-started':
      return step;
    case 'send-headers':
      return [...step, codedHeaders(event, event.headers, shared)];
    case 'headers-received':
      return [...step, codedHeaders(event, event.headers, shared), event.status];
    case 'before-redirect':
      return [...step, event.to, event.status];
    case 'completed': {
      const { headers, fromCache, status } = event;
      const answer = answerBefore(events, index);
      const isSame = headers !== null && isAlike(headers, answer?.headers ?? null);
      const own = isSame ? SAME : headers && codedHeaders(event, headers, shared);
      return [...step, own, fromCache ? 1 : 0, ...(status === answer?.status ? [] : [status])];
    }
    case 'error':
      return [...step, event.error];
  }
}

function codedHeaders(
  event: StoredEvent,
  headers: HeaderList,
  shared: SharedHeaders,
): CodedHeaders {
  const known = coded.get(event);
  if (known !== undefined) return known;
  const code = headers.flatMap((header) => codedHeader(header, shared));
  coded.set(event, code);
  return code;
}

function codedHeader(header: Header, shared: SharedHeaders): CodedHeaders {
  const place = placeOf(shared, header);
  if (place !== undefined) return [place];
  const [name, value] = header;
  const named = placeOfName(shared, name);
  return [named === undefined ? name : -1 - named, value];
}

/** The latest response before the event at this position. */
const answerBefore = (events: readonly StoredEvent[], index: number) =>
  events.slice(0, index).findLast((event) => event.type === 'headers-received');

const isAlike = (a: HeaderList, b: HeaderList | null): boolean =>
  a.length === b?.length &&
  a.every(([name, value], index) => name === b[index]?.[0] && value === b[index]?.[1]);

/**
 * What `storedText` wrote, read as JSON: a record that is still to be checked, or null if it is not
 * one. Never throws.
 */
export function recordForm(id: string, value: unknown, shared: HeaderList): object | null {
  if (!Array.isArray(value)) return null;
  const [context, ...rows]: readonly unknown[] = value;
  if (!Array.isArray(context) || !rows.every((row) => Array.isArray(row))) return null;
  const [tabId, frameId, documentId, initiator, resourceType, lostAt, ...told] =
    context as readonly unknown[];
  const [declared, calledAt, handedOver, checked, tried] = told;
  const events: EventForm[] = [];
  for (const row of rows) events.push(eventForm(row, events, shared));
  const own = { id, tabId, frameId, documentId, initiator, resourceType, events, lostAt };
  return { ...own, declared, calledAt, handedOver, checked, tried };
}

type EventForm = { readonly [field: string]: unknown };

function eventForm(
  row: readonly unknown[],
  before: readonly EventForm[],
  shared: HeaderList,
): EventForm {
  const [code, at, url, method, first, second, third] = row;
  const type = typeof code === 'number' ? TYPES[code] : undefined;
  const last = before.at(-1);
  const step = {
    type,
    at,
    url: url === SAME ? last?.['url'] : url,
    method: method === SAME ? last?.['method'] : method,
  };
  switch (type) {
    case 'send-headers':
      return { ...step, headers: headersForm(first, shared) };
    case 'headers-received':
      return { ...step, headers: headersForm(first, shared), status: second };
    case 'before-redirect':
      return { ...step, to: first, status: second };
    case 'completed': {
      const answer = before.findLast((event) => event['type'] === 'headers-received');
      const headers = first === SAME ? answer?.['headers'] : headersForm(first, shared);
      const status = third ?? answer?.['status'];
      return { ...step, status, headers, fromCache: second === 1 };
    }
    case 'error':
      return { ...step, error: first };
    default:
      return step;
  }
}

function headersForm(code: unknown, shared: HeaderList): unknown {
  if (!Array.isArray(code)) return code;
  const parts: readonly unknown[] = code;
  const headers: unknown[] = [];
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index];
    if (typeof part === 'number' && part >= 0) headers.push(shared[part]);
    else {
      const name = typeof part === 'number' ? shared[-1 - part]?.[0] : part;
      headers.push([name, parts[index + 1]]);
      index += 1;
    }
  }
  return headers;
}
