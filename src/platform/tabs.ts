import { browser } from './browser.ts';

/** Shows how many exchanges are blocked in a tab; nothing for none. A closed tab is no error. */
export async function showBlockedCount(tabId: number, count: number): Promise<void> {
  try {
    await browser.action.setBadgeText({ tabId, text: count === 0 ? '' : String(count) });
    await browser.action.setBadgeBackgroundColor({ tabId, color: '#b3261e' });
  } catch {
    // The tab has gone in the meantime.
  }
}

/** Calls back with the id of each tab that closes. Call synchronously when the background starts. */
export function onTabClosed(listener: (tabId: number) => Promise<void>): void {
  browser.tabs.onRemoved.addListener(listener);
}
