import { useEffect } from 'react';
import { byServer, type Endpoint, type EndpointState, rank } from '../endpoints/endpoints.ts';
import type { ViewState } from '../ui/state.ts';
import type { View } from '../ui/use-view.ts';

/** What calls for attention by itself, until the user chooses. */
const ATTENTION: readonly EndpointState[] = ['blocked', 'failed', 'undetermined', 'fixed'];

/**
 * The chosen endpoint; until the user chooses, the first one in trouble: what most came to see.
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

/** In place of a row that has left: the oldest would leave next, and the detail with each of them. */
const newestInTrouble = (endpoints: readonly Endpoint[]): string | undefined =>
  endpoints
    .filter(({ state }) => ATTENTION.includes(state))
    .reduce<Endpoint | null>((best, one) => (best && rank(best) < rank(one) ? best : one), null)
    ?.key;
