import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Language } from '../model/language.ts';

const action = {
  setBadgeText: vi.fn(async () => {}),
  setBadgeBackgroundColor: vi.fn(async () => {}),
  setTitle: vi.fn(async () => {}),
};
let showOnBadge: (tabId: number, count: number, trying: boolean) => Promise<void>;
let speak: (language: Language) => void;

beforeAll(async () => {
  // The polyfill, once loaded, keeps the browser of whichever test came first.
  vi.doMock('./browser.ts', () => ({ browser: { action } }));
  vi.resetModules();
  ({ showOnBadge } = await import('./tabs.ts'));
  ({ speak } = await import('../model/language.ts'));
});
beforeEach(() => vi.clearAllMocks());
afterAll(() => {
  vi.doUnmock('./browser.ts');
  vi.resetModules();
});

// The background learns its language after it has loaded these texts.
test.each([
  ['en', 0, false, '', 'Crosscheck'],
  ['fr', 0, false, '', 'Crosscheck'],
  [
    'en',
    1,
    false,
    '1',
    'Crosscheck: CORS blocks 1 request of this page. Equal requests count once.',
  ],
  [
    'fr',
    2,
    false,
    '2',
    'Crosscheck\u00a0: CORS bloque 2 requêtes de cette page. Les requêtes identiques comptent une fois.',
  ],
  [
    'en',
    2,
    true,
    'try',
    'Crosscheck: a fix is being tried in this tab only. The server is unchanged.',
  ],
  [
    'fr',
    2,
    true,
    'test',
    'Crosscheck\u00a0: une correction est essayée dans cet onglet seulement. Le serveur reste inchangé.',
  ],
] as const)('in %s, the badge of %i blocked (tried: %s) is “%s”: %s', async (...row) => {
  const [language, count, trying, text, title] = row;
  speak(language);
  await showOnBadge(7, count, trying);
  expect(action.setBadgeText).toHaveBeenCalledWith({ tabId: 7, text });
  expect(action.setTitle).toHaveBeenCalledWith({ tabId: 7, title });
});
