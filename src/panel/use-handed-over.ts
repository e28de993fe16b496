import { useEffect, useMemo, useRef } from 'react';
import type { ViewEnvironment } from '../ui/environment.ts';
import type { Feed } from '../ui/feed.ts';
import type { ViewState } from '../ui/state.ts';
import { createTimingReader } from '../ui/timing-reader.ts';

/**
 * Hands on what the page's resource timing tells of requests whose end says nothing of CORS. Costs
 * nothing where the browser's own events do.
 */
export function useHandedOver(
  { browser, exchanges }: ViewState,
  { resourceTimings }: ViewEnvironment,
  told: Feed['handedOver'],
): void {
  const tell = useRef(told);
  useEffect(() => {
    tell.current = told;
  });
  const reader = useMemo(
    () =>
      resourceTimings === null
        ? null
        : createTimingReader(resourceTimings, (requests) => tell.current(requests)),
    [resourceTimings],
  );
  useEffect(() => reader?.look(exchanges, browser), [reader, exchanges, browser]);
  useEffect(() => reader?.stop, [reader]);
}
