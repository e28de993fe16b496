import type { Exchange, Hop } from './exchange.ts';
import { get, type HeaderList } from './header-list.ts';
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

/** Everything that one server (an origin) answered, oldest first. */
export type SeenServer = {
  readonly server: SerializedOrigin;
  readonly answers: readonly SeenAnswer[];
};

/** Collects what `server` answered in the given exchanges, without what was only tried. */
export function seenServerOf(exchanges: readonly Exchange[], server: SerializedOrigin): SeenServer {
  const answers = exchanges
    .filter(({ tried }) => tried === undefined)
    .flatMap(({ hops }) => hops.filter(({ url }) => originOf(url) === server))
    .flatMap((hop) => [
      ...answerOf('preflight', hop.url, hop.preflight),
      ...answerOf('actual', hop.url, hop),
    ]);
  return { server, answers: answers.toSorted((a, b) => a.at - b.at) };
}

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
