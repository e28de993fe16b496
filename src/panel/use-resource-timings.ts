import { useEffect, useMemo } from 'react';
import type { ViewEnvironment } from '../ui/environment.ts';
import type { Feed } from '../ui/feed.ts';
import type { ViewState } from '../ui/state.ts';
import { createTimingReader } from '../ui/timing-reader.ts';
import { useLatest } from '../ui/use-latest.ts';

/**
 * Sends the page's resource timings for requests whose end does not show what CORS decided. Does
 * nothing if the browser's own events are enough.
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
