import { useEffect, useMemo, useRef, useState } from 'react';
import type { KeptEntry } from '../har/keep-entry.ts';
import { fields, list, text } from '../model/fields.ts';
import { originOf, parseUrl } from '../model/origin.ts';
import type { Grants } from '../ui/grants.ts';
import type { ViewState } from '../ui/state.ts';
import { type RecordedRequest, withheldHosts } from '../witnesses/withheld-hosts.ts';

/** When a request that has just ended may be looked for. */
const LOOK_AGAIN_MS = 2_500;

/**
 * The hosts that the browser does not let the extension watch, although they are granted: what
 * DevTools recorded since this view is open is compared with what the background told.
 */
export function useWithheldHosts(
  entries: readonly KeptEntry[],
  { exchanges, status, file }: ViewState,
  { settled, page, notGranted }: Grants,
): readonly string[] {
  const heard = useRef(new Set<string>());
  const deniedAt = useRef(new Map<string, number>());
  const [since, setSince] = useState(Number.POSITIVE_INFINITY);
  const [withheld, setWithheld] = useState<readonly string[]>([]);

  useEffect(() => {
    const denied = page?.granted === false ? [page.host, ...notGranted] : notGranted;
    for (const host of denied) deniedAt.current.set(host, Date.now());
    // Without the page's own host, the browser tells of none of its requests.
    if (page?.granted === false) setSince(Date.now());
  }, [page, notGranted]);
  const recorded = useMemo(() => entries.flatMap(recordedRequest), [entries]);
  const { watching = false, restarts = 0, interruptedAt = 0 } = status ?? {};
  const isHearing = watching && settled && file === null;
  // A worker that was stopped may have missed requests.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each restart begins anew
  useEffect(() => {
    setSince(isHearing ? Date.now() : Number.POSITIVE_INFINITY);
  }, [isHearing, restarts, interruptedAt]);

  useEffect(() => {
    // Remembered, because cleared requests were told, too.
    for (const { hops } of exchanges) {
      for (const { url } of hops) heard.current.add(hostOf(url));
    }
    const look = (): void => {
      const mayHearSince = (host: string) =>
        Math.max(since, (deniedAt.current.get(host) ?? 0) + LOOK_AGAIN_MS);
      const now = withheldHosts(recorded, heard.current, mayHearSince, Date.now());
      setWithheld((before) => (now.join() === before.join() ? before : now));
    };
    look();
    const timer = setTimeout(look, LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [recorded, since, exchanges]);
  return withheld;
}

const hostOf = (url: string): string => parseUrl(url)?.hostname ?? '';

/** Only requests to another origin with CORS are listed. */
function recordedRequest({ request, startedDateTime }: KeptEntry): readonly RecordedRequest[] {
  const { url, method, headers } = fields(request);
  const origin = list(headers)
    .map(fields)
    .find(({ name }) => text(name).toLowerCase() === 'origin')?.['value'];
  const isCors = origin !== undefined && origin !== originOf(text(url)) && method !== 'OPTIONS';
  return isCors ? [{ url: text(url), at: Date.parse(startedDateTime) }] : [];
}
