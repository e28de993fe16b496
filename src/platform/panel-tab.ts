import { browser } from './browser.ts';

const PAGE = 'src/panel/panel.html';

/** Opens the panel about a tab in a new tab. */
export function openPanelTab(tabId: number): void {
  const url = browser.runtime.getURL(`${PAGE}?tabId=${tabId}`);
  void browser.tabs.create({ url });
}

/** The tab that a panel outside DevTools shows. Null when its URL has none. */
export function tabOfPanelTab(): number | null {
  const tabId = Number.parseInt(new URLSearchParams(location.search).get('tabId') ?? '', 10);
  return Number.isNaN(tabId) ? null : tabId;
}
