import type { Ask } from './life.ts';

/** What the page got: `status 200`, or `refused` if it may not read the response. */
export type Got = string;

/** A row of the panel, as it shows itself. */
export type ShownRow = { readonly key: string; readonly state: string };

export type Entry = { readonly ask: Ask; readonly got: Got };

/** What really happened, request by request. */
export type Ledger = {
  readonly add: (ask: Ask, got: Got) => void;
  readonly size: () => number;
  readonly last: () => Entry | null;
  /** Every claim of a row that the pages and the servers contradict. */
  readonly lies: (rows: readonly ShownRow[]) => readonly string[];
};

const passed = ({ got }: Entry): boolean => got.startsWith('status');
const blocked = ({ got }: Entry): boolean => got === 'refused';

/** An empty ledger of a page. */
export function newLedger(): Ledger {
  const entries: Entry[] = [];
  return {
    add: (ask, got) => void entries.push({ ask, got }),
    size: () => entries.length,
    last: () => entries.at(-1) ?? null,
    lies: (rows) => rows.flatMap((row) => liesOf(row, entries)),
  };
}

/** `GET http://localhost:1 http://localhost:2 /api/data x-tenant cookies:yes` */
function liesOf({ key, state }: ShownRow, all: readonly Entry[]): readonly string[] {
  const [method, , , path, ...parts] = key.split(' ');
  const names = parts.find((part) => !part.startsWith('cookies:')) ?? '';
  const rowsOwn = all.filter(
    ({ ask }) => ask.method === method && ask.path === path && unsafeNames(ask) === names,
  );
  const ended = rowsOwn.filter((entry) => passed(entry) || blocked(entry));
  const modes = ['include', 'same-origin'] as const;
  const kinds = modes
    .map((mode) => ended.filter(({ ask }) => ask.credentials === mode))
    .filter((kind) => kind.length > 0);
  const isFixed = (kind: readonly Entry[]): boolean => {
    const newest = kind.at(-1);
    return newest !== undefined && passed(newest) && kind.some(blocked);
  };
  const isBlocked = (kind: readonly Entry[]): boolean => kind.at(-1)?.got === 'refused';
  if (state === 'fixed' && !kinds.some(isFixed)) return [`false Fixed: ${key}`];
  if (state === 'blocked' && !kinds.some(isBlocked)) return [`false Blocked: ${key}`];
  if (state === 'allowed' && kinds.every(isBlocked)) return [`false Allowed: ${key}`];
  return [];
}

/** The header names that make a preflight necessary. */
const unsafeNames = ({ headers }: Ask): string => Object.keys(headers).toSorted().join();
