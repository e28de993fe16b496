import { useMemo } from 'react';
import { diagnose } from '../diagnosis/diagnose.ts';
import { type EndpointGroup, groupEndpoints } from '../diagnosis/endpoints.ts';
import type { ViewState } from './state.ts';

/** The rows of a view, diagnosed. What has not changed is not diagnosed again. */
export function useGroups({ browser, exchanges }: ViewState): readonly EndpointGroup[] {
  return useMemo(
    () => groupEndpoints(exchanges, (exchange) => diagnose(exchange, { browser, exchanges })),
    [browser, exchanges],
  );
}
