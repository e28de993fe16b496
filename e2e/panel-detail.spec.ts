import { expect, type Locator } from 'playwright/test';
import { chooseServer } from '../tools/panel-lab/choose-server.ts';
import type { StateName } from '../tools/panel-lab/states.ts';
import { at, openFirst, page, row, rows, show, test } from '../tools/panel-lab/test.ts';

/** What the panel shows of one request: the picture, the fix, what was fixed, and the folds. */

/** The size of a panel in a DevTools window of 900 × 500, below its own row of tabs. */
test.use({ viewport: { width: 900, height: 473 } });

/** The sides of an element that are cut off by its pane: empty when all is visible. */
const outOfSight = (target: Locator): Promise<readonly string[]> =>
  target.evaluateAll((elements) =>
    elements.flatMap((element) => {
      const pane = element.closest('.detail-pane')?.getBoundingClientRect();
      const head = document.querySelector('.detail-head')?.getBoundingClientRect();
      const box = element.getBoundingClientRect();
      if (pane === undefined || head === undefined || box.height === 0) return ['not drawn'];
      const isOut = box.top < head.bottom - 1 || box.bottom > pane.bottom + 1;
      return isOut ? [`${box.top} to ${box.bottom}: ${element.textContent}`] : [];
    }),
  );

test.describe('all that matters is visible at 900 × 500', () => {
  /** The most frequent failures first. */
  const failures = [
    ['an error answer without CORS headers', 'server-error'],
    ['authentication that answers OPTIONS', 'preflight-status'],
    ['an origin with a trailing slash', 'origin-slash'],
    ['two layers that both add the header', 'two-layers'],
    ['a file that the framework does not serve', 'static-font'],
    ['a wildcard with credentials', 'blocked-star'],
    ['a request header of a tracing library', 'blocked-header'],
    ['a CSRF refusal', 'csrf'],
    ['a method that is missing', 'blocked-method'],
    ['localhost against 127.0.0.1', 'blocked-mismatch'],
  ] as const satisfies readonly (readonly [string, StateName])[];

  for (const [name, state] of failures) {
    test(name, async () => {
      await show(state);
      const fix = at('fix-snippet').first();
      await expect(fix).toBeVisible();
      expect(await outOfSight(at('headline'))).toEqual([]);
      expect(await outOfSight(at('headline').locator('mark, .gap'))).toEqual([]);
      expect(await outOfSight(fix.locator('.line-added, .line-changed'))).toEqual([]);
      expect(await outOfSight(at('copy-fix').first())).toEqual([]);
      expect(await page.locator('.detail-pane').evaluate((pane) => pane.scrollTop)).toBe(0);
    });
  }

  test('a redirect shows the URL to request instead, with Copy', async () => {
    await show('blocked-redirect');
    const todo = page.getByRole('region', { name: 'What to change elsewhere' });
    await expect(todo.locator('mark')).toHaveText('/');
    expect(await outOfSight(at('headline'))).toEqual([]);
    expect(await outOfSight(todo.locator('li'))).toEqual([]);
    expect(await outOfSight(at('copy-fix').first())).toEqual([]);
  });

  test('the difference is marked inside both values of the headline', async () => {
    await show('blocked-mismatch');
    await expect(at('headline').locator('mark')).toHaveText(['localhost', '127.0.0.1']);
    await show('origin-slash');
    await expect(at('headline').locator('mark')).toHaveText(['/']);
    await expect(at('headline').locator('.gap')).toHaveCount(1);
  });
});

test.describe('all that is pasted is visible in a bottom dock of 272 pixels', () => {
  for (const width of [1_200, 1_600]) {
    for (const state of [
      'blocked-missing',
      'blocked-star',
      'server-error',
      'blocked-method',
    ] as const) {
      test(`${state}, ${width} pixels wide`, async () => {
        await page.setViewportSize({ width, height: 245 });
        await show(state);
        await chooseServer(page, 'django-cors-headers');
        await expect(at('fix-snippet').first()).toBeVisible();
        // Two edits for what is missing; a third only moves what is there.
        const edits = state === 'blocked-method' ? [0, 1] : [0, 1, 2];
        for (const one of edits.map((index) => at('fix-edit').nth(index))) {
          expect(await outOfSight(one.locator('.line-added, .line-changed'))).toEqual([]);
          expect(await outOfSight(one.getByTestId('copy-fix'))).toEqual([]);
        }
      });
    }
  }
});

test.describe('the picture', () => {
  test('has a name and a text for screen readers', async () => {
    await show('blocked-method');
    const picture = page.getByRole('img', { name: /^What happened: The server does not allow/ });
    await expect(picture).toHaveCount(1);
    await expect(picture).toHaveAccessibleDescription(/PUT never left/);
    await expect(picture).toContainText('Stopped here');
  });

  for (const width of [320, 400, 900, 1_600]) {
    test(`no line of text is cut or overlaps another at ${width} pixels`, async () => {
      await page.setViewportSize({ width, height: 900 });
      for (const state of ['blocked-method', 'redirected', 'failed', 'hostile'] as const) {
        await show(state);
        await openFirst();
        await expect(at('picture').locator('svg')).toBeVisible();
        expect(await crampedTexts()).toEqual([]);
      }
    });
  }
});

/**
 * Texts of the picture that leave the drawing or touch each other, as the browser lays them out.
 */
const crampedTexts = (): Promise<readonly string[]> =>
  at('picture')
    .locator('svg')
    .evaluate((svg) => {
      const sheet = svg.getBoundingClientRect();
      const boxes = [...svg.querySelectorAll('text')].map((text) => ({
        words: text.textContent ?? '',
        box: text.getBoundingClientRect(),
      }));
      const cut = boxes.filter(
        ({ box }) => box.left < sheet.left - 1 || box.right > sheet.right + 1,
      );
      const touching = boxes.filter(({ box: a }, i) =>
        boxes.some(
          ({ box: b }, j) =>
            j > i &&
            a.left < b.right - 1 &&
            b.left < a.right - 1 &&
            a.top < b.bottom - 4 &&
            b.top < a.bottom - 4,
        ),
      );
      return [...cut, ...touching].map(({ words }) => words);
    });

test.describe('the settings to paste', () => {
  for (const width of [320, 900, 1_280]) {
    test(`are completely visible, however long their lines, at ${width} pixels`, async () => {
      await page.setViewportSize({ width, height: 900 });
      await show('morning');
      await openFirst();
      await expect(at('fix-snippet').first()).toBeVisible();
      const sideways = await page
        .locator('.snippet-code')
        .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length);
      expect(sideways).toBe(0);
    });
  }

  test('name each request that they fix', async () => {
    await show('morning');
    const covers = at('covers');
    await expect(covers.getByRole('listitem')).toHaveCount(0);
    await covers.getByText('This fix covers 9 requests').click();
    await expect(covers.getByRole('listitem')).toHaveCount(9);
    await expect(covers.getByRole('listitem').first()).toHaveText(
      'PUT http://127.0.0.1:8000/api/items/42 from http://localhost:3000, with headers content-type, x-trace-id',
    );
    await at('exchange-row').filter({ hasText: '/v1/session' }).click();
    await expect(covers).toHaveCount(0);
  });
});

test.describe('what was fixed', () => {
  test('is shown before and after, with the changed header and the history', async () => {
    await show('fixed');
    const card = at('fixed-card');
    const row = card.getByRole('row', { name: /Access-Control-Allow-Origin/ });
    await expect(row.getByRole('cell')).toHaveText(['missing', 'http://localhost:3000']);
    await expect(card.getByRole('img')).toHaveCount(2);
    await expect(at('history').getByRole('listitem')).toHaveText([
      'Blocked by CORS 09:30:30',
      'Fixed 09:32:10',
    ]);
  });

  test('before and after are side by side where there is room', async () => {
    await page.setViewportSize({ width: 1280, height: 473 });
    await show('fixed');
    const sides = page.locator('.before-after > div');
    await expect(sides).toHaveCount(2);
    // In one step: on a busy machine, what stands above them may change in between.
    const [before, now] = await sides.evaluateAll((all) =>
      all.map((side) => side.getBoundingClientRect().y),
    );
    expect(before).toBe(now);
  });

  test('the history survives a reload of the panel', async () => {
    await show('fixed');
    await page.reload();
    await expect(at('history')).toContainText('Fixed');
  });
});

test.describe('what CORS lets through and the server refuses', () => {
  test('shows its status in amber, with the probable reason', async () => {
    await show('fixed-now-403');
    await row('/api/orders/').click();
    await expect(at('verdict')).toHaveText('CORS fixed, without cookies; now 403');
    await expect(at('headline')).toHaveText(
      'CORS fixed, without cookies; now 403: the page can read the response.',
    );
    await expect(at('fixed-card').locator('[data-hint="csrf-refusal"]')).toBeVisible();
    await expect(at('history').getByRole('listitem')).toHaveText([
      'Blocked by CORS 09:32:05',
      'CORS fixed, without cookies; now 403 09:32:11',
    ]);
  });

  test('is no success, even if nothing was blocked before', async () => {
    await show('refused');
    await row('/api/orders/').click();
    await expect(at('verdict')).toHaveText('Status 403, not blocked by CORS');
    await expect(page.locator('[data-hint="csrf-refusal"]')).toBeVisible();
  });

  test('a response fetched without CORS is called unreadable', async () => {
    await show('no-cors');
    await rows().first().click();
    await expect(at('verdict')).toHaveText('Allowed, but the page cannot read it');
    await expect(at('picture').getByRole('listitem').last()).toContainText('status 0');
    await expect(page.locator('[data-hint="no-cors-hides-answer"]')).toBeVisible();
  });
});

test.describe('each request of a row', () => {
  test('can be opened by its number and from the history', async () => {
    await show('fixed-now-403');
    await row('/api/orders/').click();
    await expect(at('occurrence')).toContainText('request 2 of 2');
    await page.getByRole('button', { name: 'Earlier request' }).click();
    await expect(at('occurrence')).toContainText('request 1 of 2');
    await expect(at('verdict')).toHaveText('Blocked by CORS');
    await expect(at('fix-snippet').first()).toBeVisible();
    await at('history').getByRole('button').last().click();
    await expect(at('verdict')).toHaveText('CORS fixed, without cookies; now 403');
  });

  test('closes with its row', async () => {
    await show('statuses');
    await row('/api/orders/').click();
    await page.getByRole('button', { name: 'Earlier request' }).click();
    await row('/api/profile').click();
    await expect(at('occurrence')).toContainText('request 2 of 2');
    await expect(at('verdict')).toHaveText('Fixed');
  });
});

test.describe('the servers to choose from', () => {
  test('are grouped as detected, any, and by family, each once', async () => {
    await show('blocked-method');
    await at('stack-picker').click();
    const groups = at('stack-search').getByRole('group');
    await expect(groups.first()).toHaveAccessibleName('Detected');
    await expect(groups.nth(1)).toHaveAccessibleName(/Possible|Any/);
    const names = await at('stack-search').getByRole('option').allTextContents();
    expect(names.length).toBeGreaterThan(100);
    expect(new Set(names).size).toBe(names.length);
    await expect(page.getByRole('group', { name: 'Others', exact: true })).toHaveCount(0);
  });

  test('a server checked only against its documentation says so', async () => {
    await show('blocked-method');
    await expect(at('basis')).toHaveCount(0);
    await chooseServer(page, 'laravel');
    await expect(at('basis')).toContainText('did not try this fix on a running server');
  });
});

test('before the first request, an example explains the picture', async () => {
  await show('empty');
  await expect(at('example').getByRole('img')).toHaveAccessibleDescription(/Stopped here/);
  await expect(at('state-empty')).toContainText('stays in this browser');
});

test('a request that takes long to explain: what happened at once, then “Working…”, then the fix', async () => {
  await show('empty');
  await page.evaluate(() => {
    const one = (id: string) => document.querySelector(`[data-testid="${id}"]`);
    const seen: string[] = [];
    Object.assign(window, { seen });
    new MutationObserver(() => {
      const now = [
        one('headline') === null ? 'no headline' : 'headline',
        one('working')?.textContent ?? 'no note',
        one('fix-snippet') === null ? 'no fix' : 'fix',
      ].join(', ');
      if (seen.at(-1) !== now) seen.push(now);
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
  await show('long-lists');
  await row('/api/long').first().click();
  await expect(at('fix-snippet').first()).toBeVisible({ timeout: 20_000 });
  await expect(at('working')).toHaveText('');
  const seen: unknown = await page.evaluate(() => Reflect.get(window, 'seen'));
  expect(seen).toEqual(expect.arrayContaining(['headline, Working…, no fix', 'headline, , fix']));
});
