import { useMemo } from 'react';
import { diagnoseRow } from '../diagnosis/diagnose.ts';
import { createEndpointIndex } from '../endpoints/endpoint-index.ts';
import type { Endpoint } from '../endpoints/endpoints.ts';
import type { ViewState } from './state.ts';

/** What a view lists, diagnosed, in the order of first appearance. Costs what has changed. */
export function useEndpoints({ browser, exchanges }: ViewState): readonly Endpoint[] {
  const index = useMemo(() => createEndpointIndex(browser, diagnoseRow), [browser]);
  return useMemo(() => index(exchanges), [index, exchanges]);
}
