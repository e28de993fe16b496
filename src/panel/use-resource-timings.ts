import { useEffect, useMemo } from 'react';
import type { ViewEnvironment } from '../ui/environment.ts';
import type { Feed } from '../ui/feed.ts';
import type { ViewState } from '../ui/state.ts';
import { createTimingReader } from '../ui/timing-reader.ts';
import { useLatest } from '../ui/use-latest.ts';

/**
 * Hands on what the page's resource timing tells of requests whose end says nothing of CORS. Costs
 * nothing where the browser's own events do.
 */
export function useResourceTimings(
  { browser, exchanges }: ViewState,
  { resourceTimings }: ViewEnvironment,
  handedOver: Feed['handedOver'],
): void {
  const tell = useLatest(handedOver);
  const reader = useMemo(
    () => (resourceTimings === null ? null : createTimingReader(resourceTimings, tell)),
    [resourceTimings, tell],
  );
  useEffect(() => reader?.look(exchanges, browser), [reader, exchanges, browser]);
  useEffect(() => reader?.stop, [reader]);
}
