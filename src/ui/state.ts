import type { HarReading } from '../har/parse-har.ts';
import type { StateMessage, TabStatus } from '../messaging/protocol.ts';
import type { BrowserName, Exchange } from '../model/exchange.ts';
import { FIRST_VIEW, type KeptView, type ListChoices } from '../model/kept-view.ts';
import { unreachable } from '../model/unreachable.ts';

/** How many closings in a row, without a message between them, show "Reconnecting". */
const PATIENCE = 3;

/** What a view knows and what its user has chosen. Diagnoses are computed when they are shown. */
export type ViewState = {
  /**
   * `waiting`: no snapshot yet. `open`: the feed is live, or will be again at once. `reconnecting`:
   * several attempts in a row brought nothing.
   */
  readonly connection: 'waiting' | 'open' | 'reconnecting';
  /** Closings since the last message. */
  readonly closings: number;
  /** Whether more exchanges are waiting: a long snapshot arrives in pieces. */
  readonly behind: boolean;
  readonly browser: BrowserName;
  /** Null before the first snapshot. */
  readonly status: TabStatus | null;
  /** In the order in which the background sent them. */
  readonly exchanges: readonly Exchange[];
  /** The key of the chosen endpoint; null when none is chosen. */
  readonly selected: string | null;
  /** Whether the view chose it, and the user has not chosen yet. */
  readonly automatic: boolean;
  readonly list: ListChoices;
  /** The keys of several endpoints chosen for export, including the chosen one. */
  readonly picked: ReadonlySet<string>;
  /** What a paused view shows. Null while it is live. */
  readonly paused: readonly Exchange[] | null;
  /** The file that is shown instead of the live requests. Null without one. */
  readonly file: OpenedFile | null;
  /** All files that the user has opened, in the order of their first requests. */
  readonly files: readonly OpenedFile[];
};

/** A HAR or a report that the user has opened. No two have the same name. */
export type OpenedFile = { readonly name: string; readonly reading: HarReading };

/** What happens on the channel to the background. */
export type FeedEvent = StateMessage | { readonly type: 'closed' };

/** Everything that changes a view's state. */
export type ViewEvent =
  | FeedEvent
  | { readonly type: 'selected'; readonly key: string | null; readonly automatic?: boolean }
  | { readonly type: 'picked'; readonly keys: readonly string[] }
  | { readonly type: 'listed'; readonly list: Partial<ListChoices> }
  | { readonly type: 'paused'; readonly on: boolean }
  /** Also shows it. */
  | { readonly type: 'file-opened'; readonly file: OpenedFile }
  /** Null: the live requests again. The files stay open. */
  | { readonly type: 'file-shown'; readonly file: OpenedFile | null }
  /** Closes the one that is shown, and shows the next one or the live requests. */
  | { readonly type: 'file-closed' };

const NONE_PICKED: ReadonlySet<string> = new Set();

export const INITIAL_STATE: ViewState = {
  connection: 'waiting',
  closings: 0,
  behind: false,
  browser: 'chromium',
  status: null,
  exchanges: [],
  selected: null,
  automatic: false,
  list: FIRST_VIEW.list,
  picked: NONE_PICKED,
  paused: null,
  file: null,
  files: [],
};

/** The first state of a view that looks as an earlier one did. */
export const stateLike = ({
  list,
  selected,
  automatic,
  picked,
}: Pick<KeptView, 'list' | 'selected' | 'automatic' | 'picked'>): ViewState => ({
  ...INITIAL_STATE,
  list,
  selected,
  automatic,
  picked: new Set(picked),
});

/** The state as shown: a file or the paused requests replace the live ones, which still arrive. */
export function shownState(state: ViewState): ViewState {
  if (state.file === null) {
    return state.paused === null ? state : { ...state, exchanges: state.paused };
  }
  const { browser, exchanges } = state.file.reading;
  return { ...state, behind: false, browser, exchanges };
}

/** The next state. Pure. Returns the same object when nothing changed. */
export function reduceView(state: ViewState, event: ViewEvent): ViewState {
  switch (event.type) {
    case 'snapshot':
      return {
        ...state,
        connection: 'open',
        closings: 0,
        behind: event.ids.length > 0,
        browser: event.browser,
        status: event.status,
        exchanges: only(event.ids, state.exchanges),
      };
    case 'changed':
      return {
        ...state,
        connection: 'open',
        closings: 0,
        behind: event.more,
        status: event.status,
        exchanges: merge(state.exchanges, event.exchanges, event.removed),
      };
    case 'closed':
      return closed(state);
    case 'selected':
      return selected(state, event.key, event.automatic === true);
    case 'picked':
      return {
        ...state,
        selected: event.keys.at(-1) ?? null,
        automatic: false,
        picked: new Set(event.keys),
      };
    case 'listed':
      return { ...state, list: { ...state.list, ...event.list } };
    case 'paused':
      return { ...state, paused: event.on ? state.exchanges : null };
    case 'file-opened':
      return { ...state, ...withFile(state.files, event.file) };
    case 'file-shown':
      return state.file === event.file ? state : { ...state, file: event.file };
    case 'file-closed':
      return state.file === null ? state : { ...state, ...withoutFile(state.files, state.file) };
    default:
      return unreachable(event);
  }
}

type Files = Pick<ViewState, 'file' | 'files'>;

/** A file of the same name is the same file, saved again. */
function withFile(files: readonly OpenedFile[], file: OpenedFile): Files {
  const others = files.filter(({ name }) => name !== file.name);
  return { file, files: [...others, file].toSorted((a, b) => startOf(a) - startOf(b)) };
}

function withoutFile(files: readonly OpenedFile[], file: OpenedFile): Files {
  const others = files.filter((one) => one !== file);
  return { file: others.at(-1) ?? null, files: others };
}

const startOf = ({ reading }: OpenedFile): number => reading.exchanges[0]?.hops[0].at ?? 0;

function selected(state: ViewState, key: string | null, automatic: boolean): ViewState {
  const isSame = state.selected === key && state.automatic === automatic;
  if (isSame && state.picked.size === 0) return state;
  return { ...state, selected: key, automatic, picked: NONE_PICKED };
}

function closed(state: ViewState): ViewState {
  const closings = state.closings + 1;
  const connection = closings >= PATIENCE ? 'reconnecting' : state.connection;
  return { ...state, closings, connection };
}

function only(ids: readonly string[], exchanges: readonly Exchange[]): readonly Exchange[] {
  const kept = new Set(ids);
  return exchanges.filter(({ id }) => kept.has(id));
}

function merge(
  present: readonly Exchange[],
  changed: readonly Exchange[],
  removed: readonly string[],
): readonly Exchange[] {
  const byId = new Map(changed.map((exchange) => [exchange.id, exchange]));
  const gone = new Set(removed);
  const kept: Exchange[] = [];
  for (const exchange of present) {
    const { id } = exchange;
    if (!gone.has(id)) kept.push(byId.get(id) ?? exchange);
    byId.delete(id);
  }
  for (const exchange of byId.values()) if (!gone.has(exchange.id)) kept.push(exchange);
  return kept;
}

/**
 * Joins the messages of one frame, so that a burst of changes needs one merge only. The order of
 * closings and snapshots is kept.
 */
export function joinFeed(events: readonly FeedEvent[]): readonly FeedEvent[] {
  const joined: FeedEvent[] = [];
  for (const event of events) {
    const last = joined.at(-1);
    if (event.type === 'changed' && last?.type === 'changed') {
      joined[joined.length - 1] = joinChanged(last, event);
    } else joined.push(event);
  }
  return joined;
}

type Changed = Extract<StateMessage, { type: 'changed' }>;

function joinChanged(earlier: Changed, later: Changed): Changed {
  const returned = new Set(later.exchanges.map(({ id }) => id));
  return {
    type: 'changed',
    status: later.status,
    exchanges: [...earlier.exchanges, ...later.exchanges],
    removed: [...earlier.removed.filter((id) => !returned.has(id)), ...later.removed],
    more: later.more,
  };
}

/** Splits joined events: at most this many exchanges are applied now, the rest later. */
export function firstOf(
  events: readonly FeedEvent[],
  most: number,
): readonly [first: readonly FeedEvent[], rest: readonly FeedEvent[]] {
  let left = most;
  for (const [index, event] of events.entries()) {
    if (event.type !== 'changed') continue;
    if (event.exchanges.length > left) {
      const { exchanges } = event;
      // Removals go last: they may concern exchanges that are not applied yet.
      const first = { ...event, exchanges: exchanges.slice(0, left), removed: [], more: true };
      const rest = { ...event, exchanges: exchanges.slice(left) };
      return [
        [...events.slice(0, index), first],
        [rest, ...events.slice(index + 1)],
      ];
    }
    left -= event.exchanges.length;
  }
  return [events, []];
}
