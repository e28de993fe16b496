import type { BrowserName, CredentialsMode, Exchange } from '../model/exchange.ts';
import { type Known, unknown } from '../model/known.ts';
import { BROWSERS } from '../policy/browsers.ts';
import { observedCredentials } from '../policy/credentials.ts';
import { evaluate } from '../policy/evaluate.ts';
import { type Leg, legsOf, pageOrigin } from '../policy/legs.ts';
import { mayBeCors, requestMode } from '../policy/request-mode.ts';
import { memoize, remember } from './lazy.ts';

/** The legs of an exchange to which the CORS check applies for certain. */
export const corsLegs = memoize((exchange: Exchange, browser: BrowserName): readonly Leg[] => {
  const origin = pageOrigin(exchange);
  const mode = requestMode(exchange, origin);
  if (!mayBeCors(mode)) return [];
  return legsOf(exchange, mode, origin, BROWSERS[browser]).filter(({ tainted }) => tainted);
});

/** Whether a leg of such a request shows by itself that it went with credentials. */
export function showsCredentials(leg: Leg, resourceType: string, browser: BrowserName): boolean {
  const mode = observedCredentials([leg], BROWSERS[browser], resourceType);
  return mode.known && mode.value === 'include';
}

/**
 * The credentials mode that the exchange's page is likely to have used, by what was seen of it and
 * of the same server: the mode of most of its requests with the same method to the same URL, else
 * to the same URL, else to the server; the newer one where both were seen as often. Null when
 * nothing shows any.
 */
export function likelyCredentials(
  exchange: Exchange,
  exchanges: readonly Exchange[],
  browser: BrowserName,
): CredentialsMode | null {
  const seen = usesOf(exchanges, browser);
  const uses = keysOf(exchange).flatMap((key) => seen.get(key) ?? [])[0];
  return uses === undefined ? null : moreUsed(uses);
}

/** How often a mode was used, and which one last. */
type Uses = { readonly include: number; readonly other: number; readonly last: CredentialsMode };

function moreUsed({ include, other, last }: Uses): CredentialsMode {
  if (include === other) return last;
  return include > other ? 'include' : 'same-origin';
}

/** What uses are counted by, the closest first: the URL without its query. */
const keysOf = remember((exchange: Exchange): readonly string[] => {
  const page = pageOrigin(exchange);
  const { url, method } = exchange.hops[0];
  const [path = ''] = url.split('?', 1);
  return [`${page} ${path} ${method}`, `${page} ${path}`, page];
});

/** Shown by the request itself, or by what the browser did with it, or declared by the page. */
const modeOf = memoize((exchange: Exchange, browser: BrowserName): Known<CredentialsMode> => {
  if (corsLegs(exchange, browser).length === 0) return unknown('No CORS check was made.');
  return evaluate(exchange, browser).credentials;
});

/** All rows of one server share it. */
const usesOf = memoize(
  (exchanges: readonly Exchange[], browser: BrowserName): ReadonlyMap<string, Uses> => {
    const seen = new Map<string, Uses>();
    for (const exchange of exchanges) {
      const mode = modeOf(exchange, browser);
      if (!mode.known) continue;
      for (const key of keysOf(exchange)) seen.set(key, withUse(seen.get(key), mode.value));
    }
    return seen;
  },
);

function withUse(uses: Uses | undefined, last: CredentialsMode): Uses {
  const { include, other } = uses ?? { include: 0, other: 0 };
  return last === 'include'
    ? { include: include + 1, other, last }
    : { include, other: other + 1, last };
}
