import type { HeaderRule } from '../trial/rules.ts';
import { browser } from './browser.ts';

/** Rules with higher ids are of others (own-requests.ts). */
const MOST_IDS = 900_000;

/**
 * Replaces the session rules of all trials by these, in one step. The browser forgets session
 * rules when it closes.
 * @throws When the browser refuses one of them. Then all stay as they were.
 */
export async function setHeaderRules(rules: readonly HeaderRule[]): Promise<void> {
  const { declarativeNetRequest } = browser;
  const all = await declarativeNetRequest.getSessionRules();
  const present = all.filter(({ id }) => id <= MOST_IDS);
  if (present.length === 0 && rules.length === 0) return;
  await declarativeNetRequest.updateSessionRules({
    removeRuleIds: present.map(({ id }) => id),
    addRules: structuredClone(rules) as never,
  });
}
