import type { CaptureState, Tab } from './state.ts';
import { storedText } from './stored-record.ts';
import { difference, entries } from './table.ts';

/** The version of the stored form; another number is not read (parse-state.ts). */
export const STORED_VERSION = 2;

/** The beginning of all keys in storage. */
export const PREFIX = 'capture:';
export const META_KEY = `${PREFIX}meta`;
export const HEADERS_KEY = `${PREFIX}headers`;
export const RECORD_PREFIX = `${PREFIX}request:`;
export const TAB_PREFIX = `${PREFIX}tab:`;

/** A tab's plain fields; what it shows follows from the records. */
const STORED = [
  'navigatedAt',
  'observedAt',
  'clearedAt',
  'closedAt',
  'dropped',
  'origins',
] as const;
export type StoredTab = Pick<Tab, (typeof STORED)[number]>;

/** What concerns all tabs. */
export type StoredMeta = {
  readonly version: typeof STORED_VERSION;
  readonly browser: CaptureState['browser'];
  readonly forgotten: readonly (readonly [id: string, at: number])[];
};

/**
 * What to write to storage, and what to remove from it, to get from one state to the other. All
 * values are plain JSON. All writes since `initialCapture` together make the whole state.
 */
export function toEntries(
  before: CaptureState,
  after: CaptureState,
): { readonly set: Record<string, unknown>; readonly remove: readonly string[] } {
  const set: Record<string, unknown> = {};
  const records = difference(before.records, after.records);
  for (const [id, { record }] of records.put) {
    set[RECORD_PREFIX + id] = storedText(record, after.shared);
  }
  if (before.shared !== after.shared) set[HEADERS_KEY] = JSON.stringify(after.shared.list);
  const tabs = difference(before.tabs, after.tabs);
  const oldTabs = new Map(difference(after.tabs, before.tabs).put);
  for (const [id, tab] of tabs.put) {
    const old = oldTabs.get(id);
    if (old === undefined || !isStoredAlike(old, tab)) set[TAB_PREFIX + id] = storedTab(tab);
  }
  // The meta entry shows that the others can be read, so it is written with the first of them.
  const isFirst = before.records.size + before.tabs.size + before.forgotten.size === 0;
  if (before.forgotten !== after.forgotten || (isFirst && Object.keys(set).length > 0)) {
    set[META_KEY] = storedMeta(after);
  }
  const remove = [
    ...records.dropped.map((id) => RECORD_PREFIX + id),
    ...tabs.dropped.map((id) => TAB_PREFIX + id),
  ];
  return { set, remove };
}

const isStoredAlike = (a: Tab, b: Tab): boolean => STORED.every((key) => a[key] === b[key]);

function storedTab(tab: Tab): StoredTab {
  const { navigatedAt, observedAt, clearedAt, closedAt, dropped, origins } = tab;
  return { navigatedAt, observedAt, clearedAt, closedAt, dropped, origins };
}

function storedMeta({ browser, forgotten }: CaptureState): StoredMeta {
  return { version: STORED_VERSION, browser, forgotten: entries(forgotten) };
}
