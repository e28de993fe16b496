import { useMemo } from 'react';
import { createEndpointIndex } from '../endpoints/endpoint-index.ts';
import type { Endpoint } from '../endpoints/endpoints.ts';
import type { ViewState } from './state.ts';

/** What a view lists, diagnosed, in the order of first appearance. Costs what has changed. */
export function useEndpoints({ browser, exchanges }: ViewState): readonly Endpoint[] {
  const index = useMemo(() => createEndpointIndex(browser), [browser]);
  return useMemo(() => index(exchanges), [index, exchanges]);
}
