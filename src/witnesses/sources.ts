import type { StackFrame } from '../model/declared.ts';
import { type Exchange, type Hop, lastHop } from '../model/exchange.ts';
import type { HeaderList } from '../model/header-list.ts';
import type { NetworkEntry } from '../model/network-entry.ts';
import { redactUrl } from '../model/redact.ts';
import { entriesByPlace, entryOfHop, entryOfPreflight } from './nearest-entry.ts';

/** What DevTools and the observer add to an exchange. */
export type Sources = {
  /** The calls that led to the request, the innermost first. Empty when unknown. */
  readonly stack: readonly StackFrame[];
  /** The network error of a preflight. Chromium's extension API only says `net::ERR_FAILED`. */
  readonly preflightError: string | null;
  /** What the request would have sent. The extension API does not show this for a refused one. */
  readonly provisionalHeaders: HeaderList | null;
  /**
   * Whether the refused response came from the HTTP cache, for a request that needed no permission.
   */
  readonly fromCache: boolean;
};

/**
 * What else is known about an exchange: from DevTools' entries of its requests, and from the page's
 * code.
 */
export function sourcesOf(
  exchange: Exchange,
  exchanges: readonly Exchange[],
  entries: readonly NetworkEntry[],
): Sources {
  const requests = exchange.hops.map((hop, index) =>
    entryOfHop(exchange, index, hop, exchanges, entries),
  );
  const { preflight, request } = lastHop(exchange);
  const unsent = request === null ? requests.at(-1) : null;
  const asked = preflight && entryOfPreflight(preflight.request.at, exchange, entries);
  const stack = requests[0]?.stack ?? [];
  return {
    stack: stack.length > 0 ? stack : (exchange.declared?.stack ?? []),
    preflightError: asked?.error || null,
    provisionalHeaders: unsent?.provisionalHeaders ?? null,
    fromCache: exchange.hops.some((hop, i) => isCached(hop, requests[i] ?? null, entries)),
  };
}

/**
 * DevTools show the response of a refused request, except one from the HTTP cache. They also show
 * no response that a worker got. So it must also be known that something filled the cache before.
 */
function isCached(
  { response, started, url }: Hop,
  entry: NetworkEntry | null,
  entries: readonly NetworkEntry[],
): boolean {
  if (response === null || started || entry === null) return false;
  if (entry.status !== 0 || entry.error === null || entry.fromWorker) return false;
  const gets = entriesByPlace(entries).get(`GET ${redactUrl(url)}`) ?? [];
  return gets.some((one) => one.at < entry.at && one.status === 200);
}
