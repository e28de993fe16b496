import { clearTab, closeTab } from './clear.ts';
import type { RawEvent } from './raw-event.ts';
import type { CaptureState } from './state.ts';
import { sweep } from './sweep.ts';
import { navigate, noteOrigin, observe } from './tabs.ts';
import { takeDeclaration } from './take-declaration.ts';
import { takeEvent } from './take-event.ts';
import { takeHandedOver } from './take-handed-over.ts';
import { isOfTabAndTime, isWellFormed } from './well-formed.ts';

/**
 * Processes one event. The result does not depend on the order of arrival of a request's events.
 * The same state is returned when the event changes nothing. Never throws. What is no valid event
 * (missing fields, times that are no numbers) is ignored.
 */
export function reduceCapture(state: CaptureState, event: RawEvent): CaptureState {
  if (!isOfTabAndTime(event)) return state;
  switch (event.type) {
    case 'navigated':
      return navigate(state, event.tabId, event.timeStamp);
    case 'observed':
      return observe(state, event.tabId, event.timeStamp);
    case 'clear':
      return clearTab(state, event.tabId, event.timeStamp);
    case 'tab-closed':
      return closeTab(state, event.tabId, event.timeStamp);
    case 'declared':
      return takeDeclaration(state, event.tabId, event.declaration);
    case 'handed-over':
      return takeHandedOver(state, event);
    case 'tick':
      return sweep(state, Math.max(state.clock, event.timeStamp));
    case 'before-request':
    case 'send-headers':
    case 'headers-received':
    case 'before-redirect':
    case 'response-started':
    case 'completed':
    case 'error':
      return isWellFormed(event) ? takeEvent(noteOrigin(state, event), event) : state;
    default:
      event satisfies never;
      return state;
  }
}
