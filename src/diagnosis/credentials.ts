import type { BrowserName, CredentialsMode, Exchange } from '../model/exchange.ts';
import { type Known, observed } from '../model/known.ts';
import type { SerializedOrigin } from '../model/origin.ts';
import { BROWSERS } from '../policy/browsers.ts';
import { observedCredentials } from '../policy/credentials.ts';
import { type Leg, legsOf, pageOrigin } from '../policy/legs.ts';
import { mayBeCors, requestMode } from '../policy/request-mode.ts';
import { memoize } from './lazy.ts';

/** The legs of an exchange to which the CORS check applies for certain. */
export const corsLegs = memoize((exchange: Exchange, browser: BrowserName): readonly Leg[] => {
  const origin = pageOrigin(exchange);
  const mode = requestMode(exchange, origin);
  if (!mayBeCors(mode)) return [];
  return legsOf(exchange, mode, origin, BROWSERS[browser]).filter(({ tainted }) => tainted);
});

/** Whether a leg shows by itself that it went with credentials. */
export function showsCredentials(leg: Leg, browser: BrowserName): boolean {
  const mode = observedCredentials([leg], BROWSERS[browser]);
  return mode.known && mode.value === 'include';
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

const modeOf = memoize((exchange: Exchange, browser: BrowserName): Known<CredentialsMode> => {
  const seen = observedCredentials(corsLegs(exchange, browser), BROWSERS[browser]);
  const { declared } = exchange;
  return seen.known || declared === undefined ? seen : observed(declared.credentials);
});

/** The newest mode that was seen of each page. All rows of one server share it. */
const modesOf = memoize(
  (exchanges: readonly Exchange[], browser: BrowserName): ReadonlyMap<string, CredentialsMode> => {
    const modes = new Map<string, CredentialsMode>();
    for (const exchange of exchanges) {
      const mode = modeOf(exchange, browser);
      if (mode.known) modes.set(pageOrigin(exchange), mode.value);
    }
    return modes;
  },
);
