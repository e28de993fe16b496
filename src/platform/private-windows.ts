import type { RawEvent } from '../capture/raw-event.ts';
import { lazy } from '../model/lazy.ts';
import { originOf, type SerializedOrigin } from '../model/origin.ts';
import { browser } from './browser.ts';
import { isPrivateTab } from './tabs.ts';

/** A worker may leave very many requests open. */
const MOST_OPEN = 500;
const MOST_TABS = 500;

/**
 * Tells events of private windows apart. Chromium has one background for all windows, and its events
 * do not say which window asks. Firefox's do (web-request.ts).
 *
 * Returns the event: marked if its tab is private, null if it may be of a worker in a private
 * window. No tab makes such a request, so nobody knows: a page of its origin is open in a private
 * window. Listed in a tab of another window, it would stay when the private one is closed.
 */
export function privateWindows(): (event: RawEvent) => Promise<RawEvent | null> {
  /** All events of a request get the same answer. */
  const open = new Map<string, Promise<boolean>>();
  const tabs = new Map<number, Promise<boolean>>();
  // The browser starts the extension again when the user changes this.
  const isLetIn = lazy(() => browser.extension.isAllowedIncognitoAccess());

  const isOfPrivateTab = (tabId: number): Promise<boolean> => {
    const asked = tabs.get(tabId) ?? isLetIn().then((isIn) => isIn && isPrivateTab(tabId));
    tabs.set(tabId, asked);
    withoutOldest(tabs, MOST_TABS);
    return asked;
  };
  const isOfPrivateWorker = (
    requestId: string,
    initiator: SerializedOrigin,
    isLast: boolean,
  ): Promise<boolean> => {
    const asked = open.get(requestId) ?? isLetIn().then((isIn) => isIn && isOpen(initiator));
    if (isLast) open.delete(requestId);
    else open.set(requestId, asked);
    withoutOldest(open, MOST_OPEN);
    return asked;
  };

  return async (event) => {
    if (!('requestId' in event)) return event;
    const { tabId, requestId, initiator, type } = event;
    if (tabId >= 0) return (await isOfPrivateTab(tabId)) ? { ...event, apart: true } : event;
    if (initiator === null) return event;
    const isLast = type === 'completed' || type === 'error';
    return (await isOfPrivateWorker(requestId, initiator, isLast)) ? null : event;
  };
}

function withoutOldest(map: Map<unknown, unknown>, most: number): void {
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}

/** Whether a page of this origin is open in a private window. */
async function isOpen(origin: SerializedOrigin): Promise<boolean> {
  const tabs = await browser.tabs.query({});
  return tabs.some(
    ({ incognito, url }) => incognito && url !== undefined && originOf(url) === origin,
  );
}
