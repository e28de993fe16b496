import { expect } from 'playwright/test';
import { at, focusedRow, page, row, rows, show, test } from '../tools/panel-lab/test.ts';

/** The list of requests: grouped, filtered, selected, paused, and long. */

test.describe('the list', () => {
  test('groups by server, blocked first, and counts repeats', async () => {
    await show('morning');
    const verdicts = await rows().evaluateAll((all) =>
      all.map((one) => one.getAttribute('data-verdict')),
    );
    expect(verdicts.slice(0, 3)).toEqual(['blocked', 'blocked', 'blocked']);
    expect(verdicts.lastIndexOf('blocked')).toBeLessThan(verdicts.indexOf('failed'));
    await expect(row('invitations/pending')).toContainText('×3');
    await expect(
      page.getByRole('treeitem', { name: /^https:\/\/api\.example\.com/ }),
    ).toBeVisible();
    await expect(at('summary')).toHaveText(/7 blocked · 1 failed · 1 undetermined/);
  });

  test('a blocked request takes the place of one that only failed, until the user chooses', async () => {
    const arrive = (name: 'failed' | 'blockedMissing' | 'blockedMethod'): Promise<void> =>
      page.evaluate((one) => window.lab.change([window.traffic[one]]), name);
    await show('empty');
    await arrive('failed');
    await expect(rows().first()).toHaveAttribute('aria-current', 'true');
    await arrive('blockedMissing');
    await expect(at('verdict')).toHaveText('Blocked by CORS');
    await show('empty');
    await arrive('failed');
    await rows().first().click();
    await arrive('blockedMissing');
    await expect(rows()).toHaveCount(2);
    await expect(at('verdict')).toContainText('Failed');
  });

  test('is one tab stop; arrows, Home and End move, Enter goes to the detail', async () => {
    await show('morning');
    await rows().first().focus();
    const first = await focusedRow();
    await page.keyboard.press('ArrowDown');
    expect(await focusedRow()).not.toBe(first);
    await expect(page.locator('[role=treeitem][tabindex="0"]')).toHaveCount(1);
    await expect(page.locator('[role=treeitem][aria-selected=true]')).toBeFocused();
    await page.keyboard.press('End');
    await expect(rows().last()).toBeFocused();
    await expect(at('headline')).toContainText('8999');
    await page.keyboard.press('Home');
    await expect(at('group-head').first()).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(rows().first()).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(at('headline')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(rows().first()).toBeFocused();
  });

  test('without any focus, / goes to the filter', async () => {
    await show('morning');
    await expect(page.locator('body')).toBeFocused();
    await page.keyboard.press('/');
    await expect(at('filter')).toBeFocused();
  });

  test('is filtered by URL, cause and header text; / enters the filter, Escape leaves it', async () => {
    await show('morning');
    await rows().first().focus();
    await page.keyboard.press('/');
    const filter = at('filter');
    await expect(filter).toBeFocused();
    await filter.fill('items');
    await expect(rows()).toHaveCount(1);
    await expect(at('listed')).toHaveText('1 of 11 rows');
    await filter.fill('X-TRACE-ID');
    await expect(rows()).toHaveCount(1);
    await filter.fill('another origin');
    await expect(rows()).toHaveCount(1);
    await filter.fill('no such thing');
    await expect(at('state-filtered')).toBeVisible();
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect(filter).toBeFocused();
    await filter.fill('items');
    await page.keyboard.press('Escape');
    await expect(filter).toHaveValue('');
    await page.keyboard.press('Escape');
    await expect(rows().first()).toBeFocused();
  });

  test('shows only one verdict on request, and counts each', async () => {
    await show('morning');
    await expect(at('show-all')).toHaveText('All 11');
    await at('show-blocked').click();
    await expect(rows()).toHaveCount(7);
    for (const one of await rows().all())
      await expect(one).toHaveAttribute('data-verdict', 'blocked');
    await at('show-failed').click();
    await expect(rows()).toHaveCount(1);
    await at('show-allowed').click();
    await expect(rows()).toHaveCount(1);
    await at('show-undetermined').click();
    await expect(rows()).toHaveCount(1);
    await expect(rows()).toHaveAttribute('data-verdict', 'undetermined');
  });

  test('counts a fixed request once, by the same word as the status bar', async () => {
    await show('fixed');
    await expect(at('show-fixed')).toHaveText('Fixed 1');
    await expect(at('show-allowed')).toHaveText('Allowed 0');
    await expect(page.locator('.status-bar')).toContainText('1 fixed');
    await at('show-fixed').click();
    await expect(rows()).toHaveCount(1);
    await at('show-allowed').click();
    await expect(rows()).toHaveCount(0);
  });

  test('offers the undetermined requests only if there are any', async () => {
    await show('failed');
    await expect(at('show-failed')).toHaveText('Failed 1');
    await expect(at('show-undetermined')).toHaveCount(0);
    await expect(at('show-fixed')).toHaveCount(0);
  });

  test('shows only this page on request, and forgets nothing', async () => {
    await show('navigated');
    await expect(rows()).toHaveCount(11);
    await expect(at('show-blocked')).toHaveText('Blocked 7');
    await expect(at('on-page')).toHaveText('2 blocked on this page');
    await at('scope').selectOption('This page');
    await expect(rows()).toHaveCount(6);
    await expect(at('show-blocked')).toHaveText('Blocked 2');
    await expect(at('on-page')).toHaveCount(0);
    await at('scope').selectOption('All pages');
    await expect(rows()).toHaveCount(11);
  });

  test('distinguishes requests to one URL by what they send', async () => {
    await show('graphql');
    await expect(rows()).toHaveCount(2);
    await expect(rows().first()).toContainText('with x-tenant');
    await expect(rows().first()).toHaveAttribute('data-verdict', 'blocked');
    await expect(rows().last()).toContainText('without x-tenant');
    await expect(at('summary')).toHaveText('1 blocked · 1 allowed');
  });

  test('shows the status of each response', async () => {
    await show('statuses');
    await expect(row('/api/orders/')).toContainText('403');
    await expect(row('/api/orders/')).toContainText('CORS fixed, without cookies; now 403');
    await expect(row('/api/stock')).toContainText('Status 500, not blocked by CORS');
    await expect(row('/api/public')).toContainText('200');
    await expect(row('/v1/rates')).toContainText('cannot be read');
    await at('filter').fill('403');
    await expect(rows()).toHaveCount(1);
  });

  test('groups by cause the requests that one change fixes', async () => {
    await show('one-cause');
    await at('group-by').selectOption('By cause');
    await expect(page.getByRole('tree', { name: 'Requests by cause' })).toBeVisible();
    const head = at('group-head');
    await expect(head).toHaveCount(1);
    await expect(head).toContainText('One fix for 14 requests to http://127.0.0.1:8000');
    await expect(head.locator('.group-line')).toHaveCount(2);
    expect(
      await head
        .locator('.group-line')
        .evaluateAll((lines) => lines.every((line) => line.scrollWidth <= line.clientWidth)),
    ).toBe(true);
    await at('flip').click();
    await expect(rows()).toHaveCount(14);
    // The head says the cause, and the rows below it do not.
    await expect(page.locator('.row-cause')).toHaveCount(0);
  });

  test('sorts by severity, time or URL', async () => {
    await show('morning');
    const first = () => rows().first().getAttribute('data-key');
    expect(await first()).toContain('/api/items/42');
    await at('sort').selectOption('Newest first');
    expect(await first()).toContain('/login');
    await at('sort').selectOption('By URL');
    expect(await first()).toContain('/api/cart');
  });

  test('does not change while paused, and then shows what arrived', async () => {
    await show('allowed');
    await at('pause').click();
    await page.evaluate(() => window.lab.change([window.traffic.blockedMethod]));
    await expect(at('state-paused')).toHaveText('paused, 1 new request');
    await expect(rows()).toHaveCount(1);
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect(rows()).toHaveCount(2);
    await expect(at('state-paused')).toHaveCount(0);
  });

  test('selects several rows by pointer and by keyboard', async () => {
    await show('morning');
    const chosen = () => page.locator('[role=treeitem][aria-selected=true]').count();
    await rows().nth(0).click();
    await rows()
      .nth(2)
      .click({ modifiers: ['ControlOrMeta'] });
    expect(await chosen()).toBe(2);
    await rows()
      .nth(4)
      .click({ modifiers: ['Shift'] });
    expect(await chosen()).toBe(3);
    await expect(at('picked')).toHaveText('3 rows selected for export');
    await rows().nth(1).click();
    expect(await chosen()).toBe(1);
    await rows().nth(1).focus();
    await page.keyboard.press('Shift+ArrowDown');
    await expect(rows().nth(2)).toBeFocused();
    expect(await chosen()).toBe(2);
    await page.keyboard.press('Space');
    expect(await chosen()).toBe(1);
    await page.keyboard.press('ControlOrMeta+a');
    expect(await chosen()).toBe(11);
    await page.keyboard.press('ArrowDown');
    expect(await chosen()).toBe(1);
  });

  test('names each row for readers who see no shape or color', async () => {
    await show('morning');
    await expect(
      page.getByRole('treeitem', { name: /^Blocked by CORS: PUT \/api\/items\/42 / }),
    ).toBeVisible();
    await expect(page.getByRole('treeitem', { name: / ×3 / })).toBeVisible();
  });

  test('Clear asks the background to forget, and the list is empty', async () => {
    await show('morning');
    const now = () => page.evaluate(() => Date.now());
    const before = await now();
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(at('state-empty')).toBeVisible();
    const posted = await page.evaluate(() => window.lab.posted.at(-1));
    expect(posted).toEqual({ type: 'clear', tabId: 1, at: expect.any(Number) });
    const clicked = (posted as { at: number }).at;
    expect(clicked).toBeGreaterThanOrEqual(before);
    expect(clicked).toBeLessThanOrEqual(await now());
  });
});

/** Ten thousand rows, and one: they arrive in pieces. */
async function showLarge(): Promise<void> {
  await show('large');
  await expect(at('summary')).toHaveText(/6,666 allowed/, { timeout: 30_000 });
  await at('group-by').selectOption('No groups');
  await expect(rows().first()).toHaveAttribute('aria-setsize', '10001', { timeout: 30_000 });
}

test.describe('live updates', () => {
  test('keep the focus, the selection and the open folds', async () => {
    await show('morning');
    await row('/api/profile').click();
    await page.getByText('Request and response headers').click();
    await row('/api/profile').focus();
    const before = await focusedRow();
    await page.evaluate(async () => {
      for (const one of window.traffic.many(60)) {
        window.lab.change([one]);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    });
    await expect(at('summary')).toHaveText(/61 allowed/);
    expect(await focusedRow()).toBe(before);
    await expect(row('/api/profile')).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByText('Response: 200', { exact: true })).toBeVisible();
  });

  test('a focused row that disappears passes its focus to a neighbor', async () => {
    await show('morning');
    await rows().nth(1).focus();
    await page.evaluate(() => window.lab.change([], ['e20', 'e21', 'e22']));
    await expect(row('invitations')).toHaveCount(0);
    await expect(rows().nth(1)).toBeFocused();
  });

  test('a selected row that disappears is replaced by one that stays', async () => {
    await show('one-cause');
    await at('flip').click();
    await expect(page.locator('.detail-url')).toContainText('/api/pages/0');
    await page.evaluate(() => window.lab.change([], ['e30', 'e31']));
    await expect(page.locator('.detail-url')).toContainText('/api/pages/13');
  });

  test('a focused button that disappears passes its focus to the headline', async () => {
    await show('blocked-missing');
    await at('copy-fix').first().focus();
    await page.evaluate(() => window.lab.change([window.traffic.nowAllowed]));
    await expect(at('fixed-card')).toBeVisible();
    await expect(at('headline')).toBeFocused();
  });

  test('newly blocked requests are announced politely', async () => {
    await show('allowed');
    await page.evaluate(() => window.lab.change([window.traffic.blockedMethod]));
    await expect(at('announcer')).toHaveText(/^Blocked: PUT \/api\/items\/42, /);
    await expect(at('announcer')).toHaveAttribute('aria-live', 'polite');
  });

  test('a burst of messages is drawn once a frame', async () => {
    await show('empty');
    const drawings = await page.evaluate(async () => {
      let count = 0;
      const observer = new MutationObserver(() => {
        count += 1;
      });
      observer.observe(document.body, { subtree: true, childList: true });
      for (const one of window.traffic.many(300)) window.lab.change([one]);
      await new Promise((resolve) => setTimeout(resolve, 500));
      return count;
    });
    await expect(at('summary')).toHaveText(/300 allowed/);
    expect(drawings).toBeLessThanOrEqual(5);
  });

  test('only the visible rows are drawn, at any scroll position', async () => {
    await showLarge();
    await rows().first().focus();
    await page.keyboard.press('End');
    const last = page.locator('[role=treeitem][aria-posinset="10001"]');
    await expect(last).toBeFocused();
    await expect(last).toHaveAttribute('aria-setsize', '10001');
    // It arrives in one of many pieces, but it arrives.
    const path = (await last.getAttribute('data-key'))?.split(' ').at(-1) ?? '';
    await expect(page.locator('.detail-url')).toContainText(path);
    await expect(at('headline')).toBeVisible();
    await page.keyboard.press('PageUp');
    await expect(page.locator('[role=treeitem][aria-posinset="9989"]')).toBeFocused();
    await expect(page.locator('[role=treeitem]:focus')).toBeInViewport();
    expect(await rows().count()).toBeLessThan(100);
    await page.keyboard.press('Home');
    await expect(page.locator('[role=treeitem][aria-posinset="1"]')).toBeFocused();
  });

  test('new rows above do not move the visible ones', async () => {
    await showLarge();
    const pane = page.locator('.list-scroll');
    await pane.evaluate((one) => one.scrollTo(0, 30_000));
    await page.waitForTimeout(100);
    const seen = rows().nth(15);
    const key = await seen.getAttribute('data-key');
    const place = async () =>
      (await page.locator(`[data-key="${key}"]`).boundingBox())?.y ?? Number.NaN;
    const before = await place();
    await page.evaluate(() => window.lab.change([window.traffic.blockedStar]));
    await expect(at('announcer')).toContainText('/v1/session');
    expect(Math.abs((await place()) - before)).toBeLessThan(2);
  });

  test('the list stays usable with thousands of rows', async () => {
    await show('many');
    await expect(at('summary')).toHaveText(/2,000 allowed/);
    await at('group-by').selectOption('No groups');
    await rows().first().focus();
    const started = Date.now();
    for (let press = 0; press < 10; press += 1) await page.keyboard.press('ArrowDown');
    await expect(rows().nth(10)).toBeFocused();
    expect(Date.now() - started).toBeLessThan(3_000);
  });
});
