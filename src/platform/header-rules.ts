import type { HeaderRule } from '../trial/rules.ts';
import { browser } from './browser.ts';

/**
 * Replaces all session rules of the extension by these, in one step. The browser forgets session
 * rules when it closes.
 * @throws When the browser refuses one of them. Then all stay as they were.
 */
export async function setHeaderRules(rules: readonly HeaderRule[]): Promise<void> {
  const { declarativeNetRequest } = browser;
  const present = await declarativeNetRequest.getSessionRules();
  if (present.length === 0 && rules.length === 0) return;
  await declarativeNetRequest.updateSessionRules({
    removeRuleIds: present.map(({ id }) => id),
    addRules: structuredClone(rules) as never,
  });
}
