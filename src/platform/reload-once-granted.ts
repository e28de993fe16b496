import { list } from '../model/fields.ts';
import { browser } from './browser.ts';
import { isHostGranted, onGrantsChanged } from './host-permissions.ts';
import { reloadTab } from './tabs.ts';

const KEY = 'reload-once-granted';
/** An answer that takes longer belongs to another question. */
const PATIENCE_MS = 120_000;

/**
 * Lets the background load a tab again once the hosts of these URLs are granted. For the popup,
 * which may close while the browser asks. Call before it asks.
 */
export function reloadOnceGranted(tabId: number, urls: readonly string[]): void {
  // The rest of a URL may have secrets.
  const origins = urls.filter((url) => URL.canParse(url)).map((url) => new URL(url).origin);
  browser.storage.session
    .set({ [KEY]: { tabId, origins, until: Date.now() + PATIENCE_MS } })
    .catch(() => {});
}

/** Does that. Call synchronously when the background starts. */
export function serveReloads(): void {
  onGrantsChanged(() => void reloadIfGranted().catch(() => {}));
}

async function reloadIfGranted(): Promise<void> {
  const { [KEY]: stored } = await browser.storage.session.get(KEY);
  const { tabId, origins, until } = Object(stored);
  const asked = list(origins).filter((one) => typeof one === 'string');
  if (!Number.isSafeInteger(tabId) || asked.length === 0) return;
  const granted = await Promise.all(asked.map(isHostGranted));
  if (!granted.every(Boolean)) return;
  await browser.storage.session.remove(KEY);
  if (Date.now() < Number(until)) await reloadTab(tabId);
}
