import { browser } from './browser.ts';

const PAGE = 'src/panel/panel.html';

/**
 * Opens the panel about a tab in a new tab. `asks`: URLs whose hosts it offers to watch. Only their
 * origins are passed on.
 */
export function openPanelTab(tabId: number, asks: readonly string[] = []): void {
  const query = new URLSearchParams({ tabId: String(tabId) });
  for (const url of asks) if (URL.canParse(url)) query.append('ask', new URL(url).origin);
  void browser.tabs.create({ url: browser.runtime.getURL(`${PAGE}?${query}`) });
}

/** The tab that a panel outside DevTools shows. Null when its URL has none. */
export function tabOfPanelTab(): number | null {
  const tabId = Number.parseInt(parameters().get('tabId') ?? '', 10);
  return Number.isNaN(tabId) ? null : tabId;
}

/** The origins that it was opened to ask for. */
export const asksOfPanelTab = (): readonly string[] => parameters().getAll('ask');

const parameters = (): URLSearchParams => new URLSearchParams(location.search);
