import type { HeaderList } from '../model/header-list.ts';
import { cutEvent } from './cut.ts';
import { withinLimits } from './limits.ts';
import { requestOfHop } from './pairing/hop-key.ts';
import type { RequestEvent } from './raw-event.ts';
import { withEvent } from './record.ts';
import { isForeign } from './relevance.ts';
import { forget } from './remove.ts';
import { withHeaders } from './shared-headers.ts';
import { type CaptureState, tabOf } from './state.ts';
import { sweep } from './sweep.ts';
import { lookup } from './table.ts';
import { settleDeclaration } from './take-declaration.ts';
import { track } from './track.ts';

const SWEEP_INTERVAL = 5_000;

/** Adds a request's event to its record. */
export function takeEvent(state: CaptureState, event: RequestEvent): CaptureState {
  const id = event.requestId;
  const tab = tabOf(state, event.tabId);
  if (isForeign(event) || tab.closedAt !== null) return state;
  if (lookup(state.forgotten, id) !== undefined) return state;
  if (event.timeStamp <= tab.clearedAt) return forget(state, id);
  const old = lookup(state.records, id)?.record;
  const cut = cutEvent(event);
  const seen = withEvent(old, cut);
  if (seen === old) return state;
  const clock = Math.max(state.clock, event.timeStamp);
  // What is shared outlives its tab: nothing of a private window may.
  const shared = event.apart === true ? state.shared : withHeaders(state.shared, headersOf(cut));
  const tracked = track({ ...state, clock, shared }, seen);
  // What a preflight shows is also true of its request.
  const hop = lookup(tracked.pairing.hopOf, id);
  const settled = settleDeclaration(tracked, hop === undefined ? id : requestOfHop(hop));
  const next = withinLimits(settled, seen.tabId);
  return clock - state.sweptAt < SWEEP_INTERVAL ? next : { ...sweep(next, clock), sweptAt: clock };
}

function headersOf(event: RequestEvent): HeaderList {
  if (event.type === 'send-headers') return event.requestHeaders;
  return event.type === 'headers-received' ? event.responseHeaders : [];
}
