import { useEffect } from 'react';
import { byServer, type Endpoint, type EndpointState, rank } from '../endpoints/endpoints.ts';
import type { ViewState } from '../ui/state.ts';
import type { View } from '../ui/use-view.ts';

/** The row to show until the user chooses one. */
const ATTENTION: readonly EndpointState[] = ['blocked', 'failed', 'undetermined', 'fixed'];

/** What a blocked row replaces until the user chooses: it often fails before any answer comes. */
const LESS: readonly EndpointState[] = ['failed', 'undetermined'];

/**
 * The chosen endpoint. Until the user chooses, the first one in trouble: it is why most people
 * came. One that is blocked takes the place of one that only failed.
 */
export function useChosen(
  { selected, automatic, behind }: ViewState,
  endpoints: readonly Endpoint[],
  dispatch: View['dispatch'],
): Endpoint | null {
  const chosen = endpoints.find(({ key }) => key === selected) ?? null;
  const none = chosen === null;
  const pick = selected === null ? firstInTrouble : newestInTrouble;
  const isLess = automatic && chosen !== null && LESS.includes(chosen.state);
  const better = isLess ? firstIn(['blocked'], endpoints) : undefined;
  const picked = behind ? undefined : none ? pick(endpoints) : better;
  useEffect(() => {
    if (picked === undefined) return;
    dispatch({ type: 'selected', key: picked, automatic: selected === null || isLess });
  }, [picked, selected, isLess, dispatch]);
  return chosen;
}

const firstIn = (
  states: readonly EndpointState[],
  endpoints: readonly Endpoint[],
): string | undefined =>
  byServer(endpoints)
    .flatMap((group) => group.endpoints)
    .find(({ state }) => states.includes(state))?.key;

const firstInTrouble = (endpoints: readonly Endpoint[]): string | undefined =>
  firstIn(ATTENTION, endpoints);

/**
 * Replaces a row that has left. The oldest row would leave next, and the detail would change with
 * each one.
 */
const newestInTrouble = (endpoints: readonly Endpoint[]): string | undefined =>
  endpoints
    .filter(({ state }) => ATTENTION.includes(state))
    .reduce<Endpoint | null>((best, one) => (best && rank(best) < rank(one) ? best : one), null)
    ?.key;
