import { expect, type Locator } from 'playwright/test';
import { at, focusedRow, page, row, rows, show, test } from '../tools/panel-lab/test.ts';

/** The list in a real project: folds, the summary, filter, menus, keys, and small docks. */

const copied = () => page.evaluate(() => window.lab.copied.at(-1) ?? '');

test.describe('one cause, one thing to do', () => {
  test('the first thing in the list says what one fix ends', async () => {
    await show('fifty');
    await expect(at('blocked-summary')).toHaveText(
      '51 requests blocked, 3 causes, 1 server: one fix for 49',
    );
    await expect(at('summary')).toHaveText(/^51 blocked/);
    await expect(at('show-blocked')).toHaveText('Blocked 51');
  });

  test('requests that differ only in an id are one line, which opens and stays so', async () => {
    await show('fifty');
    await expect(at('fold')).toHaveText(/GET \/api\/notifications\/:id ×49 .*1 cause, 1 fix$/);
    await expect(rows()).toHaveCount(3);
    await at('flip').click();
    await expect(row('/api/notifications/1000')).toBeVisible();
    await page.evaluate(() => window.lab.restart());
    await expect(at('state-restarted')).toBeVisible();
    await expect(row('/api/notifications/1000')).toBeVisible();
    await at('flip').click();
    await expect(rows()).toHaveCount(3);
  });

  test('a click on it shows the fix, and exports all of it', async () => {
    await show('fifty');
    await at('fold').click();
    await expect(page.locator('.detail-url')).toContainText('/api/notifications/1000');
    await expect(at('picked')).toHaveText('49 rows selected for export');
  });

  test('the keyboard opens and closes it, and the group above it', async () => {
    await show('fifty');
    await rows().first().focus();
    await page.keyboard.press('ArrowDown');
    await expect(at('fold')).toBeFocused();
    await expect(at('fold')).toHaveAttribute('aria-expanded', 'false');
    await page.keyboard.press('ArrowRight');
    await expect(at('fold')).toHaveAttribute('aria-expanded', 'true');
    await page.keyboard.press('ArrowRight');
    await expect(row('/api/notifications/1000')).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(at('fold')).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect(at('group-head')).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(at('group-head')).toHaveAttribute('aria-expanded', 'false');
    await expect(rows()).toHaveCount(0);
    await page.keyboard.press('Enter');
    await expect(rows()).toHaveCount(3);
  });

  test('polling counts, and its query tells requests apart', async () => {
    await show('fifty');
    await expect(row('/api/public')).toContainText('?page=3');
    await expect(row('/api/public')).toContainText('×3');
  });

  test('a group that the user closed is closed in another view of the tab', async () => {
    const key = ' http://127.0.0.1:8000';
    await show('fifty', {
      notes: {
        copied: [],
        cookies: {},
        notMine: [],
        stacks: {},
        rows: { toggled: [key], pinned: [], texts: {} },
      },
    });
    await expect(at('group-head')).toHaveAttribute('aria-expanded', 'false');
    await expect(rows()).toHaveCount(0);
  });
});

test.describe('the filter', () => {
  const options = (): Locator => at('completions').getByRole('option');

  test('completes keys and the values that are there', async () => {
    await show('morning');
    await page.keyboard.press('/');
    await page.keyboard.type('met');
    await expect(options()).toHaveText(['method:']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(at('filter')).toHaveValue('method:');
    await expect(options()).toHaveText(['GET', 'PUT', 'POST']);
    await options().filter({ hasText: 'PUT' }).click();
    await expect(at('filter')).toHaveValue('method:PUT ');
    await expect(at('filter')).toBeFocused();
    await expect(at('completions')).toHaveCount(0);
    await expect(rows()).toHaveCount(1);
  });

  test('Escape closes the completions first', async () => {
    await show('morning');
    await page.keyboard.press('/');
    await page.keyboard.type('ca');
    await expect(at('completions')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(at('completions')).toHaveCount(0);
    await expect(at('filter')).toHaveValue('ca');
    await page.keyboard.press('Escape');
    await expect(at('filter')).toHaveValue('');
  });

  test('a pattern that is not complete says so, and hides nothing', async () => {
    await show('morning');
    await at('filter').fill('/items(/');
    await expect(at('filter-problem')).toContainText('not complete');
    await expect(at('filter')).toHaveAttribute('aria-invalid', 'true');
    await expect(rows()).toHaveCount(11);
    await at('filter').fill('/items/');
    await expect(at('filter-problem')).toHaveCount(0);
    await expect(rows()).toHaveCount(1);
  });

  test('a hostile pattern does not hang the panel', async () => {
    await show('hostile');
    const started = Date.now();
    await at('filter').fill('/(very-|long-|segment|[^?]+)+Y$/');
    await expect(at('state-filtered')).toBeVisible();
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  test('a cleared list can come back for a moment', async () => {
    await show('morning');
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(at('state-empty')).toBeVisible();
    await expect(at('state-cleared')).toContainText('List cleared');
    await at('undo-clear').focus();
    await page.keyboard.press('Enter');
    await expect(rows()).toHaveCount(11);
    await expect(at('state-cleared')).toHaveCount(0);
    expect(await page.evaluate(() => window.lab.posted.at(-1))).toEqual({
      type: 'undo-clear',
      tabId: 1,
    });
  });
});

test.describe('the menu of a request', () => {
  const items = (): Locator => at('row-menu').getByRole('menuitem');

  test('opens by keyboard, moves, and gives the focus back', async () => {
    await show('morning');
    await rows().first().focus();
    const before = await focusedRow();
    await page.keyboard.press('Shift+F10');
    await expect(page.getByRole('menu', { name: 'PUT /api/items/42' })).toBeVisible();
    await expect(items().first()).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(items().last()).toBeFocused();
    await page.keyboard.press('Home');
    await page.keyboard.press('p');
    await expect(at('row-pin')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(at('row-menu')).toHaveCount(0);
    expect(await focusedRow()).toBe(before);
  });

  test('opens by the pointer for the request under it, and fits in a low panel', async () => {
    await page.setViewportSize({ width: 900, height: 272 });
    await show('morning');
    await row('/api/profile').click({ button: 'right' });
    await expect(page.getByRole('menu', { name: 'GET /api/profile' })).toBeVisible();
    await expect(page.locator('.detail-url')).toContainText('/api/profile');
    const box = await at('row-menu').boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 999)).toBeLessThanOrEqual(272);
    await page.mouse.click(700, 100);
    await expect(at('row-menu')).toHaveCount(0);
  });

  test('copies a request in every form, without its secrets', async () => {
    await show('secrets');
    const forms: readonly (readonly [string, RegExp])[] = [
      ['row-copy-url', /^http:\/\/127\.0\.0\.1:8000\/api\/login\?page=2/],
      ['row-copy-curl-bash', /^curl /],
      ['row-copy-curl-powershell', /^curl\.exe /],
      ['row-copy-curl-cmd', /^curl\.exe /],
      ['row-copy-fetch', /^await fetch\('http/],
      ['row-copy-playwright', /^import \{ expect, test \} from '@playwright\/test';/],
      ['row-copy-diagnosis', /Access-Control-Allow-Origin/],
    ];
    for (const [id, form] of forms) {
      await rows().first().click({ button: 'right' });
      await at(id).click();
      await expect(at('export-note')).toHaveAttribute('data-outcome', 'done');
      await expect.poll(copied).toMatch(form);
      expect(await copied()).not.toContain('hunter2');
    }
    expect(await page.evaluate(() => window.lab.settings.shell)).toBe('cmd');
  });

  test('leads to Network, to the line that sent it, and to a check', async () => {
    await show('observed');
    const choose = async (id: string): Promise<void> => {
      await rows().first().click({ button: 'right' });
      await at(id).click();
    };
    await choose('row-open-network');
    expect(await page.evaluate(() => window.lab.network)).toEqual([
      'http://127.0.0.1:8000/api/items/42',
    ]);
    await choose('row-open-source');
    expect(await page.evaluate(() => window.lab.sources.map(({ line }) => line))).toEqual([9]);
    await choose('row-check');
    await expect.poll(() => page.evaluate(() => window.lab.checked.length)).toBe(1);
  });

  test('pins a request to the top, and keeps a note with it', async () => {
    await show('morning');
    await row('/api/profile').focus();
    await page.keyboard.press('p');
    await expect(at('group-head').first()).toContainText('Pinned');
    await expect(rows().first()).toContainText('/api/profile');
    await row('/api/profile').focus();
    await page.keyboard.press('n');
    await page.keyboard.type('ask Ann');
    await page.keyboard.press('Enter');
    await expect(row('/api/profile')).toContainText('ask Ann');
    await at('export-menu').click();
    await at('copy-json').click();
    await expect(at('export-note')).toHaveAttribute('data-outcome', 'done');
    expect(await copied()).not.toContain('ask Ann');
    await row('/api/profile').click({ button: 'right' });
    await at('row-pin').click();
    await expect(at('group-head').first()).not.toContainText('Pinned');
  });

  test('ignores a server everywhere, with a way back', async () => {
    await show('morning');
    await row('/v1/session').click({ button: 'right' });
    await at('row-ignore').click();
    await expect(row('/v1/session')).toHaveCount(0);
    await expect(at('summary')).toHaveText(/^6 blocked/);
    await expect(at('blocked-summary')).toHaveText(/^6 requests blocked/);
    await expect(at('state-ignored')).toContainText('https://api.example.com');
    expect(await page.evaluate(() => window.lab.settings.ignored)).toEqual([
      'https://api.example.com',
    ]);
    await at('export-menu').click();
    await expect(at('export-scope')).toContainText('All 12 requests, without 1 to ignored servers');
    await at('copy-json').click();
    await expect(at('export-note')).toHaveText(/^Copied 12 requests/);
    expect(await copied()).not.toContain('https://api.example.com/v1/session');
    await at('list-again').click();
    await expect(row('/v1/session')).toBeVisible();
  });

  test('the settings name each ignored server, and list it again', async () => {
    const others = ['https://api.example.com', 'https://stats.example'];
    await show('morning', { settings: { ignored: others } });
    await expect(row('/v1/session')).toHaveCount(0);
    await at('open-settings').click();
    await expect(at('setting-ignored').getByRole('listitem')).toHaveText(
      others.map((server) => `${server} List again`),
    );
    await page.getByRole('button', { name: 'List https://api.example.com again' }).click();
    await expect(at('setting-ignored').getByRole('listitem')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(row('/v1/session')).toBeVisible();
    expect(await page.evaluate(() => window.lab.settings.ignored)).toEqual([
      'https://stats.example',
    ]);
  });
});

test('the settings decide which columns a row has, and keep that', async () => {
  await show('fifty');
  const first = row('/api/public');
  await expect(first.locator('.row-query')).toBeVisible();
  await expect(first.locator('.row-count')).toBeVisible();
  await expect(rows().first().locator('.row-cause')).toBeVisible();
  const tall = await rows()
    .first()
    .evaluate((one) => one.clientHeight);
  await at('open-settings').click();
  for (const column of ['query', 'times', 'status', 'time', 'cause']) {
    await at(`setting-column-${column}`).uncheck();
  }
  await page.keyboard.press('Escape');
  for (const part of ['query', 'count', 'status', 'time']) {
    await expect(first.locator(`.row-${part}`)).toBeHidden();
  }
  await expect(page.locator('.row-cause')).toHaveCount(0);
  expect(
    await rows()
      .first()
      .evaluate((one) => one.clientHeight),
  ).toBeLessThan(tall);
  // A fold says how many requests it stands for: without that, nothing does.
  await expect(at('fold').locator('.row-count')).toBeVisible();
  const { hiddenColumns } = await page.evaluate(() => window.lab.settings);
  expect(hiddenColumns).toEqual(['query', 'times', 'status', 'time', 'cause']);
  await show('fifty', { settings: { hiddenColumns: ['status'] } });
  await expect(first.locator('.row-status')).toBeHidden();
  await expect(first.locator('.row-query')).toBeVisible();
});

test.describe('keys', () => {
  test('c copies the fix', async () => {
    await show('blocked-missing');
    await page.keyboard.press('c');
    await expect.poll(copied).toContain('CORS_ALLOWED_ORIGINS');
  });

  test('the list is at most 3 tabs from the toolbar, and Copy at most 6', async () => {
    for (const state of ['morning', 'fifty', 'blocked-missing', 'observed'] as const) {
      await show(state);
      await page.getByRole('button', { name: 'Clear' }).focus();
      const stops: string[] = [];
      for (let tab = 1; tab <= 6; tab += 1) {
        await page.keyboard.press('Tab');
        stops.push(
          await page.evaluate(() => {
            const one = document.activeElement;
            return one?.closest('[data-list]') ? 'list' : (one?.getAttribute('data-testid') ?? '');
          }),
        );
      }
      expect(stops.indexOf('list'), stops.join()).toBeLessThan(3);
      expect(stops).toContain('list');
      if (state !== 'observed') expect(stops.join()).toMatch(/copy-(all|fix)/);
    }
  });

  test('the first tab stops skip to the list and to the fix', async () => {
    await show('morning');
    await page.keyboard.press('Tab');
    await expect(at('skip-to-list')).toBeFocused();
    await expect(at('skip-to-list')).toBeInViewport();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(at('copy-all')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(rows().first()).toBeFocused();
  });

  test('arrows move within the toolbar', async () => {
    await show('morning');
    await page.getByRole('button', { name: 'Clear' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(at('pause')).toBeFocused();
    await page.keyboard.press('End');
    await expect(at('open-help')).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('button', { name: 'Clear' })).toBeFocused();
  });

  test('the headers of the table say which response they are in', async () => {
    await show('blocked-missing');
    await expect(
      page.getByRole('rowheader', { name: 'Access-Control-Allow-Origin, in the response' }),
    ).toBeVisible();
    await show('blocked-method');
    await expect(
      page.getByRole('rowheader', {
        name: 'Access-Control-Allow-Methods, in the preflight response',
      }),
    ).toBeVisible();
  });
});

for (const [width, height] of [
  [900, 272],
  [1_280, 272],
  [400, 700],
] as const) {
  for (const state of ['blocked-method', 'blocked-missing', 'fifty', 'morning'] as const) {
    test(`${state}, ${width} × ${height}: headline, changed line and Copy are there without scrolling`, async () => {
      await page.setViewportSize({ width, height });
      await show(state);
      for (const one of [
        at('headline'),
        page.locator('.line-added').first(),
        at('copy-fix').first(),
      ]) {
        await expect(one).toBeInViewport({ ratio: 1 });
      }
    });
  }
}

test('a low dock cuts neither the summary nor a choice', async () => {
  await page.setViewportSize({ width: 1_280, height: 272 });
  await show('fifty');
  await expect(at('blocked-summary')).toHaveText('51 requests blocked: one fix for 49', {
    useInnerText: true,
  });
  expect(await cut('.blocked-words, .list-choices, .list-choice')).toEqual([]);
  await at('show').selectOption('allowed');
  await expect(at('fold')).toHaveCount(0);
});

test('a low dock has one line for the user’s own settings file, with whole buttons', async () => {
  for (const width of [1_200, 800]) {
    await page.setViewportSize({ width, height: 272 });
    await show('fifty');
    await expect(at('own-paste')).toBeVisible();
    const tops = await page
      .locator('.own-bar > .button')
      .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)));
    expect(new Set(tops).size, `${width} pixels`).toBe(1);
    expect(await cut('.own-bar > .button')).toEqual([]);
    const heights = await page
      .locator('.own-bar > .button')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    expect(Math.max(...heights), `${width} pixels`).toBeLessThan(30);
  }
});

test('a narrow list says each cause whole, in rows and in heads', async () => {
  await page.setViewportSize({ width: 1_100, height: 600 });
  await show('fifty');
  expect(await cut('.row-cause')).toEqual([]);
  await page.setViewportSize({ width: 760, height: 600 });
  await at('group-by').selectOption('By cause');
  await expect(at('group-head').first()).toContainText('One fix for 49 requests');
  expect(await cut('.group-name')).toEqual([]);
});

/** The texts of the elements that show less than they have. */
const cut = (selector: string): Promise<readonly (string | null)[]> =>
  page.evaluate(
    (one) =>
      [...document.querySelectorAll(one)]
        .filter(
          ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
            scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1,
        )
        .map(({ textContent }) => textContent),
    selector,
  );

test('nothing moves when DevTools’ own record arrives', async () => {
  for (const [width, height] of [
    [900, 700],
    [1_600, 800],
    [400, 700],
    [900, 272],
  ] as const) {
    await page.setViewportSize({ width, height });
    await show('observed-late');
    await expect(at('headline')).toBeVisible();
    const places = () =>
      page.evaluate(() =>
        [
          ...document.querySelectorAll(
            '.detail-head, [data-testid=headline], .column, .folds > details:first-child, .check-again',
          ),
        ].map((one) => {
          const { top, left, width } = one.getBoundingClientRect();
          return [one.className, top, left, width];
        }),
      );
    const before = await places();
    await page.evaluate(() => window.lab.record());
    await expect(at('preflight-error')).toHaveCount(1);
    await expect(at('made-by')).toBeVisible();
    expect({ width, places: await places() }).toEqual({ width, places: before });
  }
});
