import { parseUrl } from '../model/origin.ts';

/** What DevTools' own recorder reports of a request with CORS. `at`: milliseconds since the epoch. */
export type RecordedRequest = { readonly url: string; readonly at: number };

/** The background hears of a request before DevTools report its end, but may tell of it later. */
const TELLING_MS = 2_000;

/**
 * The hosts of which the browser told the extension nothing, although it may watch them, in the
 * order of the first request. An administrator’s policy withholds hosts so, and no permission shows
 * it. `heard`: the hosts of all requests that the background told of. `mayHearSince`: from when on
 * it would have heard of a host's requests.
 */
export function withheldHosts(
  recorded: readonly RecordedRequest[],
  heard: ReadonlySet<string>,
  mayHearSince: (host: string) => number,
  now: number,
): readonly string[] {
  const withheld = new Set<string>();
  for (const { url, at } of recorded) {
    const host = parseUrl(url)?.hostname;
    if (host === undefined || heard.has(host)) continue;
    if (at >= mayHearSince(host) && at <= now - TELLING_MS) withheld.add(host);
  }
  return [...withheld];
}
