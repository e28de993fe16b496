import { hopKey } from './pairing/hop-key.ts';
import { discard } from './pairing/repair.ts';
import type { CaptureState } from './state.ts';
import { sizeOf } from './stored-record.ts';
import { drop, lookup, put } from './table.ts';
import { show } from './track.ts';

/** Removes requests with their preflights. Other pairs stay as they are. */
export function remove(state: CaptureState, ids: readonly string[]): CaptureState {
  const all = [...ids, ...ids.flatMap((id) => preflightsOf(state, id))];
  const gone = all.flatMap((id) => lookup(state.records, id) ?? []);
  const pairing = discard(
    state.pairing,
    gone.flatMap((tracked) => tracked.parts),
  );
  return gone.reduce<CaptureState>(
    (rest, { record }) => ({
      ...show(rest, record.tabId, record.id, null),
      records: drop(rest.records, record.id),
      unfinished: drop(rest.unfinished, record.id),
      bytes: rest.bytes - sizeOf(record, state.shared),
    }),
    { ...state, pairing },
  );
}

/** Removes a request, and ignores later events of it and of its preflights. */
export function forget(state: CaptureState, id: string): CaptureState {
  const forgotten = [id, ...preflightsOf(state, id)].reduce(
    (table, one) => put(table, one, state.clock),
    state.forgotten,
  );
  return { ...remove(state, [id]), forgotten };
}

const preflightsOf = ({ records, pairing }: CaptureState, id: string): readonly string[] =>
  (lookup(records, id)?.hops ?? []).flatMap(
    (_, index) => lookup(pairing.preflightOf, hopKey(id, index)) ?? [],
  );
