import type { BrowserName, CredentialsMode, Exchange } from '../model/exchange.ts';
import type { SerializedOrigin } from '../model/origin.ts';
import { BROWSERS } from '../policy/browsers.ts';
import { observedCredentials } from '../policy/credentials.ts';
import { type Leg, legsOf, pageOrigin } from '../policy/legs.ts';
import { mayBeCors, requestMode } from '../policy/request-mode.ts';
import { memoize } from './lazy.ts';

/** The legs of an exchange to which the CORS check applies for certain. */
export function corsLegs(exchange: Exchange, browser: BrowserName): readonly Leg[] {
  const origin = pageOrigin(exchange);
  const mode = requestMode(exchange, origin);
  if (!mayBeCors(mode)) return [];
  return legsOf(exchange, mode, origin, BROWSERS[browser]).filter(({ tainted }) => tainted);
}

/** Whether any of these legs shows by itself that it went with credentials. */
export function showCredentials(legs: readonly Leg[], browser: BrowserName): boolean {
  return legs.some((leg) => {
    const mode = observedCredentials([leg], BROWSERS[browser]);
    return mode.known && mode.value === 'include';
  });
}

/**
 * The credentials mode that a page is likely to use with a server, by the newest exchange between
 * the two that shows one; null when none does.
 */
export function likelyCredentials(
  exchanges: readonly Exchange[],
  page: SerializedOrigin,
  browser: BrowserName,
): CredentialsMode | null {
  return modesOf(exchanges, browser).get(page) ?? null;
}

/** The newest mode that was seen of each page. All rows of one server share it. */
const modesOf = memoize(
  (exchanges: readonly Exchange[], browser: BrowserName): ReadonlyMap<string, CredentialsMode> => {
    const modes = new Map<string, CredentialsMode>();
    for (const exchange of exchanges) {
      const mode = observedCredentials(corsLegs(exchange, browser), BROWSERS[browser]);
      if (mode.known) modes.set(pageOrigin(exchange), mode.value);
    }
    return modes;
  },
);
