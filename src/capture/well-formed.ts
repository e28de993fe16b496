import type { RawEvent, RequestEvent } from './raw-event.ts';
import { NO_TAB } from './state.ts';

/** Whether an event has a time, and a tab unless it concerns all of them. */
export const isOfTabAndTime = (event: RawEvent): boolean =>
  Number.isFinite(event.timeStamp) &&
  (event.type === 'tick' || (Number.isInteger(event.tabId) && event.tabId >= NO_TAB));

/**
 * Whether a request's event has all fields of its type. Events come from a browser, not from our
 * own code, so each field is checked first.
 */
export function isWellFormed(event: RequestEvent): boolean {
  const { requestId, url, method, frameId, resourceType } = event;
  const texts: readonly unknown[] = [requestId, url, method, resourceType];
  return (
    texts.every((text) => typeof text === 'string') &&
    Number.isInteger(frameId) &&
    hasOwnFields(event)
  );
}

function hasOwnFields(event: RequestEvent): boolean {
  switch (event.type) {
    case 'send-headers':
      return Array.isArray(event.requestHeaders);
    case 'headers-received':
      return Number.isInteger(event.status) && Array.isArray(event.responseHeaders);
    case 'before-redirect':
      return Number.isInteger(event.status) && typeof event.redirectUrl === 'string';
    case 'completed':
      return event.responseHeaders === null || Array.isArray(event.responseHeaders);
    case 'error':
      return typeof event.error === 'string';
    default:
      return true;
  }
}
