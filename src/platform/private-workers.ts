import type { RawEvent } from '../capture/raw-event.ts';
import { lazy } from '../model/lazy.ts';
import { originOf, type SerializedOrigin } from '../model/origin.ts';
import { browser } from './browser.ts';

/** A worker may leave very many requests open. */
const MOST_OPEN = 500;

/**
 * Returns whether a request may be one of a worker in a private window: no tab made it, and a page
 * of its origin is open in such a window. Chromium has one background for all windows, and does not
 * say which of them a worker belongs to. Listed in a tab of another window, the request would stay
 * when the private one is closed. Firefox says it (web-request.ts).
 */
export function privateWorkers(): (event: RawEvent) => Promise<boolean> {
  /** All events of a request get the same answer. */
  const open = new Map<string, Promise<boolean>>();
  // The browser starts the extension again when the user changes this.
  const isLetIn = lazy(() => browser.extension.isAllowedIncognitoAccess());
  return async (event) => {
    if (!('initiator' in event) || event.initiator === null || event.tabId >= 0) return false;
    const { requestId, initiator, type } = event;
    const asked = open.get(requestId) ?? isLetIn().then((isIn) => isIn && isPrivate(initiator));
    if (type === 'completed' || type === 'error') open.delete(requestId);
    else open.set(requestId, asked);
    const [oldest] = open.keys();
    if (open.size > MOST_OPEN && oldest !== undefined) open.delete(oldest);
    return asked;
  };
}

/** Whether a page of this origin is open in a private window. */
async function isPrivate(origin: SerializedOrigin): Promise<boolean> {
  const tabs = await browser.tabs.query({});
  return tabs.some(
    ({ incognito, url }) => incognito && url !== undefined && originOf(url) === origin,
  );
}
