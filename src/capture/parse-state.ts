import { parseChecked } from '../model/checked.ts';
import { parseDeclared } from '../model/declared.ts';
import type { BrowserName } from '../model/exchange.ts';
import { type Fields, isFields, parseJson } from '../model/fields.ts';
import type { HeaderList } from '../model/header-list.ts';
import { counted, phrase } from '../model/say.ts';
import { lastAt, type RequestRecord, type StoredEvent } from './record.ts';
import { NO_SHARED_HEADERS, type SharedHeaders, withHeaders } from './shared-headers.ts';
import { type CaptureState, initialCapture, type Limits, NEW_TAB } from './state.ts';
import {
  HEADERS_KEY,
  META_KEY,
  PREFIX,
  RECORD_PREFIX,
  STORED_VERSION,
  type StoredMeta,
  type StoredTab,
  TAB_PREFIX,
} from './store-state.ts';
import { recordForm } from './stored-record.ts';
import { put } from './table.ts';
import { track } from './track.ts';

/** The state that was read from stored entries. */
export type ParsedCapture = {
  readonly state: CaptureState;
  /** Null when everything could be read; else what could not, in words for the user. */
  readonly problem: string | null;
  /** Keys of entries that the state does not know, to be removed from storage. */
  readonly stale: readonly string[];
};

/**
 * The state that `toEntries` wrote. Storage may hold anything: foreign entries stay, and damaged
 * ones are left out. Entries of another version or browser give a fresh state. Never throws.
 */
export function parseCapture(
  stored: Record<string, unknown>,
  browser: BrowserName,
  now: number,
  limits?: Limits,
): ParsedCapture {
  const fresh = initialCapture(browser, now, limits);
  const own = Object.entries(stored).filter(([key]) => key.startsWith(PREFIX));
  if (own.length === 0) return { state: fresh, problem: null, stale: [] };
  const meta = parseMeta(stored[META_KEY], browser);
  if (typeof meta === 'string') {
    return { state: fresh, problem: meta, stale: own.map(([key]) => key) };
  }
  const stale: string[] = [];
  const records: RequestRecord[] = [];
  let { tabs, forgotten } = fresh;
  const shared = parseShared(stored[HEADERS_KEY]);
  for (const [id, at] of meta.forgotten) forgotten = put(forgotten, id, at);
  for (const [key, value] of own) {
    if (key === META_KEY || key === HEADERS_KEY) continue;
    const record = parseRecord(key, value, shared.list);
    const tab = parseTab(value);
    const tabId = key.slice(TAB_PREFIX.length);
    if (record !== null) records.push(record);
    else if (tab !== null && key.startsWith(TAB_PREFIX) && /^(-1|\d{1,15})$/.test(tabId)) {
      tabs = put(tabs, tabId, { ...NEW_TAB, ...tab });
    } else stale.push(key);
  }
  return {
    state: restored({ ...fresh, tabs, forgotten, shared }, records),
    problem: stale.length === 0 ? null : notRead(stale.length),
    stale,
  };
}

const storedRequests = (count: number): string =>
  counted(
    count,
    phrase`stored request`.fr`requête stockée`,
    phrase`stored requests`.fr`requêtes stockées`,
  );

const notRead = (count: number): string =>
  phrase`${count} stored requests could not be read`
    .fr`impossible de lire ${storedRequests(count)}`;

/** In the order in which the requests began, so the oldest are the first to be removed again. */
function restored(state: CaptureState, records: readonly RequestRecord[]): CaptureState {
  const clock = records.reduce((latest, record) => Math.max(latest, lastAt(record)), state.clock);
  return records
    .toSorted((a, b) => (a.events[0]?.at ?? 0) - (b.events[0]?.at ?? 0))
    .reduce(track, { ...state, clock });
}

function parseMeta(value: unknown, browser: BrowserName): StoredMeta | string {
  if (!isFields(value)) {
    return phrase`what was stored has no version`.fr`les données stockées n’ont pas de version`;
  }
  if (value['version'] !== STORED_VERSION) {
    return phrase`another version of the extension stored it`
      .fr`une autre version de l’extension a stocké ces données`;
  }
  if (value['browser'] !== browser) {
    return phrase`another browser stored it`.fr`un autre navigateur a stocké ces données`;
  }
  const list = value['forgotten'];
  if (!isArrayOf(list, isForgotten)) {
    return phrase`the stored list of cleared requests is damaged`
      .fr`la liste stockée des requêtes vidées est endommagée`;
  }
  return { version: STORED_VERSION, browser, forgotten: list };
}

const isForgotten = (value: unknown): value is readonly [string, number] =>
  Array.isArray(value) && value.length === 2 && isText(value[0]) && isNumber(value[1]);

function parseTab(value: unknown): StoredTab | null {
  if (!isFields(value)) return null;
  const { navigatedAt, observedAt, clearedAt, closedAt, dropped, origins } = value;
  if (!isNumber(navigatedAt) || !isNumber(observedAt)) return null;
  if (!isNumber(clearedAt) || !isNumber(dropped)) return null;
  if (closedAt !== null && !isNumber(closedAt)) return null;
  if (!isArrayOf(origins, isText)) return null;
  return { navigatedAt, observedAt, clearedAt, closedAt, dropped, origins };
}

/** None if the list is damaged: then the requests that need it cannot be read either. */
function parseShared(text: unknown): SharedHeaders {
  const list = parseJson(text);
  if (!isHeaderList(list)) return NO_SHARED_HEADERS;
  const shared = withHeaders(NO_SHARED_HEADERS, list);
  return shared.list.length === list.length ? shared : NO_SHARED_HEADERS;
}

function parseRecord(key: string, text: unknown, shared: HeaderList): RequestRecord | null {
  if (!key.startsWith(RECORD_PREFIX)) return null;
  const value = recordForm(key.slice(RECORD_PREFIX.length), parseJson(text), shared);
  if (!isFields(value) || !isRecord(value)) return null;
  const { declared: stored, calledAt, handedOver, checked: own, tried: isTried, ...seen } = value;
  // Useful, but not needed: a damaged one is left out, and the request is kept.
  const declared = parseDeclared(stored);
  const call = declared === null ? {} : { declared, ...(isNumber(calledAt) ? { calledAt } : {}) };
  const told = typeof handedOver === 'boolean' ? { handedOver } : {};
  // In doubt, it is no evidence about the server.
  const tried = isTried === undefined || isTried === null ? {} : { tried: true as const };
  if (own === undefined || own === null) return { ...seen, ...call, ...told, ...tried };
  // Without it, the answer to our own question would count as the page's.
  const checked = parseChecked(own);
  return checked === null ? null : { ...seen, ...call, ...told, checked, ...tried };
}

function isRecord(value: Fields): value is RequestRecord {
  const { id, tabId, frameId, documentId, initiator, resourceType, events, lostAt } = value;
  return (
    [id, resourceType].every(isText) &&
    [documentId, initiator].every((one) => one === null || isText(one)) &&
    [tabId, frameId].every(Number.isInteger) &&
    (lostAt === null || isNumber(lostAt)) &&
    isArrayOf(events, isStoredEvent) &&
    events.length > 0
  );
}

function isStoredEvent(value: unknown): value is StoredEvent {
  if (!isFields(value)) return false;
  const { type, at, url, method } = value;
  return isNumber(at) && isText(url) && isText(method) && hasFieldsOf(type, value);
}

function hasFieldsOf(type: unknown, value: Fields): boolean {
  switch (type) {
    case 'before-request':
    case 'response-started':
      return true;
    case 'send-headers':
      return isHeaderList(value['headers']);
    case 'headers-received':
      return Number.isInteger(value['status']) && isHeaderList(value['headers']);
    case 'before-redirect':
      return Number.isInteger(value['status']) && isText(value['to']);
    case 'completed':
      return (
        Number.isInteger(value['status']) &&
        typeof value['fromCache'] === 'boolean' &&
        (value['headers'] === null || isHeaderList(value['headers']))
      );
    case 'error':
      return isText(value['error']);
    default:
      return false;
  }
}

const isHeaderList = (value: unknown): value is HeaderList => isArrayOf(value, isHeader);

const isHeader = (value: unknown): value is HeaderList[number] =>
  Array.isArray(value) && value.length === 2 && value.every(isText);

const isArrayOf = <T>(value: unknown, is: (one: unknown) => one is T): value is readonly T[] =>
  Array.isArray(value) && value.every(is);

const isText = (value: unknown): value is string => typeof value === 'string';

const isNumber = (value: unknown): value is number => Number.isFinite(value);
