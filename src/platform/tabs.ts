import { figure } from '../model/say.ts';
import { browser } from './browser.ts';

const NAME = 'Crosscheck';

/** On the badge instead of a number: what the page gets is not what the server sends. */
const TRYING = 'try';
const [RED, AMBER] = ['#b3261e', '#8a5300'];

/**
 * Shows how many requests are blocked on a tab's page: on the badge, and in its tooltip. Shows
 * nothing for none. While a fix is tried there, it shows that instead. A closed tab is not an error.
 */
export async function showOnBadge(tabId: number, count: number, trying: boolean): Promise<void> {
  try {
    const text = trying ? TRYING : count === 0 ? '' : String(count);
    await browser.action.setBadgeText({ tabId, text });
    await browser.action.setBadgeBackgroundColor({ tabId, color: trying ? AMBER : RED });
    await browser.action.setTitle({ tabId, title: titleOf(count, trying) });
  } catch {
    // The tab has closed in the meantime.
  }
}

function titleOf(count: number, trying: boolean): string {
  if (trying) return `${NAME}: a fix is being tried in this tab only. The server is unchanged.`;
  if (count === 0) return NAME;
  const requests = count === 1 ? '1 request' : `${figure(count)} requests`;
  return `${NAME}: CORS blocks ${requests} of this page. Equal requests count once.`;
}

/** Loads a tab's page again. A closed tab is not an error. */
export async function reloadTab(tabId: number): Promise<void> {
  try {
    await browser.tabs.reload(tabId);
  } catch {
    // The tab has closed in the meantime.
  }
}

/** Calls back with the id of each tab that closes. Call synchronously when the background starts. */
export function onTabClosed(listener: (tabId: number) => Promise<void>): void {
  browser.tabs.onRemoved.addListener(listener);
}

/** Whether the tab is in a private window. A closed tab counts as one. */
export async function isPrivateTab(tabId: number): Promise<boolean> {
  try {
    return (await browser.tabs.get(tabId)).incognito;
  } catch {
    return true;
  }
}
