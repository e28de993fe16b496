import { groupBy } from '../../src/model/group-by.ts';
import type { Ask } from './life.ts';

/** What the page got: `status 200`, `opaque`, `refused` by CORS, or `failed` without a server. */
export type Got = string;

/** One request as it really went. */
export type Entry = {
  readonly ask: Ask;
  /** Of the document or worker that asked. */
  readonly origin: string;
  readonly got: Got;
  /** The number of the page that asked, of those that the tab has shown. */
  readonly page: number;
};

/** A row of the panel, as it shows itself. */
export type ShownRow = {
  readonly method: string;
  readonly path: string;
  readonly state: string;
  /** What its sign means: its state, or `refused`. */
  readonly mark: string;
  /** The state in words. */
  readonly words: string;
  readonly status: number | null;
  readonly times: number;
};

/** A request of the report, with its place in a row. */
export type ShownRequest = {
  readonly url: string;
  readonly method: string;
  readonly origin: string;
  readonly verdict: string;
  readonly status?: number;
  readonly occurrence?: {
    readonly row: number;
    readonly state: string;
    readonly number: number;
    readonly of: number;
    readonly onlyWithoutCookies?: true;
  };
};

/** How many rows are blocked, by each place that says so. Null: it says nothing. */
export type ShownCounts = {
  readonly badge: string;
  readonly tooltip: string;
  /** `2 blocked · 1 allowed` */
  readonly panel: string;
  /** The panel's number for the current page, if that differs. */
  readonly onPage: number | null;
  readonly popup: string | null;
  readonly report: { readonly requests: number; readonly blocked: number };
};

/** All that the extension claims at one moment. */
export type Shown = {
  readonly rows: readonly ShownRow[];
  /** In the order in which they began. */
  readonly requests: readonly ShownRequest[];
  readonly counts: ShownCounts;
};

/** What the browser and the servers really did, oldest first. `page`: the number of the last page. */
export type Truth = { readonly entries: readonly Entry[]; readonly page: number };

const passed = ({ got }: Entry): boolean => got.startsWith('status');
const refused = ({ got }: Entry): boolean => got === 'refused';
const statusOf = (entry: Entry): number | null =>
  passed(entry) ? Number(entry.got.slice('status '.length)) : null;

/** Every claim that what happened contradicts. */
export function liesOf(shown: Shown, truth: Truth): readonly string[] {
  const { entries } = truth;
  const { requests } = shown;
  if (requests.length !== entries.length) {
    return [`${requests.length} requests are listed, and there were ${entries.length}`];
  }
  const own = requests.flatMap((request, index): readonly Told[] => {
    const entry = entries[index];
    return entry === undefined ? [] : [{ request, entry }];
  });
  const rows = rowsOf(own);
  return [
    ...own.flatMap(liesOfRequest),
    ...rows.flatMap(liesOfRow),
    ...liesOfList(shown.rows, rows),
    ...liesOfCounts(shown.counts, rows, truth.page),
  ];
}

/** A request of the report, and what it was. */
type Told = { readonly request: ShownRequest; readonly entry: Entry };

/** A row of the report: at least one request, in the order in which the row has them. */
type Row = readonly Told[];

const WORDS = { refused: 'blocked', failed: 'failed', opaque: 'allowed' } as const;

const verdictOf = ({ got }: Entry): string =>
  got === 'refused' || got === 'failed' || got === 'opaque' ? WORDS[got] : 'allowed';

const nameOf = ({ ask: { method, path, from, credentials, headers, mode }, origin, got }: Entry) =>
  `${method} ${path} from ${from} ${origin} ${credentials} ${mode} ${Object.keys(headers).join()}: ${got}`;

function liesOfRequest({ request, entry }: Told): readonly string[] {
  const { method, origin, verdict, status } = request;
  const { pathname } = new URL(request.url);
  const isIt =
    method === entry.ask.method && pathname === entry.ask.path && origin === entry.origin;
  if (!isIt) return [`${method} ${pathname} from ${origin} is listed instead of ${nameOf(entry)}`];
  const expected = verdictOf(entry);
  const known = statusOf(entry);
  return [
    ...(verdict === expected || verdict === 'undetermined'
      ? []
      : [`false ${verdict}: ${nameOf(entry)}`]),
    ...(known === null || status === known ? [] : [`false status ${status}: ${nameOf(entry)}`]),
  ];
}

function rowsOf(all: readonly Told[]): readonly Row[] {
  const rows = new Map<number, Told[]>();
  for (const told of all) {
    const { row } = told.request.occurrence ?? {};
    if (row === undefined) continue;
    const known = rows.get(row) ?? [];
    known.push(told);
    rows.set(row, known);
  }
  return [...rows.values()];
}

const stateOf = (row: Row): string => row[0]?.request.occurrence?.state ?? '';

/** What makes requests of one row different, if they are. */
const needsOf = ({ ask: { method, path, headers, mode }, origin }: Entry): string =>
  JSON.stringify([method, path, origin, mode, Object.keys(headers).toSorted()]);

function liesOfRow(row: Row): readonly string[] {
  const entries = row.map(({ entry }) => entry);
  const newest = entries.at(-1);
  const state = stateOf(row);
  if (newest === undefined) return [];
  const claim = (what: string): string => `${what}: ${entries.map(nameOf).join(' | ')}`;
  const isInOrder = row.every(
    ({ request: { occurrence } }, index) =>
      occurrence?.number === index + 1 && occurrence.of === row.length,
  );
  // Requests with and without cookies may share a row, if nothing tells them apart.
  const onlyWithout = row[0]?.request.occurrence?.onlyWithoutCookies === true;
  const claimed = onlyWithout
    ? entries.filter(({ ask }) => ask.credentials !== 'include')
    : entries;
  const kinds = [...groupBy(claimed, ({ ask }) => ask.credentials).values()];
  const isOneKind = new Set(entries.map(needsOf)).size === 1;
  const isBlocked = kinds.some((kind) => kind.at(-1)?.got === 'refused');
  const isFixed = kinds.some(
    (kind) => kind.some(refused) && kind.findLastIndex(passed) > kind.findIndex(refused),
  );
  return [
    ...(isInOrder ? [] : [claim('not in the order of time')]),
    ...(isOneKind ? [] : [claim('unequal requests share a row')]),
    ...(state === 'fixed' && (!isFixed || isBlocked) ? [claim('false Fixed')] : []),
    ...(state === 'blocked' && !isBlocked ? [claim('false Blocked')] : []),
    ...(state === 'allowed' && isBlocked ? [claim('false Allowed')] : []),
    ...(state === 'allowed' && isFixed ? [claim('not called Fixed')] : []),
    ...(state === 'failed' && newest.got !== 'failed' ? [claim('false Failed')] : []),
    ...(state === 'pending' ? [claim('still waiting')] : []),
  ];
}

/** The panel's rows against the report's, and each row's sign and status against what happened. */
function liesOfList(shown: readonly ShownRow[], rows: readonly Row[]): readonly string[] {
  const expected = rows.map((row) => {
    const newest = row.at(-1);
    const { method = '', url = 'http://none' } = newest?.request ?? {};
    return [method, new URL(url).pathname, stateOf(row), row.length].join(' ');
  });
  const listed = shown.map(({ method, path, state, times }) =>
    [method, path, state, times].join(' '),
  );
  const [a, b] = [expected.toSorted().join('; '), listed.toSorted().join('; ')];
  if (a !== b) return [`the report has ${a}, the panel ${b}`];
  return shown.flatMap((row, index) => liesOfSign(row, rows, listed[index] ?? '', expected));
}

/** Rows that look the same are held against each of the rows that they may be. */
function liesOfSign(
  { mark, words, status, state }: ShownRow,
  rows: readonly Row[],
  text: string,
  expected: readonly string[],
): readonly string[] {
  const newest = rows
    .filter((_, index) => expected[index] === text)
    .flatMap((row) => row.at(-1)?.entry ?? []);
  const isOf = (entry: Entry): boolean => {
    const real = statusOf(entry);
    if (real !== null && status !== real) return false;
    // No verdict is no claim.
    const isRefused = real !== null && real >= 400 && state !== 'undetermined';
    const isSaid = words.includes(String(real));
    if (isRefused) return mark === 'refused' && isSaid;
    return mark === state && (entry.got !== 'opaque' || words.includes('cannot read'));
  };
  return newest.some(isOf) || newest.length === 0
    ? []
    : [`the row says ${mark}, ${words}, ${status}: ${newest.map(nameOf).join(' | ')}`];
}

function liesOfCounts(counts: ShownCounts, rows: readonly Row[], page: number): readonly string[] {
  const { badge, tooltip, panel, onPage, popup, report } = counts;
  const blocked = rows.filter((row) => stateOf(row) === 'blocked');
  // The row is on the page of its newest request that came to a result.
  const here = blocked.filter(
    (row) => row.findLast(({ entry }) => refused(entry))?.entry.page === page,
  );
  const numbers = {
    badge: Number(badge || 0),
    tooltip: Number(/(\d+) requests?/.exec(tooltip)?.[1] ?? 0),
    'panel for the page': onPage ?? blockedIn(panel),
    ...(popup === null ? {} : { popup: blockedIn(popup) }),
  };
  const all = { panel: blockedIn(panel), report: report.blocked };
  const isOne =
    Object.values(numbers).every((number) => number === here.length) &&
    Object.values(all).every((number) => number === blocked.length) &&
    report.requests === rows.length;
  if (isOne) return [];
  return [
    `counts disagree: ${JSON.stringify({ ...numbers, ...all })}, and there are ${here.length} of ${blocked.length}`,
  ];
}

const blockedIn = (summary: string): number => Number(/(\d+) blocked/.exec(summary)?.[1] ?? 0);
