import { counted, phrase } from '../model/say.ts';
import { browser } from './browser.ts';

const NAME = 'Crosscheck';

/** On the badge instead of a number: what the page gets is not what the server sends. */
const trialBadge = (): string => phrase`try`.fr`test`;
const [RED, AMBER] = ['#b3261e', '#8a5300'];

/**
 * Shows how many requests are blocked on a tab's page: on the badge, and in its tooltip. Shows
 * nothing for none. While a fix is tried there, it shows that instead. A closed tab is not an error.
 */
export async function showOnBadge(tabId: number, count: number, trying: boolean): Promise<void> {
  try {
    const text = trying ? trialBadge() : count === 0 ? '' : String(count);
    await browser.action.setBadgeText({ tabId, text });
    await browser.action.setBadgeBackgroundColor({ tabId, color: trying ? AMBER : RED });
    await browser.action.setTitle({ tabId, title: titleOf(count, trying) });
  } catch {
    // The tab has closed in the meantime.
  }
}

function titleOf(count: number, trying: boolean): string {
  if (trying) {
    return phrase`${NAME}: a fix is being tried in this tab only. The server is unchanged.`
      .fr`${NAME} : une correction est essayée dans cet onglet seulement. Le serveur reste inchangé.`;
  }
  if (count === 0) return NAME;
  const requests = counted(count, phrase`request`.fr`requête`);
  return phrase`${NAME}: CORS blocks ${requests} of this page. Equal requests count once.`
    .fr`${NAME} : CORS bloque ${requests} de cette page. Les requêtes identiques comptent une fois.`;
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
