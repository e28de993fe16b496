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
    await expect(at('first-install')).toHaveCount(0);
    await page.getByRole('button', { name: 'Open full view' }).click();
    expect(await page.evaluate(() => window.lab.opened)).toBe(1);
  });

  test('shows each fix once, also where it ends two causes', async () => {
    await show('morning', { view: 'popup' });
    await expect(at('fix-snippet').first()).toBeVisible();
    await expect(at('fixed-above')).toHaveText(['The fix above ends this, too.']);
  });

  test('says what to install, unless the server shows that it has it', async () => {
    await show('blocked-missing', { view: 'popup' });
    await expect(at('first-install')).toHaveText('python -m pip install django-cors-headers');
  });

  test('stops and starts watching the tab', async () => {
    await show('morning', { view: 'popup' });
    await at('stop').click();
    await expect(page.getByText('Not watching')).toBeVisible();
    await at('watch-tab').click();
    await expect(page.getByText('Watching localhost')).toBeVisible();
  });

  test('shows requests that one change fixes as one', async () => {
    await show('one-cause', { view: 'popup' });
    await expect(rows()).toHaveCount(1);
    await expect(at('same-cause')).toHaveText('(13 more requests like it)');
  });

  test('shows only the first few of very many', async () => {
    await show('many-servers', { view: 'popup' });
    await expect(rows()).toHaveCount(8);
    await expect(at('more-blocked')).toHaveText('and 4 more in the full view');
  });

  test('lists what the server itself refused, with the probable reason', async () => {
    await show('statuses', { view: 'popup' });
    await expect(at('state-nothing-blocked')).toContainText('Nothing is blocked on this page.');
    await expect(at('refused-row')).toHaveCount(2);
    await expect(at('refused-row').first()).toContainText('CORS fixed, without cookies; now 403');
    await expect(at('refused-row').first()).toContainText('CSRF_TRUSTED_ORIGINS');
  });

  test('says what Safari decides otherwise, of what is blocked here and of what passes', async () => {
    await show('static-font', { view: 'popup' });
    await expect(at('other-browser')).toContainText(
      'Safari (measured in WebKitGTK 2.50.6) would let this through. Safari loads fonts',
    );
    await expect(at('blocked-elsewhere')).toHaveCount(0);
    await show('mixed-in-safari', { view: 'popup' });
    await expect(at('state-nothing-blocked')).toContainText('Nothing is blocked on this page.');
    await expect(at('blocked-elsewhere')).toContainText('localhost:8000/api/public');
    await expect(at('blocked-elsewhere')).toContainText(
      'Safari (measured in WebKitGTK 2.50.6) would block this:',
    );
    await show('allowed', { view: 'popup' });
    await expect(at('state-nothing-blocked')).toBeVisible();
    await expect(at('blocked-elsewhere')).toHaveCount(0);
  });

  test('lists the current page, and says that an earlier one was blocked too', async () => {
    await show('navigated', { view: 'popup' });
    await expect(at('summary')).toContainText('2 blocked');
    await show('left', { view: 'popup' });
    await expect(rows()).toHaveCount(0);
    await expect(at('blocked-earlier')).toHaveText(
      'Open the full view to see 1 blocked request from earlier pages.',
    );
  });

  test('says whether it watches, and asks for permission in one click', async () => {
    await show('no-permission', { view: 'popup' });
    await expect(page.getByText('Not watching')).toBeVisible();
    await page.getByRole('button', { name: /^Watch app\.example\.com.*, then reload$/ }).click();
    await expect(page.getByText('Watching app.example.com')).toBeVisible();
    await expect(at('state-empty')).toBeVisible();
    expect(await page.evaluate(() => window.lab.reloads)).toBe(1);
  });

  test('names the granted permissions, and gives them back in one click', async () => {
    await show('many-hosts', { view: 'popup' });
    await expect(at('granted-hosts')).toContainText('app.example.com');
    await page.getByRole('button', { name: 'Stop watching app.example.com' }).click();
    await expect(at('granted-hosts')).toHaveCount(0);
    await expect(page.getByText('Not watching')).toBeVisible();
  });
});
