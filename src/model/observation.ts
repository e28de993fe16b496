import type { Exchange } from './exchange.ts';
import { get, type HeaderList } from './header-list.ts';
import { originOf, type SerializedOrigin } from './origin.ts';

/** One answer of a server, as seen on the wire. */
export type ObservedAnswer = {
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

/** Everything that one server (an origin) was seen to answer, oldest first. */
export type ServerObservation = {
  readonly server: SerializedOrigin;
  readonly answers: readonly ObservedAnswer[];
};

/** Collects what `server` answered in the given exchanges. */
export function observeServer(
  exchanges: readonly Exchange[],
  server: SerializedOrigin,
): ServerObservation {
  const answers = exchanges.flatMap((exchange) =>
    exchange.hops
      .filter((hop) => originOf(hop.url) === server)
      .flatMap((hop) => [
        ...(hop.preflight?.response ? [answer('preflight', hop.url, hop.preflight)] : []),
        ...(hop.response ? [answer('actual', hop.url, hop)] : []),
      ]),
  );
  return {
    server,
    answers: answers.filter((one) => one !== null).toSorted((a, b) => a.at - b.at),
  };
}

function answer(
  kind: ObservedAnswer['kind'],
  url: string,
  { request, response }: Pick<Exchange['hops'][0], 'request' | 'response'>,
): ObservedAnswer | null {
  if (response === null) return null;
  return {
    kind,
    url,
    method: request?.method ?? 'GET',
    requestHeaders: request?.headers ?? [],
    status: response.status,
    headers: response.headers,
    at: response.at,
  };
}

/** The `Origin` that the answered request carried, or null when it carried none. */
export function requestOrigin(one: ObservedAnswer): SerializedOrigin | null {
  return get(one.requestHeaders, 'origin') as SerializedOrigin | null;
}
