import { useMemo } from 'react';
import { diagnoseRow } from '../diagnosis/row.ts';
import { createEndpointIndex } from '../endpoints/endpoint-index.ts';
import type { Endpoint } from '../endpoints/endpoints.ts';
import type { ViewState } from './state.ts';

/** The diagnosed rows of a view, in the order of first appearance. Only changes take time. */
export function useEndpoints({ browser, exchanges }: ViewState): readonly Endpoint[] {
  const index = useMemo(() => createEndpointIndex(browser, diagnoseRow), [browser]);
  return useMemo(() => index(exchanges), [index, exchanges]);
}
