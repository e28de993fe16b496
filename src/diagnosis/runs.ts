import type { Exchange, Hop } from '../model/exchange.ts';
import { elements, get, has } from '../model/header-list.ts';
import { remember } from '../model/lazy.ts';
import { originOf, type SerializedOrigin } from '../model/origin.ts';
import { answersAt, type SeenAnswer } from '../model/seen-server.ts';
import { failureOf } from '../policy/network-errors.ts';

/** What a server answered to one request: to its preflight, and to itself. */
export type Reply = {
  readonly exchange: Exchange;
  /** When the last of them came, in milliseconds since the epoch. */
  readonly at: number;
  /** At least one. */
  readonly answers: readonly SeenAnswer[];
};

/** Replies of the same software with the same settings, oldest first. At least one. */
export type Run = readonly Reply[];

/**
 * Divides a server's replies into runs, the oldest first. Only the last run shows what the server
 * is now. A run ends in one of three ways:
 *
 * - The server refused a connection, so it stopped, and another one may have started.
 * - It answered an equal question with other CORS headers, or under another name.
 * - A server with another name answers, and none with the old name ever answers again.
 *
 * What the browser took from its cache, what was only tried, and what it asked while the server was failing, shows
 * nothing about settings and ends no run.
 */
export function runsOf(all: readonly Exchange[], server: SerializedOrigin): readonly Run[] {
  const exchanges = all.filter(({ tried }) => tried === undefined);
  const replies = repliesOf(exchanges, server);
  const stops = stopsOf(exchanges, server);
  const leaving = lastSeen(replies);
  const runs: Reply[][] = [];
  let known: Known = nothingKnown();
  let stopped = 0;
  for (const [index, reply] of replies.entries()) {
    let isNew = runs.length === 0;
    for (; (stops[stopped] ?? Number.POSITIVE_INFINITY) < reply.at; stopped += 1) isNew = true;
    if (isNew || contradicts(reply, known) || replaces(reply, index, known, leaving)) {
      known = nothingKnown();
      runs.push([]);
    }
    learn(reply, known);
    runs.at(-1)?.push(reply);
  }
  return runs;
}

function repliesOf(exchanges: readonly Exchange[], server: SerializedOrigin): readonly Reply[] {
  return exchanges
    .flatMap((exchange) =>
      exchange.hops
        .filter((hop) => originOf(hop.url) === server && !isFromCache(hop))
        .map((hop) => ({ exchange, at: answeredAt(hop), answers: answersAt(hop) })),
    )
    .filter(({ answers }) => answers.length > 0)
    .toSorted((a, b) => a.at - b.at);
}

const isFromCache = ({ response }: Hop): boolean => response?.fromCache === true;

const answeredAt = (hop: Hop): number =>
  Math.max(hop.at, hop.preflight?.response?.at ?? 0, hop.response?.at ?? 0);

/** When the server refused a connection, oldest first. */
export function stopsOf(
  exchanges: readonly Exchange[],
  server: SerializedOrigin,
): readonly number[] {
  return exchanges
    .flatMap(({ hops, ending }) => {
      const last = hops.at(-1);
      if (last === undefined || originOf(last.url) !== server) return [];
      return [ending, last.preflight?.ending].flatMap((end) =>
        end?.kind === 'error' && isRefusal(end.error) ? [Math.max(last.at, end.at)] : [],
      );
    })
    .toSorted((a, b) => a - b);
}

/** Either browser's name for it. */
const isRefusal = (error: string): boolean =>
  failureOf(error, error.startsWith('net::') ? 'chromium' : 'firefox') === 'connection-refused';

/** What the replies of a run show so far. */
type Known = {
  /** The newest answer to each question, as text. */
  readonly answered: Map<string, string>;
  /** The names under which the server answered preflights, and requests. */
  readonly names: Readonly<Record<SeenAnswer['kind'], Set<string>>>;
};

const nothingKnown = (): Known => ({
  answered: new Map(),
  names: { preflight: new Set(), actual: new Set() },
});

function learn({ answers }: Reply, { answered, names }: Known): void {
  for (const answer of answers) {
    const { kind, question, said, name } = printOf(answer);
    if (question === null) continue;
    answered.set(question, said);
    if (name !== null) names[kind].add(name);
  }
}

const contradicts = ({ answers }: Reply, { answered }: Known): boolean =>
  answers.some((answer) => {
    const { question, said } = printOf(answer);
    const before = question === null ? undefined : answered.get(question);
    return before !== undefined && before !== said;
  });

/** By kind and name: the index of the last reply under that name. */
type LastSeen = ReadonlyMap<string, number>;

function lastSeen(replies: readonly Reply[]): LastSeen {
  const last = new Map<string, number>();
  for (const [index, { answers }] of replies.entries()) {
    for (const answer of answers) {
      const { kind, question, name } = printOf(answer);
      if (question !== null && name !== null) last.set(`${kind} ${name}`, index);
    }
  }
  return last;
}

/** Layers of one server answer in turn; a server that was replaced never answers again. */
const replaces = ({ answers }: Reply, index: number, { names }: Known, last: LastSeen): boolean =>
  answers.some((answer) => {
    const { kind, question, name } = printOf(answer);
    if (question === null || name === null) return false;
    const before = names[kind];
    if (before.size === 0 || before.has(name)) return false;
    return [...before].every((other) => (last.get(`${kind} ${other}`) ?? -1) < index);
  });

/** An answer's CORS headers, as text. */
export const corsTextOf = (answer: SeenAnswer): string => printOf(answer).cors;

type Print = {
  readonly kind: SeenAnswer['kind'];
  /**
   * Equal for answers that only another server or other settings can make different. Null: the
   * answer shows no settings.
   */
  readonly question: string | null;
  readonly cors: string;
  readonly said: string;
  /** What the server calls itself. Null: nothing. */
  readonly name: string | null;
};

/** Something in front of the application answers so, or the application while it is broken. */
const showsNoSettings = (status: number): boolean =>
  status >= 500 || status === 304 || status === 413 || status === 421 || status === 429;

const printOf = remember((answer: SeenAnswer): Print => {
  const { kind, method, url, status, headers, requestHeaders } = answer;
  const asked = (name: string): string => (get(requestHeaders, name) ?? '').toLowerCase();
  const sends = (name: string): boolean => has(requestHeaders, name);
  const names = [productOf(answer, 'server'), productOf(answer, 'x-powered-by')];
  const question = [
    kind,
    method,
    url.split(/[?#]/, 1),
    asked('origin'),
    asked('access-control-request-method'),
    asked('access-control-request-headers'),
    sends('cookie'),
    sends('authorization'),
    // An error often comes from a layer that adds no CORS headers.
    kind === 'actual' ? status : '',
  ];
  const cors = JSON.stringify(
    headers
      .map(([name, value]): [string, string] => [name.toLowerCase(), value.trim()])
      .filter(([name]) => name.startsWith('access-control-'))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
  const varies = elements(headers, 'vary').some((name) => name.toLowerCase() === 'origin');
  return {
    kind,
    question: showsNoSettings(status) ? null : JSON.stringify(question),
    cors,
    said: JSON.stringify([cors, varies, names]),
    name: names.every((name) => name === '') ? null : names.join(' '),
  };
});

/** Without the version: machines of one server may differ in it. */
const productOf = ({ headers }: SeenAnswer, name: string): string =>
  (get(headers, name) ?? '')
    .split(/[/\s(,;]/, 1)
    .join('')
    .toLowerCase();
