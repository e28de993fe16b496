import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { expect } from 'playwright/test';
import { at, page, show, test } from '../tools/panel-lab/test.ts';

/** Messages of a console that the user pastes or drops. */

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PICTURES = resolve(import.meta.dirname, '../artifacts/console-text');

const CHROMIUM =
  "app.js:12 Access to fetch at 'http://localhost:8000/api/items' from origin 'http://localhost:3000' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";
const FIREFOX =
  'Blocage d’une requête multiorigine (Cross-Origin Request) : la politique « Same Origin » ne permet pas de consulter la ressource distante située sur http://localhost:8000/api/items. Raison : l’en-tête CORS « Access-Control-Allow-Origin » est manquant. Code d’état : 200.';

const paste = (text: string) =>
  page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, text);
const drop = (name: string, text: string) =>
  page.evaluate(
    ([called, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], called));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
    },
    [name, text] as const,
  );
const choose = async (name: string) => {
  await at('stack-picker').click();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
};

test.beforeAll(() => {
  mkdirSync(PICTURES, { recursive: true });
});

type Axe = {
  run(
    context: string,
    options: object,
  ): Promise<{ readonly violations: readonly { readonly id: string }[] }>;
};

for (const theme of ['light', 'dark'] as const) {
  test(`without a request, a pasted message leads to the fix of the chosen server, ${theme}`, async () => {
    await show('empty', { theme });
    await at('open-console').click();
    await expect(at('console-text')).toBeFocused();
    await at('console-text').fill(CHROMIUM);
    await expect(at('claim-says')).toHaveText('The response has no Access-Control-Allow-Origin.');
    await choose('django');
    await expect(at('fix-snippet').last()).toContainText('http://localhost:3000');
    for (const [width, height] of [
      [400, 700],
      [900, 500],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: `${PICTURES}/${theme}-${width}.png` });
    }
    if (!(await page.evaluate(() => 'axe' in window))) await page.addScriptTag({ path: AXE });
    const found = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: Axe };
      const { violations } = await axe.run('dialog', { resultTypes: ['violations'] });
      return violations.map(({ id }) => id);
    });
    expect(found).toEqual([]);
  });
}

test('French Firefox does not name the page, so the sheet asks for it', async () => {
  await show('blocked-missing');
  await paste(FIREFOX);
  await expect(at('console-sheet')).toBeVisible();
  await expect(at('claim-says')).toContainText('Status 200.');
  await expect(at('stack-picker').and(page.locator('dialog *'))).toHaveCount(0);
  await at('claim-page').fill('http://localhost:5173');
  await page.locator('dialog').getByTestId('stack-picker').click();
  await page.keyboard.type('flask');
  await page.keyboard.press('Enter');
  await expect(page.locator('dialog').getByTestId('fix-snippet').last()).toContainText(
    'http://localhost:5173',
  );
});

test('a dropped log opens, and says what it cannot read', async () => {
  await show('blocked-missing');
  await drop('console.log', `12:00:01 noise\n${CHROMIUM}\n`);
  await expect(at('claim')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(at('console-sheet')).toHaveCount(0);
  await drop('notes.txt', 'buy milk');
  await expect(at('console-nothing')).toContainText('This text has no CORS message.');
});

test('text that is pasted into a field, or is about something else, opens nothing', async () => {
  await show('blocked-missing');
  await paste('hello');
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document
      .querySelector('input')
      ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, CHROMIUM);
  await expect(at('console-sheet')).toHaveCount(0);
});
