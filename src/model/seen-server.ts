import type { Exchange, Hop } from './exchange.ts';
import { groupBy } from './group-by.ts';
import { get, type HeaderList } from './header-list.ts';
import { memoize, remember } from './lazy.ts';
import { originOf, type SerializedOrigin } from './origin.ts';

/** One response of a server, as seen on the wire. */
export type SeenAnswer = {
  readonly kind: 'preflight' | 'actual';
  readonly url: string;
  /** The method on the wire: `OPTIONS` for a preflight. */
  readonly method: string;
  readonly requestHeaders: HeaderList;
  readonly status: number;
  readonly headers: HeaderList;
  /** Milliseconds since the epoch. */
  readonly at: number;
};

/** What one server (an origin) answered, oldest first. */
export type SeenServer = {
  readonly server: SerializedOrigin;
  readonly answers: readonly SeenAnswer[];
  /**
   * What it answered before it changed, and so shows nothing about it any more. Absent: nothing.
   */
  readonly earlier?: readonly SeenAnswer[];
  /**
   * If these are only its first answers: all of them. What software it runs shows in any of them.
   */
  readonly whole?: SeenServer;
};

/** A server's first responses show what it is; they also set its cookies. */
const [FIRST, NEWEST] = [50, 150];

/** The ends of a list, without the middle of very many. */
export const ends = <One>(all: readonly One[]): readonly One[] =>
  all.length <= FIRST + NEWEST ? all : [...all.slice(0, FIRST), ...all.slice(-NEWEST)];

/** The server by as many answers as show what software it runs. */
export const sampleOf = remember((server: SeenServer): SeenServer => {
  const { answers } = server.whole ?? server;
  return { ...server, answers: ends(answers) };
});

/** The server as it was seen to answer until then. Each moment gives one object. */
export function asOf(server: SeenServer, at: number): SeenServer {
  const count = countUntil(server.answers, at);
  return count === server.answers.length ? server : firstOf(server, `${count}`);
}

const firstOf = memoize((whole: SeenServer, count: `${number}`): SeenServer => {
  const { server, answers } = whole;
  return { server, answers: answers.slice(0, Number(count)), whole };
});

/** How many answers came until then: they are sorted by time. */
function countUntil(answers: readonly SeenAnswer[], at: number): number {
  let [from, to] = [0, answers.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((answers[middle]?.at ?? 0) <= at) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * The answers of a kind. They are collected once for a server, however many moments of it are asked
 * for: `asOf` makes one for each row.
 */
export function answersOfKind(
  isKind: (answer: SeenAnswer) => boolean,
): (server: SeenServer) => readonly SeenAnswer[] {
  return answersChosen((answers) => answers.filter(isKind));
}

/** The same for a choice that later answers do not change, such as the first ones of each kind. */
export function answersChosen(
  choose: (answers: readonly SeenAnswer[]) => readonly SeenAnswer[],
): (server: SeenServer) => readonly SeenAnswer[] {
  const all = remember(({ answers }: SeenServer) => choose(answers));
  return (server) => firstOnes(all(server.whole ?? server), server);
}

/** The same by a key. */
export function answersByKey<Key>(
  keyOf: (answer: SeenAnswer) => Key,
): (server: SeenServer, key: Key) => readonly SeenAnswer[] {
  const groups = remember(
    ({ answers }: SeenServer): ReadonlyMap<Key, readonly SeenAnswer[]> => groupBy(answers, keyOf),
  );
  return (server, key) => firstOnes(groups(server.whole ?? server).get(key) ?? [], server);
}

const answersByUrl = answersByKey(({ url }) => url);

function firstOnes(
  some: readonly SeenAnswer[],
  { answers, whole }: SeenServer,
): readonly SeenAnswer[] {
  if (whole === undefined) return some;
  const end = answers.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  const last = some.at(-1);
  return last === undefined || last.at <= end ? some : some.slice(0, countUntil(some, end));
}

/** All answers of a server to one URL, also those from before it changed. Oldest first. */
export function everAnsweredAt(server: SeenServer, url: string): readonly SeenAnswer[] {
  const { earlier = [] } = server;
  const now = answersByUrl(server, url);
  return earlier.length === 0 ? now : [...(earlierByUrl(earlier).get(url) ?? []), ...now];
}

const earlierByUrl = remember((earlier: readonly SeenAnswer[]) =>
  groupBy(earlier, ({ url }) => url),
);

/** Collects what `server` answered in the given exchanges, without what was only tried. */
export function seenServerOf(exchanges: readonly Exchange[], server: SerializedOrigin): SeenServer {
  const answers = exchanges
    .filter(({ tried }) => tried === undefined)
    .flatMap(({ hops }) => hops.filter(({ url }) => originOf(url) === server))
    .flatMap(answersAt);
  return { server, answers: answers.toSorted((a, b) => a.at - b.at) };
}

/** The response to a hop's preflight, and the one to its request. */
export const answersAt = remember((hop: Hop): readonly SeenAnswer[] => [
  ...answerOf('preflight', hop.url, hop.preflight),
  ...answerOf('actual', hop.url, hop),
]);

function answerOf(
  kind: SeenAnswer['kind'],
  url: string,
  asked: Pick<Hop, 'request' | 'response'> | null,
): readonly SeenAnswer[] {
  if (asked === null || asked.response === null) return [];
  const { method = 'GET', headers: requestHeaders = [] } = asked.request ?? {};
  const { status, headers, at } = asked.response;
  return [{ kind, url, method, requestHeaders, status, headers, at }];
}

/** The `Origin` of the answered request. Null when it had none. */
export function requestOrigin(one: SeenAnswer): SerializedOrigin | null {
  return get(one.requestHeaders, 'origin') as SerializedOrigin | null;
}
