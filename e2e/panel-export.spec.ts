import { expect } from 'playwright/test';
import { chooseServer } from '../tools/panel-lab/choose-server.ts';
import { at, page, rows, show, test } from '../tools/panel-lab/test.ts';

/** What the latest of them is; an export goes on while the panel answers. */
const saved = async () => {
  await expect(at('export-note')).toHaveAttribute('data-outcome', 'done');
  return page.evaluate(() => window.lab.saved.at(-1));
};
const copied = async () => {
  await expect(at('export-note')).toHaveAttribute('data-outcome', 'done');
  return page.evaluate(() => window.lab.copied.at(-1) ?? '');
};

test.describe('export', () => {
  test('saves JSON and Markdown by keyboard alone', async () => {
    await show('morning');
    await at('export-menu').focus();
    await page.keyboard.press('Enter');
    await expect(at('export-json')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(at('export-markdown')).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect(at('export-menu')).toBeFocused();
    const file = await saved();
    expect(file?.name).toMatch(/^crosscheck-[\d-]+\.json$/);
    const report = JSON.parse(file?.text ?? '') as { format: string; exchanges: unknown[] };
    expect([report.format, report.exchanges.length]).toEqual(['crosscheck-report', 13]);
  });

  test('prefers the server software that was chosen for the server', async () => {
    await show('blocked-method');
    await chooseServer(page, 'any-server');
    await at('export-menu').click();
    await at('export-json').click();
    const { exchanges } = JSON.parse((await saved())?.text ?? '') as {
      exchanges: { remedies: { stack: string }[] }[];
    };
    expect(exchanges[0]?.remedies[0]?.stack).toBe('any-server');
  });

  test('the report about one request is copied as Markdown', async () => {
    await show('morning');
    await at('copy-report').click();
    await expect(at('copy-report')).toHaveText('Copied');
    const [report = ''] = await page.evaluate(() => window.lab.copied);
    expect(report).toContain('/api/items/42');
    expect(report).not.toContain('/api/profile');
  });

  test('exports the selected rows, or else what the filter shows, and says so first', async () => {
    await show('morning');
    await at('export-menu').click();
    await expect(at('export-scope')).toHaveText('All 13 requests');
    await page.keyboard.press('Escape');
    await at('filter').fill('invitations');
    await at('export-menu').click();
    await expect(at('export-scope')).toHaveText('3 requests that the filter shows');
    await page.keyboard.press('Escape');
    await at('filter').fill('');
    await expect(at('listed')).toHaveCount(0);
    await rows().nth(0).click();
    await rows()
      .nth(2)
      .click({ modifiers: ['ControlOrMeta'] });
    await at('export-menu').click();
    await expect(at('export-scope')).toHaveText('2 requests that you selected');
    await at('copy-text').click();
    expect((await copied()).match(/^(GET|PUT) http/gm)).toHaveLength(2);
  });

  test('counts what stays hidden, and says that secrets are never kept', async () => {
    await show('secrets');
    await at('export-menu').click();
    await expect(at('export-scope')).toContainText(
      '2 values hidden. Crosscheck never keeps secrets.',
    );
    await at('export-har').click();
    const file = await saved();
    expect(file?.name).toMatch(/\.har$/);
    const { log } = JSON.parse(file?.text ?? '') as { log: { entries: object[] } };
    expect(log.entries).toHaveLength(1);
    expect(file?.text).not.toContain('hunter2');
  });

  test('copies the commands that replay the preflight and the request', async () => {
    await show('blocked-method');
    await at('export-menu').click();
    await page.keyboard.press('End');
    await expect(at('copy-text')).toBeFocused();
    await at('copy-curl-bash').click();
    expect(await copied()).toMatch(/^curl .*--request 'OPTIONS'[\s\S]*--request 'PUT'/);
  });

  test('offers each shell by its name, the last used one first', async () => {
    const offered = async () => {
      await at('export-menu').click();
      return page.getByRole('menuitem', { name: 'Copy as curl' }).allTextContents();
    };
    await show('blocked-method');
    expect(await offered()).toEqual([
      'Copy as curl (bash, zsh, fish)',
      'Copy as curl (PowerShell)',
      'Copy as curl (cmd)',
    ]);
    await at('copy-curl-bash').focus();
    await page.keyboard.press('ArrowDown');
    await expect(at('copy-curl-powershell')).toBeFocused();
    await page.keyboard.press('Enter');
    expect(await copied()).toMatch(/^curl\.exe .*--request 'OPTIONS'[\s\S]*--request 'PUT'/);
    await expect(at('export-note')).toHaveText('Copied 1 request as curl commands for PowerShell');
    expect(await page.evaluate(() => window.lab.settings.shell)).toBe('powershell');
    expect((await offered())[0]).toBe('Copy as curl (PowerShell)');
    await at('copy-markdown').click();
    await expect(at('export-note')).toHaveText('Copied 1 request as Markdown');
    expect(await copied()).toContain('In PowerShell:\n\n```powershell\ncurl.exe ');
  });

  test('copies no command that a shell could misread, and says what to do instead', async () => {
    await show('unquotable');
    await at('export-menu').click();
    await at('copy-curl-cmd').click();
    await expect(at('export-note')).toHaveText(
      'Copied 1 of 2 requests as curl commands for cmd. Copy for PowerShell instead: the URL has a percent sign, which is not safe in cmd.',
    );
    const [text = ''] = await page.evaluate(() => window.lab.copied);
    expect(text).toContain('"');
    expect(text).not.toContain('%');
    await at('filter').fill('percent');
    await expect(rows()).toHaveCount(1);
    await at('export-menu').click();
    await at('copy-curl-cmd').click();
    await expect(at('export-note')).toHaveText(
      'Not copied. Copy for PowerShell instead: the URL has a percent sign, which is not safe in cmd.',
    );
    expect(await page.evaluate(() => window.lab.copied)).toHaveLength(1);
  });

  test('copies the selected rows as text with Control and C', async () => {
    await show('morning');
    await rows().first().focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('ControlOrMeta+c');
    expect(await copied()).toContain('The server does not allow the method: ');
  });

  test('says what it saved and copied', async () => {
    await show('morning');
    await at('export-menu').click();
    await at('export-json').click();
    await expect(at('export-note')).toHaveText('Saved 13 requests as JSON');
    await at('export-menu').click();
    await at('copy-curl-bash').click();
    await expect(at('export-note')).toHaveText(
      'Copied 13 requests as curl commands for bash, zsh, fish',
    );
  });

  test('says that the browser refuses the clipboard, and what to do instead', async () => {
    await show('morning');
    await page.evaluate(() => {
      window.lab.copies = false;
    });
    await at('export-menu').click();
    await at('copy-markdown').click();
    await expect(at('export-note')).toHaveText(
      'Not copied: the browser refused the clipboard. Save a file instead.',
    );
  });

  test('shows the progress of a long export, which can be canceled and does not block the panel', async () => {
    await show('large');
    await at('export-menu').click();
    await at('copy-json').click();
    await expect(at('export-note')).toHaveText(/exporting [\d,]+ of 10,001…/);
    await at('filter').fill('items');
    await expect(rows()).toHaveCount(1);
    await at('export-cancel').click();
    await expect(at('export-note')).toBeEmpty();
    expect(await page.evaluate(() => window.lab.copied)).toEqual([]);
  });

  test('a slow export is copied by a second click', async () => {
    await show('morning');
    const end = await page.evaluateHandle(() => {
      const { now } = Performance.prototype;
      // Each millisecond lasts a second.
      Performance.prototype.now = function () {
        return now.call(this) * 1_000;
      };
      return () => {
        Performance.prototype.now = now;
      };
    });
    await at('export-menu').click();
    await at('copy-json').click();
    await expect(at('export-note')).toContainText('Ready: 13 requests as JSON');
    await end.evaluate((restore) => restore());
    await at('export-copy').click();
    await expect(at('export-note')).toHaveText('Copied 13 requests as JSON');
    expect(JSON.parse(await copied())).toMatchObject({ format: 'crosscheck-report' });
  });

  test('Escape closes the menu and returns the focus', async () => {
    await show('morning');
    await at('export-menu').click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(at('export-menu')).toBeFocused();
  });
});
