import type { Exchange } from '../model/exchange.ts';
import { lazy, remember } from '../model/lazy.ts';
import type { SerializedOrigin } from '../model/origin.ts';
import { type SeenServer, seenServerOf } from '../model/seen-server.ts';
import { type Reply, runsOf } from './runs.ts';

/** What is known of a server when one of its exchanges is diagnosed. */
export type KnownServer = {
  /** As it answers now, with what it answered to this exchange. */
  readonly now: SeenServer;
  /** As it was when it answered this exchange. */
  readonly inItsTime: SeenServer;
  /** Whether it has changed since. */
  readonly hasChanged: boolean;
  /** Only what it answered to this exchange and later. */
  readonly fresh: SeenServer;
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
  const { runs, places, now: newest, at } = historyOf(exchanges, server);
  const now = newest();
  const place = places().get(exchange);
  if (place === undefined || place.run < runs.length - 1) {
    const own = seenServerOf([exchange], server);
    const isIn = own.answers.length === 0;
    const both = isIn ? now : { ...now, answers: [...own.answers, ...now.answers] };
    const inItsTime = place === undefined ? both : at(place.run);
    return { now: both, inItsTime, hasChanged: place !== undefined, fresh: isIn ? now : own };
  }
  const later = runs[place.run]?.slice(place.index) ?? [];
  const fresh = place.index === 0 ? now : { server, answers: answersIn(later) };
  return { now, inItsTime: now, hasChanged: false, fresh };
}

type Place = { readonly run: number; readonly index: number };

type History = {
  readonly runs: ReturnType<typeof runsOf>;
  /** Where the last reply to each exchange is. */
  readonly places: () => ReadonlyMap<Exchange, Place>;
  readonly now: () => SeenServer;
  /** The server during one run. */
  readonly at: (run: number) => SeenServer;
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
  return { runs, places: lazy(() => placesIn(runs)), now: () => at(-1), at };
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
