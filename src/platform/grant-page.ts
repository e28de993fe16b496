import type { Wanted } from '../messaging/host-permissions.ts';
import { browser } from './browser.ts';

const PAGE = 'src/grant/grant.html';
const ALL = 'all';

/**
 * Opens the page that asks the user for permissions, beside a tab. Only the origins of URLs are
 * passed on. When the page closes, the browser shows that tab again.
 */
export function openGrantPage(tabId: number, wanted: Wanted): void {
  const query = new URLSearchParams();
  if (wanted === 'all') query.set(ALL, '');
  else for (const url of wanted) if (URL.canParse(url)) query.append('ask', new URL(url).origin);
  const url = browser.runtime.getURL(`${PAGE}?${query}`);
  // Not simply in the window in front: what a private window asks for is shown in no other.
  browser.tabs
    .get(tabId)
    .then(({ windowId }) => {
      const place = windowId === undefined ? {} : { windowId };
      return browser.tabs.create({ url, openerTabId: tabId, ...place });
    })
    .catch(() => browser.tabs.create({ url }))
    .catch(() => {});
}

/** What the page was opened to ask for. */
export function wantedOfGrantPage(): Wanted {
  const query = new URLSearchParams(location.search);
  if (query.has(ALL)) return 'all';
  return query.getAll('ask').filter((one) => /^https?:/.test(one) && URL.canParse(one));
}

/** Closes the page's own tab. */
export async function closeOwnTab(): Promise<void> {
  const tab = await browser.tabs.getCurrent();
  if (tab?.id !== undefined) await browser.tabs.remove(tab.id);
}
