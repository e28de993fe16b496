import type { Exchange, Hop } from './exchange.ts';
import { get, type HeaderList } from './header-list.ts';
import { remember } from './lazy.ts';
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
};

/** All answers of a server, also those from before it changed. Oldest first. */
export const everAnswered = ({ answers, earlier = [] }: SeenServer): readonly SeenAnswer[] =>
  earlier.length === 0 ? answers : [...earlier, ...answers];

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
