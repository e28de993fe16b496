import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import { API, CHROMIUM_BLOCKED, exchange } from '../model/testing/sample-exchange.ts';
import { evaluate } from '../policy/evaluate.ts';
import { toFetch, toPlaywright } from './repeat-code.ts';

const judged = (one: Exchange) => ({ exchange: one, evaluation: evaluate(one, 'chromium') });

const simple = exchange({ url: `${API}/a?n=1`, error: CHROMIUM_BLOCKED, response: {} });
const refused = exchange({
  url: `${API}/a`,
  method: 'PUT',
  unsent: true,
  error: CHROMIUM_BLOCKED,
  preflight: { asksHeaders: 'x-trace', headers: {} },
});
const sent = exchange({
  url: `${API}/a`,
  method: 'POST',
  requestHeaders: [
    ['Content-Type', 'application/json'],
    ['Authorization', 'Bearer hunter2'],
    ['User-Agent', 'browser'],
  ],
  error: CHROMIUM_BLOCKED,
  response: {},
});

test('a simple request is one call', () => {
  expect(toFetch([judged(simple)])).toBe(`await fetch('${API}/a?n=1');\n`);
});

test('a refused request needs the same preflight again', () => {
  expect(toFetch([judged(refused)])).toBe(`await fetch('${API}/a', {
  method: 'PUT',
  headers: {
    'x-trace': 'x', // This value was not seen.
  },
  // Crosscheck does not keep bodies.
  // body: …,
});
`);
});

test('what the browser adds is left out, and secrets stay hidden', () => {
  const code = toFetch([judged(sent)]);
  expect(code).toContain("'Content-Type': 'application/json',");
  expect(code).not.toContain('hunter2');
  expect(code).not.toContain('User-Agent');
});

test('a Playwright test opens the page’s origin and expects that the request passes', () => {
  expect(toPlaywright([judged(simple)])).toBe(`import { expect, test } from '@playwright/test';

test('GET /a may be read by http://localhost:3000', async ({ page }) => {
  await page.goto('http://localhost:3000');
  const passes = await page.evaluate(() =>
    fetch('${API}/a?n=1').then(() => true, () => false),
  );
  expect(passes).toBe(true);
});
`);
});

test('the code is valid JavaScript and does nothing else, whatever the request holds', () => {
  const hostile = fc.constantFrom("'", '\\', '`', `$\{x}`, '\n', '\u2028', '*/', '</script>', 'a');
  const text = fc.array(hostile, { maxLength: 8 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, (path, value) => {
      const one = judged(
        exchange({
          url: `${API}/${path}`,
          requestHeaders: [['X-Note', value]],
          error: CHROMIUM_BLOCKED,
          response: {},
        }),
      );
      const calls: string[] = [];
      const run = new Function('fetch', `return (async () => { ${toFetch([one])} })();`);
      run((url: string) => calls.push(url));
      expect(calls).toHaveLength(1);
      // Only its syntax is checked.
      new Function(`return async () => { ${toPlaywright([one]).replace(/^import .*$/m, '')} };`);
    }),
  );
});
