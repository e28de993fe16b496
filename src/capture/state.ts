import type { Declaration } from '../model/declared.ts';
import type { BrowserName, Exchange } from '../model/exchange.ts';
import type { Tracked } from './derive-exchange.ts';
import { noPairing, type Pairing } from './pairing/repair.ts';
import { NO_SHARED_HEADERS, type SharedHeaders } from './shared-headers.ts';
import { emptyTable, lookup, put, type Table } from './table.ts';

/** How much is kept. */
export type Limits = {
  /** Exchanges of one tab. */
  readonly perTab: number;
  /** Everything that is stored. Browsers allow 10 MiB for a session. */
  readonly bytes: number;
};

export const DEFAULT_LIMITS: Limits = { perTab: 1000, bytes: 9_500_000 };

/** Ids in the order in which their exchanges appeared; ids of removed ones are skipped later. */
export type Queue = {
  readonly head: number;
  readonly tail: number;
  readonly ids: Table<string>;
};

/** What is known of one tab. */
export type Tab = {
  /** When its present document began to load; 0 when no navigation was seen. */
  readonly navigatedAt: number;
  /** When the observer last began in a document of the tab; 0 when it never did. */
  readonly observedAt: number;
  /** Nothing that happened until then is shown; 0 when the tab was never cleared. */
  readonly clearedAt: number;
  /** Null while the tab is open. */
  readonly closedAt: number | null;
  /** How many of its exchanges were removed to keep within the limits. */
  readonly dropped: number;
  /** Origins of its documents, the latest last: they decide which workers belong to the tab. */
  readonly origins: readonly string[];
  readonly exchanges: Table<Exchange>;
  readonly queue: Queue;
};

/**
 * Everything that is captured. `records`, `shared`, `forgotten` and the plain fields of `tabs` must
 * outlive the worker; everything else follows from them.
 */
export type CaptureState = {
  readonly browser: BrowserName;
  readonly limits: Limits;
  /** The latest time in any event: the reducer has no clock of its own. */
  readonly clock: number;
  readonly sweptAt: number;
  /** By request id. */
  readonly records: Table<Tracked>;
  readonly pairing: Pairing;
  /** Ids of requests that time still changes: without an end, or ended and not shown. */
  readonly unfinished: Table<true>;
  /** Ids of requests that were cleared, and when; their later events are ignored. */
  readonly forgotten: Table<number>;
  /** By tab id: declarations whose requests were not seen yet. Not stored. */
  readonly declarations: Table<readonly Declaration[]>;
  /** By tab id. */
  readonly tabs: Table<Tab>;
  /** Size of all records, as they are stored. */
  readonly bytes: number;
  /** It only grows: a record is stored with the headers that the list had when the record came. */
  readonly shared: SharedHeaders;
};

/** Requests of shared and service workers belong to no tab. */
export const NO_TAB = -1;

export const NEW_TAB: Tab = {
  navigatedAt: 0,
  observedAt: 0,
  clearedAt: 0,
  closedAt: null,
  dropped: 0,
  origins: [],
  exchanges: emptyTable(),
  queue: { head: 0, tail: 0, ids: emptyTable() },
};

/** The state before the first event. `now`: milliseconds since the epoch. */
export function initialCapture(
  browser: BrowserName,
  now: number,
  limits: Limits = DEFAULT_LIMITS,
): CaptureState {
  return {
    browser,
    limits,
    clock: now,
    sweptAt: now,
    records: emptyTable(),
    pairing: noPairing,
    unfinished: emptyTable(),
    forgotten: emptyTable(),
    declarations: emptyTable(),
    tabs: emptyTable(),
    bytes: 0,
    shared: NO_SHARED_HEADERS,
  };
}

/** What is known of a tab, even if it had no events. */
export const tabOf = (state: CaptureState, tabId: number): Tab =>
  lookup(state.tabs, String(tabId)) ?? NEW_TAB;

/** The state with a tab changed; the same state when the change returns the same tab. */
export function changeTab(
  state: CaptureState,
  tabId: number,
  change: (tab: Tab) => Tab,
): CaptureState {
  const tab = tabOf(state, tabId);
  const changed = change(tab);
  return tab === changed ? state : { ...state, tabs: put(state.tabs, String(tabId), changed) };
}
