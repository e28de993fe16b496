import { useEffect } from 'react';
import { byServer, type Endpoint, type EndpointState, rank } from '../endpoints/endpoints.ts';
import type { ViewState } from '../ui/state.ts';
import type { View } from '../ui/use-view.ts';

/** The row to show until the user chooses one. */
const ATTENTION: readonly EndpointState[] = ['blocked', 'failed', 'undetermined', 'fixed'];

/**
 * The chosen endpoint. Until the user chooses, the first one in trouble: it is why most people
 * came.
 */
export function useChosen(
  { selected, behind }: ViewState,
  endpoints: readonly Endpoint[],
  dispatch: View['dispatch'],
): Endpoint | null {
  const chosen = endpoints.find(({ key }) => key === selected) ?? null;
  const none = chosen === null;
  const pick = selected === null ? firstInTrouble : newestInTrouble;
  const picked = none && !behind ? pick(endpoints) : undefined;
  useEffect(() => {
    if (none && picked !== undefined) dispatch({ type: 'selected', key: picked });
  }, [none, picked, dispatch]);
  return chosen;
}

const firstInTrouble = (endpoints: readonly Endpoint[]): string | undefined =>
  byServer(endpoints)
    .flatMap((group) => group.endpoints)
    .find((endpoint) => ATTENTION.includes(endpoint.state))?.key;

/**
 * Replaces a row that has left. The oldest row would leave next, and the detail would change with
 * each one.
 */
const newestInTrouble = (endpoints: readonly Endpoint[]): string | undefined =>
  endpoints
    .filter(({ state }) => ATTENTION.includes(state))
    .reduce<Endpoint | null>((best, one) => (best && rank(best) < rank(one) ? best : one), null)
    ?.key;
