import type { Exchange } from '../model/exchange.ts';
import { lazy, remember } from '../model/lazy.ts';
import type { SerializedOrigin } from '../model/origin.ts';
import { ends, type SeenServer, seenServerOf } from '../model/seen-server.ts';
import { type Reply, runsOf } from './runs.ts';

/** What is known of a server when one of its exchanges is diagnosed. */
export type KnownServer = {
  /** As it answers now, with what it answered to this exchange. */
  readonly now: SeenServer;
  /** As it was when it answered this exchange. */
  readonly inItsTime: SeenServer;
  /** Whether it has changed since. */
  readonly hasChanged: boolean;
  /** Only what it answered to this exchange and later; if that is very much, the ends of it. */
  readonly fresh: SeenServer;
  /** Only what it answered later, and not all of that: one object for many exchanges. */
  readonly newest: SeenServer;
};

/** What a server answers now; callers with the same list of exchanges share it. */
export function seenServerIn(exchanges: readonly Exchange[], server: SerializedOrigin): SeenServer {
  return historyOf(exchanges, server).now();
}

/** What a server answered, as far as it matters for one exchange. */
export function knownServer(
  exchange: Exchange,
  exchanges: readonly Exchange[],
  server: SerializedOrigin,
): KnownServer {
  const { runs, places, now: current, at, lastOnes } = historyOf(exchanges, server);
  const now = current();
  const place = places().get(exchange);
  if (place === undefined || place.run < runs.length - 1) {
    const own = seenServerOf([exchange], server);
    const isIn = own.answers.length === 0;
    const both = isIn ? now : { ...now, answers: [...own.answers, ...now.answers] };
    const inItsTime = place === undefined ? both : at(place.run);
    const fresh = isIn ? now : own;
    return { now: both, inItsTime, hasChanged: place !== undefined, fresh, newest: fresh };
  }
  if (place.index === 0) {
    return { now, inItsTime: now, hasChanged: false, fresh: now, newest: now };
  }
  const run = runs[place.run] ?? [];
  const left = run.length - place.index;
  const fresh = lazy(() => ({ server, answers: answersIn(ends(run.slice(place.index))) }));
  return {
    now,
    inItsTime: now,
    hasChanged: false,
    get fresh() {
      return fresh();
    },
    get newest() {
      return lastOnes(2 ** Math.floor(Math.log2(left)));
    },
  };
}

type Place = { readonly run: number; readonly index: number };

type History = {
  readonly runs: ReturnType<typeof runsOf>;
  /** Where the last reply to each exchange is. */
  readonly places: () => ReadonlyMap<Exchange, Place>;
  readonly now: () => SeenServer;
  /** The server during one run. */
  readonly at: (run: number) => SeenServer;
  /** The server by that many of its newest replies. */
  readonly lastOnes: (count: number) => SeenServer;
};

const histories = remember((_: readonly Exchange[]) => new Map<string, History>());

function historyOf(exchanges: readonly Exchange[], server: SerializedOrigin): History {
  const known = histories(exchanges);
  const history = known.get(server) ?? newHistory(exchanges, server);
  known.set(server, history);
  return history;
}

function newHistory(exchanges: readonly Exchange[], server: SerializedOrigin): History {
  const runs = runsOf(exchanges, server);
  const served = runs.map((run, index) =>
    lazy((): SeenServer => {
      const earlier = runs.slice(0, index).flat();
      return { server, answers: answersIn(run), ...(index > 0 && { earlier: answersIn(earlier) }) };
    }),
  );
  const nothing: SeenServer = { server, answers: [] };
  const at = (run: number): SeenServer => served.at(run)?.() ?? nothing;
  const made = new Map<number, SeenServer>();
  const lastOnes = (count: number): SeenServer => {
    const known = made.get(count) ?? {
      server,
      answers: answersIn(runs.at(-1)?.slice(-count) ?? []),
    };
    made.set(count, known);
    return known;
  };
  return { runs, places: lazy(() => placesIn(runs)), now: () => at(-1), at, lastOnes };
}

function placesIn(runs: History['runs']): ReadonlyMap<Exchange, Place> {
  const places = new Map<Exchange, Place>();
  for (const [run, replies] of runs.entries()) {
    for (const [index, { exchange }] of replies.entries()) places.set(exchange, { run, index });
  }
  return places;
}

const answersIn = (replies: readonly Reply[]): SeenServer['answers'] =>
  replies.flatMap(({ answers }) => answers).toSorted((a, b) => a.at - b.at);
