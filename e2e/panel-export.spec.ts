import { expect } from 'playwright/test';
import { at, page, rows, show, test } from './panel-lab/test.ts';

test.describe('export', () => {
  test('saves JSON and Markdown, by keyboard alone', async () => {
    await show('morning');
    await at('export-menu').focus();
    await page.keyboard.press('Enter');
    await expect(at('export-json')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(at('export-markdown')).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect(at('export-menu')).toBeFocused();
    const [saved] = await page.evaluate(() => window.lab.saved);
    expect(saved?.name).toMatch(/^crosscheck-[\d-]+\.json$/);
    const report = JSON.parse(saved?.text ?? '') as { format: string; exchanges: unknown[] };
    expect([report.format, report.exchanges.length]).toEqual(['crosscheck-report', 13]);
  });

  test('prefers the stack that was chosen for the server', async () => {
    await show('blocked-method');
    await at('stack-picker').selectOption('any-server');
    await at('export-menu').click();
    await at('export-json').click();
    const [saved] = await page.evaluate(() => window.lab.saved);
    const { exchanges } = JSON.parse(saved?.text ?? '') as {
      exchanges: { remedies: { stack: string }[] }[];
    };
    expect(exchanges[0]?.remedies[0]?.stack).toBe('any-server');
  });

  test('the report about one request is copied as Markdown', async () => {
    await show('morning');
    await at('copy-report').click();
    await expect(at('copy-report')).toHaveText('Copied');
    const [copied = ''] = await page.evaluate(() => window.lab.copied);
    expect(copied).toContain('/api/items/42');
    expect(copied).not.toContain('/api/profile');
  });

  test('takes what is chosen, else what the filter shows, and says so before', async () => {
    await show('morning');
    await at('export-menu').click();
    await expect(at('export-scope')).toHaveText('All 13 requests');
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox').fill('invitations');
    await at('export-menu').click();
    await expect(at('export-scope')).toHaveText('3 requests that the filter shows');
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox').fill('');
    await expect(rows().first()).toHaveAttribute('aria-setsize', '11');
    await rows().nth(0).click();
    await rows()
      .nth(2)
      .click({ modifiers: ['ControlOrMeta'] });
    await at('export-menu').click();
    await expect(at('export-scope')).toHaveText('2 requests that you have chosen');
    await at('copy-text').click();
    const [copied = ''] = await page.evaluate(() => window.lab.copied);
    expect(copied.match(/^(GET|PUT) http/gm)).toHaveLength(2);
  });

  test('counts what stays hidden, and says that it was never kept', async () => {
    await show('secrets');
    await at('export-menu').click();
    await expect(at('export-scope')).toContainText('2 values hidden. Secrets were never kept');
    await at('export-har').click();
    const [saved] = await page.evaluate(() => window.lab.saved);
    expect(saved?.name).toMatch(/\.har$/);
    const { log } = JSON.parse(saved?.text ?? '') as { log: { entries: object[] } };
    expect(log.entries).toHaveLength(1);
    expect(saved?.text).not.toContain('hunter2');
  });

  test('copies the commands that replay the preflight and the request', async () => {
    await show('blocked-method');
    await at('export-menu').click();
    await page.keyboard.press('End');
    await expect(at('copy-text')).toBeFocused();
    await at('copy-curl').click();
    const [copied = ''] = await page.evaluate(() => window.lab.copied);
    expect(copied).toMatch(/--request 'OPTIONS'[\s\S]*--request 'PUT'/);
  });

  test('copies the chosen rows as text by Control and C', async () => {
    await show('morning');
    await rows().first().focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('ControlOrMeta+c');
    const [copied = ''] = await page.evaluate(() => window.lab.copied);
    expect(copied).toContain('The server does not allow the method: ');
  });

  test('Escape closes the menu and gives the focus back', async () => {
    await show('morning');
    await at('export-menu').click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(at('export-menu')).toBeFocused();
  });
});
