import { afterEach, beforeEach, expect, test, vi } from 'vitest';

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllEnvs());

const refused = {
  url: 'https://api.example/orders',
  origin: 'https://app.example',
  response: { status: 502, headers: {} },
};

test.each([
  ['fr', 'Corrigez d’abord l’erreur 502 (mauvaise passerelle)', 'Ce n’est pas un HAR'],
  ['en', 'Fix the 502 (bad gateway) first', 'This is no HAR'],
  ['', 'Fix the 502 (bad gateway) first', 'This is no HAR'],
])('CROSSCHECK_LANG=%s decides, not the system', async (chosen, hint, mistake) => {
  vi.stubEnv('CROSSCHECK_LANG', chosen);
  vi.stubEnv('LANG', 'fr_FR.UTF-8');
  const { diagnoseExchange, diagnoseHar } = await import('./index.ts');
  expect(
    diagnoseExchange(refused)
      .hints.map(({ text }) => text)
      .join(),
  ).toContain(hint);
  expect(() => diagnoseHar('')).toThrow(mistake);
});
