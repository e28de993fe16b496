import { isViewKey, viewKey } from '../model/kept-view.ts';
import { browser } from './browser.ts';

/** Forgets the view of DevTools that were closed. */
export async function forgetView(tabId: number): Promise<void> {
  try {
    await browser.storage.session.remove(viewKey(tabId));
  } catch {
    // Then the panel opens as it was left.
  }
}

/**
 * Forgets every view when the extension was reloaded or updated: that has closed its panels, of which
 * one may have written once more.
 */
export function forgetViewsOnInstall(): void {
  browser.runtime.onInstalled.addListener(() => void forgetViews());
}

async function forgetViews(): Promise<void> {
  const area = browser.storage.session;
  try {
    await area.remove(Object.keys(await area.get(null)).filter(isViewKey));
  } catch {
    // The same.
  }
}
