import { startTransition, useEffect, useMemo, useRef, useState } from 'react';
import type { Endpoint } from '../diagnosis/endpoints.ts';
import { createFilter, type Filter } from './filter.ts';

/** How long one look at the rows may keep the view from answering. */
const SLICE_MS = 8;
/** The clock is asked now and then only. */
const BETWEEN_LOOKS = 50;

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
    const looked = lookInSlices(latest.current, wanted);
    const done = () => startTransition(() => setPasses(() => wanted));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const goOn = (): void => {
      if (looked.next().done === true) done();
      else timer = setTimeout(goOn);
    };
    goOn();
    return () => clearTimeout(timer);
  }, [wanted]);
  return useMemo(() => endpoints.filter(passes), [endpoints, passes]);
}

/** Asks a filter, which remembers its answers, about each row; hands over when a slice is full. */
function* lookInSlices(
  endpoints: readonly Endpoint[],
  passes: (endpoint: Endpoint) => boolean,
): Generator<void> {
  let end = performance.now() + SLICE_MS;
  for (const [index, endpoint] of endpoints.entries()) {
    passes(endpoint);
    if (index % BETWEEN_LOOKS > 0 || performance.now() < end) continue;
    yield;
    end = performance.now() + SLICE_MS;
  }
}
