import { withinLimits } from './limits.ts';
import type { RawEvent } from './raw-event.ts';
import type { CaptureState } from './state.ts';
import { lookup } from './table.ts';
import { track } from './track.ts';

/** Notes whether the page got the response, at a request of its tab that is still known. */
export function takeHandedOver(
  state: CaptureState,
  { tabId, id, handedOver }: Extract<RawEvent, { type: 'handed-over' }>,
): CaptureState {
  const record = lookup(state.records, id)?.record;
  if (record?.tabId !== tabId || record.handedOver === handedOver) return state;
  return withinLimits(track(state, { ...record, handedOver }), tabId);
}
