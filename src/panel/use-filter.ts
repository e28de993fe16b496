import { startTransition, useEffect, useMemo, useRef, useState } from 'react';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { eachInTurn } from '../model/work.ts';
import { inSlices } from '../ui/in-slices.ts';
import { createFilter, type Filter } from './filter.ts';

/** How long one slice of filtering may block the view. */
const SLICE_MS = 8;

/**
 * The rows that pass. A new filter checks a long list in slices, and the previous filter holds
 * meanwhile. So typing stays smooth with many rows.
 */
export function useFiltered(
  endpoints: readonly Endpoint[],
  { text, verdict, scope, navigatedAt }: Filter,
): readonly Endpoint[] {
  const wanted = useMemo(
    () => createFilter({ text, verdict, scope, navigatedAt }),
    [text, verdict, scope, navigatedAt],
  );
  const [passes, setPasses] = useState(() => wanted);
  const latest = useRef(endpoints);
  useEffect(() => {
    latest.current = endpoints;
  });
  useEffect(() => {
    const stop = new AbortController();
    // A filter caches its results.
    void inSlices(eachInTurn(latest.current, wanted), {
      ms: SLICE_MS,
      priority: 'user-visible',
      signal: stop.signal,
    }).then((looked) => {
      if (looked !== null) startTransition(() => setPasses(() => wanted));
    });
    return () => stop.abort();
  }, [wanted]);
  return useMemo(() => endpoints.filter(passes), [endpoints, passes]);
}
