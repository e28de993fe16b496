import { expect } from 'playwright/test';
import { at, page, rows, show, test } from '../tools/panel-lab/test.ts';

test.describe('popup', () => {
  test('lists what is blocked, in order, with the first line of each fix', async () => {
    await show('morning', { view: 'popup' });
    await expect(rows()).toHaveCount(5);
    await expect(rows().first()).toContainText('127.0.0.1:8000/api/items/42');
    await expect(at('same-cause')).toHaveText('(2 more requests like it)');
    await at('copy-fix').first().click();
    expect(await page.evaluate(() => window.lab.copied[0])).toContain('CORS_ALLOW_METHODS');
    await page.getByRole('button', { name: 'Open full view' }).click();
    expect(await page.evaluate(() => window.lab.opened)).toBe(1);
  });

  test('stops and begins to watch the tab', async () => {
    await show('morning', { view: 'popup' });
    await at('stop').click();
    await expect(page.getByText('Not watching')).toBeVisible();
    await at('watch-tab').click();
    await expect(page.getByText('Watching localhost')).toBeVisible();
  });

  test('shows what one change fixes as one', async () => {
    await show('one-cause', { view: 'popup' });
    await expect(rows()).toHaveCount(1);
    await expect(at('same-cause')).toHaveText('(13 more requests like it)');
  });

  test('shows the first few of very many', async () => {
    await show('many-servers', { view: 'popup' });
    await expect(rows()).toHaveCount(8);
    await expect(at('more-blocked')).toHaveText('and 4 more in the full view');
  });

  test('says whether it watches, and asks in one click', async () => {
    await show('no-permission', { view: 'popup' });
    await expect(page.getByText('Not watching')).toBeVisible();
    await page.getByRole('button', { name: /^Watch app\.example\.com/ }).click();
    await expect(page.getByText('Watching app.example.com')).toBeVisible();
    await expect(at('state-empty')).toBeVisible();
  });

  test('names what was granted, and gives it back in one click', async () => {
    await show('many-hosts', { view: 'popup' });
    await expect(at('granted-hosts')).toContainText('app.example.com');
    await page.getByRole('button', { name: 'Stop watching app.example.com' }).click();
    await expect(at('granted-hosts')).toHaveCount(0);
    await expect(page.getByText('Not watching')).toBeVisible();
  });
});
