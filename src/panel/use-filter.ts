import { startTransition, useEffect, useMemo, useRef, useState } from 'react';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { eachInTurn } from '../model/work.ts';
import { inSlices } from '../ui/in-slices.ts';
import { createFilter, type Filter } from './filter.ts';

/** How long one look at the rows may keep the view from answering. */
const SLICE_MS = 8;

/**
 * The rows that pass. A new filter looks at a long list in slices, while the one before still
 * holds: typing stays smooth, however many rows there are.
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
    // A filter remembers its answers.
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
