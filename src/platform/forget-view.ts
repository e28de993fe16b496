import { viewKey } from '../model/kept-view.ts';
import { browser } from './browser.ts';

/** Forgets the view of DevTools that were closed. */
export async function forgetView(tabId: number): Promise<void> {
  try {
    await browser.storage.session.remove(viewKey(tabId));
  } catch {
    // Then the panel opens as it was left.
  }
}
