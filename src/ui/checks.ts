import { type CheckResult, checkResult } from '../checks/result.ts';
import { isSameAnswer } from '../checks/same-answers.ts';
import { type WhyNot, whyNotChecked } from '../checks/why-not.ts';
import { rowAmong } from '../diagnosis/row.ts';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { type BrowserName, type Exchange, lastHop } from '../model/exchange.ts';
import { has } from '../model/header-list.ts';
import { phrase } from '../model/say.ts';
import { readableIn } from '../policy/exposed.ts';
import type { Evaluation } from '../policy/finding.ts';
import type { ViewEnvironment } from './environment.ts';

/** How often a server is asked that restarts, and for how long. */
export const ASK_EVERY_MS = 3_000;
export const LONGEST_ASKING_MS = 5 * 60_000;

/** How a check of one row ended. */
export type RowResult = {
  readonly kind: 'done';
  readonly result: CheckResult;
  /** A few words: what the server answered. */
  readonly title: string;
};

/** Where the check of one row stands. */
export type RowCheck =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'not-checked'; readonly why: WhyNot }
  | RowResult;

/** Asking again and again until the server has restarted. */
export type Asking = {
  /** The row's key. */
  readonly key: string;
  /** When it stops by itself. Milliseconds since the epoch. */
  readonly until: number;
  readonly tries: number;
};

/** How asking ended. */
export type Ended = {
  readonly key: string;
  /** `late`: nothing had changed when the time was over. `unseen`: a check cannot tell. */
  readonly kind: 'fixed' | 'not-helped' | 'late' | 'unseen';
  /** The reason that is left. */
  readonly title: string;
};

/** All that the view knows of its checks. */
export type ChecksState = {
  /** By row key. */
  readonly rows: ReadonlyMap<string, RowCheck>;
  /** Row keys of the checks that run now, or ran last, in order. */
  readonly batch: readonly string[];
  readonly running: boolean;
  readonly asking: Asking | null;
  readonly ended: Ended | null;
};

export type CheckOptions = { readonly cookies: boolean };

export type Checks = {
  readonly get: () => ChecksState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Checks these rows, one after the other. */
  readonly check: (rows: readonly Endpoint[], options: CheckOptions) => void;
  /** Checks a row again and again until the server has restarted. */
  readonly keepAsking: (row: Endpoint, options: CheckOptions) => void;
  readonly cancel: () => void;
};

/** What checks need to know of the list. */
export type Seen = { readonly browser: BrowserName; readonly exchanges: readonly Exchange[] };

const IDLE: ChecksState = {
  rows: new Map(),
  batch: [],
  running: false,
  asking: null,
  ended: null,
};

/** The checks of a view. They run only after `check` or `keepAsking`, which need a click. */
export function createChecks(
  environment: Pick<ViewEnvironment, 'check' | 'tabId'>,
  seen: () => Seen,
  now: () => number = Date.now,
): Checks {
  let state = IDLE;
  let current: AbortController | null = null;
  const listeners = new Set<() => void>();
  const change = (part: Partial<ChecksState>): void => {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  };
  const mark = (key: string, row: RowCheck): void =>
    change({ rows: new Map(state.rows).set(key, row) });

  const ask = async (row: Endpoint, options: CheckOptions, quiet: boolean, signal: AbortSignal) => {
    const of = repeatable(row, seen().browser);
    if (of === null) return { answer: NOTHING, row: notChecked(whyNotOf(row, seen().browser)) };
    const { tabId } = environment;
    const question = { type: 'check', tabId, exchange: of.id, quiet, ...options } as const;
    const answer = await environment.check(question, signal);
    if (answer.type === 'not-checked') return { answer: NOTHING, row: notChecked(answer.why) };
    return { answer: answer.exchange, row: resultOf(answer.exchange, of, seen()) };
  };

  const start = (batch: readonly string[]): AbortSignal => {
    current?.abort();
    current = new AbortController();
    change({ batch, running: true, asking: null, ended: null });
    return current.signal;
  };
  const finish = (signal: AbortSignal, ended: Ended | null = null): void => {
    if (signal.aborted) return;
    current = null;
    change({ running: false, asking: null, ended });
  };

  const checkInTurn = async (
    rows: readonly Endpoint[],
    options: CheckOptions,
    signal: AbortSignal,
  ): Promise<void> => {
    for (const row of rows) {
      mark(row.key, { kind: 'asking' });
      const asked = await ask(row, options, false, signal);
      if (signal.aborted) return;
      mark(row.key, asked.row);
    }
    finish(signal);
  };

  const askUntil = async (
    row: Endpoint,
    options: CheckOptions,
    signal: AbortSignal,
  ): Promise<void> => {
    const { key } = row;
    const until = now() + LONGEST_ASKING_MS;
    let first: Exchange | null = null;
    let wasDown = false;
    for (let tries = 1; !signal.aborted; tries += 1) {
      change({ asking: { key, until, tries } });
      const asked = await ask(row, options, true, signal);
      if (signal.aborted) return;
      mark(key, asked.row);
      if (asked.row.kind !== 'done') {
        if (asked.row.why !== 'interrupted' && asked.row.why !== 'no-answer') return finish(signal);
        wasDown = true;
      } else {
        const { result, title } = asked.row;
        first ??= result === 'unreached' ? null : asked.answer;
        const hasChanged =
          wasDown ||
          (first !== null && asked.answer !== null && !isSameAnswer(first, asked.answer));
        if (result === 'passes') return finish(signal, { key, kind: 'fixed', title });
        if (result === 'open') return finish(signal, { key, kind: 'unseen', title });
        if (result === 'refused' && hasChanged)
          return finish(signal, { key, kind: 'not-helped', title });
        wasDown ||= result === 'unreached';
      }
      if (now() + ASK_EVERY_MS > until) {
        const title = asked.row.kind === 'done' ? asked.row.title : '';
        return finish(signal, { key, kind: 'late', title });
      }
      await pause(ASK_EVERY_MS, signal);
    }
  };

  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    check: (rows, options) => {
      const signal = start(rows.map(({ key }) => key));
      const waiting = rows.map(({ key }) => [key, { kind: 'waiting' }] as const);
      change({ rows: new Map<string, RowCheck>([...state.rows, ...waiting]) });
      void checkInTurn(rows, options, signal);
    },
    keepAsking: (row, options) => {
      void askUntil(row, options, start([row.key]));
    },
    cancel: () => {
      current?.abort();
      current = null;
      const rows = [...state.rows].filter(
        ([, { kind }]) => kind !== 'waiting' && kind !== 'asking',
      );
      change({ rows: new Map(rows), running: false, asking: null });
    },
  };
}

const NOTHING = null;

const notChecked = (why: WhyNot) => ({ kind: 'not-checked', why }) as const;

/** A row may have thousands of requests. If its newest ones cannot be repeated, older ones rarely can. */
const MOST_LOOKED_AT = 50;

/**
 * The newest request of the page in a row that can be repeated: one that no trial touched, because
 * a check is compared with what the server itself had answered. Null without one.
 */
function repeatable({ exchanges }: Endpoint, browser: BrowserName): Exchange | null {
  const possible = exchanges
    .slice(-MOST_LOOKED_AT)
    .filter((one) => whyNotChecked(one, browser) === null);
  return possible.findLast(({ tried }) => tried !== true) ?? possible.at(-1) ?? null;
}

/** Why none of the page's requests in a row can be checked. Null if one can. */
export function whyNotRow(row: Endpoint, browser: BrowserName): WhyNot | null {
  return repeatable(row, browser) === null ? whyNotOf(row, browser) : null;
}

function whyNotOf({ exchanges }: Endpoint, browser: BrowserName): WhyNot {
  const own = exchanges.findLast(({ checked }) => checked === undefined);
  return (own && whyNotChecked(own, browser)) ?? 'gone';
}

function resultOf(made: Exchange, of: Exchange, { browser, exchanges }: Seen): RowResult {
  const context = { browser, exchanges: [...exchanges.filter(({ id }) => id !== made.id), made] };
  const { evaluation, title } = rowAmong(made, context);
  const before = rowAmong(of, context).evaluation;
  const result = checkResult(evaluation, before);
  const hidden = result === 'passes' ? stillHidden(made, of, before) : [];
  if (hidden.length === 0) return { kind: 'done', result, title };
  const names = hidden.join(', ');
  const words = phrase`The page may not read ${names}`.fr`La page ne peut pas lire ${names}`;
  return { kind: 'done', result: 'refused', title: words };
}

/** The headers that the page's code tried to read, and may still not. */
function stillHidden(made: Exchange, of: Exchange, before: Evaluation): readonly string[] {
  const headers = lastHop(made).response?.headers ?? [];
  const { credentials: mode } = before;
  const credentials = !mode.known || mode.value === 'include';
  const names = of.declared?.readNames ?? [];
  const isReadable = readableIn(headers, credentials);
  return names.filter((name) => has(headers, name) && !isReadable(name));
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}

/** Rows that one change at their server may fix. */
export const inTrouble = (rows: readonly Endpoint[], server: string): readonly Endpoint[] =>
  rows.filter((row) => row.server === server && TROUBLE.has(row.state));

const TROUBLE: ReadonlySet<string> = new Set(['blocked', 'failed', 'undetermined']);
