import type { BrowserName, Exchange } from '../model/exchange.ts';
import { originOf, type SerializedOrigin } from '../model/origin.ts';
import { pageOrigin } from '../policy/legs.ts';
import { isCorsSafelistedMethod } from '../policy/safelists.ts';
import { type Asked, askedAt, clientHeaders, methodInUpperCase } from './asked.ts';
import { corsLegs, showsCredentials } from './credentials.ts';
import { groupBy } from './group-by.ts';
import { memoize } from './lazy.ts';

/** What a server must allow a page, mistakes of the page left out. */
export type Wanted = {
  /** Not safelisted, in the page's own case (`PATCH` for `patch`). */
  readonly methods: readonly string[];
  /** Lower-case. */
  readonly headers: readonly string[];
  readonly credentials: boolean;
};

const NOTHING: Wanted = { methods: [], headers: [], credentials: false };

/** What one leg makes necessary, by what it asks. */
export function wantedBy({ method, headers }: Asked, credentials: boolean): Wanted {
  const spelled = methodInUpperCase(method);
  const mistaken = clientHeaders(headers);
  return {
    methods: isCorsSafelistedMethod(spelled) ? [] : [spelled],
    headers: headers.filter((name) => !mistaken.includes(name)),
    credentials,
  };
}

/** All that any of them wants, each thing once, in order. */
export function wantedByAll(all: readonly Wanted[]): Wanted {
  return {
    methods: [...new Set(all.flatMap(({ methods }) => methods))],
    headers: [...new Set(all.flatMap(({ headers }) => headers))],
    credentials: all.some(({ credentials }) => credentials),
  };
}

/** What a page was seen to want of a server in all of its CORS requests, refused or not. */
export function wantedOf(
  server: SerializedOrigin,
  page: SerializedOrigin,
  exchanges: readonly Exchange[],
  browser: BrowserName,
): Wanted {
  return summary(exchanges, browser).get(keyOf(server, page)) ?? NOTHING;
}

const keyOf = (server: SerializedOrigin, page: SerializedOrigin): string => `${page} ${server}`;

/** By page and server. All rows of one server share it. */
const summary = memoize((exchanges: readonly Exchange[], browser: BrowserName) => {
  const legs = exchanges.flatMap((exchange) => wantedIn(exchange, browser));
  const groups = groupBy(legs, ([key]) => key);
  return new Map(
    [...groups].map(([key, found]) => [key, wantedByAll(found.map(([, one]) => one))]),
  );
});

/** What each leg of one exchange wants, by page and server. */
const wantedIn = memoize((exchange: Exchange, browser: BrowserName) =>
  corsLegs(exchange, browser).map((leg): readonly [key: string, Wanted] => [
    keyOf(originOf(leg.hop.url), pageOrigin(exchange)),
    wantedBy(askedAt(leg.hop), showsCredentials(leg, exchange.resourceType, browser)),
  ]),
);
