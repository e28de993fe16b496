import { expect } from 'playwright/test';
import { chooseServer } from '../tools/panel-lab/choose-server.ts';
import type { StateName } from '../tools/panel-lab/states.ts';
import { at, openFirst, page, row, rows, show, test } from '../tools/panel-lab/test.ts';

/** What the panel shows in every state, its settings and its layout. */

test.describe('says what is wrong and what to paste', () => {
  test('a refused method has a sentence, a table, settings and a proof', async () => {
    await show('blocked-method');
    await expect(at('verdict')).toHaveText('Blocked by CORS');
    await expect(at('headline')).toContainText('PUT');
    await expect(at('headline')).toContainText('GET, POST');
    const missing = page.getByRole('row', { name: /Access-Control-Allow-Methods/ });
    await expect(missing.locator('mark')).toHaveText('PUT');
    await expect(at('stack-picker')).toHaveAttribute('value', 'django-cors-headers');
    await expect(at('fix-snippet').first()).toContainText('settings.py');
    await expect(page.getByText('Proved if the request sends no cookies.')).toBeVisible();
    await expect(page.getByRole('region', { name: 'What would fail next' })).toContainText(
      'x-trace-id',
    );
  });

  test('Copy copies the snippet exactly, without its marks, and says so', async () => {
    await show('blocked-method');
    await at('copy-fix').first().click();
    await expect(at('copy-fix').first()).toHaveText('Copied');
    const [copied = ''] = await page.evaluate(() => window.lab.copied);
    const added = at('fix-edit').first().locator('.line-added code');
    expect(copied).toBe(`${(await added.allTextContents()).join('\n')}\n`);
    expect(copied).toMatch(/^ {4}"PUT",$/m);
    await expect(at('copy-fix').first()).toHaveText('Copy');
  });

  test('the steps are numbered in the order in which they are done', async () => {
    await show('blocked-missing');
    const kinds = await at('fix-step').evaluateAll((all) =>
      all.map((one) => (one instanceof HTMLElement ? one.dataset['step'] : '')),
    );
    expect(kinds).toEqual(['install', 'edit', 'restart', 'check']);
    await at('copy-command').first().click();
    expect(await page.evaluate(() => window.lab.copied)).toEqual([
      'python -m pip install django-cors-headers\n',
    ]);
  });

  test('the form for the end of the file is a tab, also by keyboard', async () => {
    await show('blocked-missing');
    await page.getByRole('tab', { name: 'Edit in place' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tab', { name: 'Paste at the end instead' })).toBeFocused();
    await expect(at('fix-snippet')).toContainText('It is safe to paste this again.');
    await page.keyboard.press('ArrowLeft');
    await expect(at('fix-edit').first()).toContainText('INSTALLED_APPS = [');
  });

  test('Copy all copies one text to paste, with the commands as comments', async () => {
    await show('blocked-missing');
    await at('copy-all').click();
    const [copied = ''] = await page.evaluate(() => window.lab.copied);
    expect(copied).toMatch(/^# 1\. .*\n# python -m pip install django-cors-headers\n# 2\. /);
    expect(copied).toContain('\nCORS_ALLOWED_ORIGINS = ["http://localhost:3000"]\n# 3. ');
  });

  test('a nearly right origin is marked where it differs, in both values', async () => {
    await show('blocked-mismatch');
    const marks = page.getByRole('row', { name: /Access-Control-Allow-Origin/ }).locator('mark');
    await expect(marks).toHaveText(['localhost', '127.0.0.1']);
  });

  test('another kind of server can be chosen, and the choice is kept', async () => {
    await show('morning');
    await chooseServer(page, 'any-server');
    await expect(at('fix-snippet').first()).not.toContainText('settings.py');
    await row('/api/profile').click();
    await expect(at('stack-picker')).toHaveAttribute('value', 'any-server');
    await row('/v1/session').click();
    await row('/api/items/42').click();
    await expect(at('stack-picker')).toHaveAttribute('value', 'any-server');
  });

  test('headers that are fine are folded until they are opened', async () => {
    await show('blocked-method');
    const fits = page.getByRole('row', { name: /Access-Control-Allow-Origin/ });
    await expect(fits).toHaveCount(0);
    await page.getByRole('button', { name: /that is fine|that are fine/ }).click();
    await expect(fits).toHaveCount(1);
  });

  test('the headers of every message, the steps and the links unfold', async () => {
    await show('blocked-method');
    await page.getByText('Request and response headers').click();
    await expect(page.getByText('Preflight response: 200')).toBeVisible();
    await expect(page.getByText('Request: not sent, or not seen')).toBeVisible();
    await page.getByRole('button', { name: 'Copy: headers, Preflight response: 200' }).click();
    expect(await page.evaluate(() => window.lab.copied.at(-1))).toContain(
      '\nAccess-Control-Allow-Methods: GET, POST\n',
    );
    await page.getByText('Steps of the Fetch standard').click();
    await expect(page.getByText('Preflight: CORS check')).toBeVisible();
    await page.getByText('Read more about these errors').click();
    const mdn = page.getByRole('link', { name: 'MDN' }).first();
    await expect(mdn).toHaveAttribute('rel', 'noreferrer');
    await expect(mdn).toHaveAttribute('target', '_blank');
  });
});

test.describe('each verdict has its own words', () => {
  test.describe.configure({ mode: 'default' });
  const words: readonly (readonly [StateName, string, RegExp])[] = [
    ['blocked-star', 'Blocked by CORS', /credentials/],
    ['blocked-redirect', 'Blocked by CORS', /redirect/],
    ['server-error', 'Blocked by CORS', /500/],
    ['failed', 'Failed, not by CORS', /127\.0\.0\.1:8999/],
    ['undetermined', 'Undetermined', /could not see/],
    ['pending', 'Waiting', /./],
    ['allowed', 'Allowed', /./],
  ];
  for (const [state, verdict, headline] of words) {
    test(state, async () => {
      await show(state);
      await rows().first().click();
      await expect(at('verdict')).toHaveText(verdict);
      await expect(at('headline')).toHaveText(headline);
    });
  }

  test('where no header helps, none is offered', async () => {
    await show('failed');
    await expect(page.getByRole('heading', { name: 'What to change' })).toBeVisible();
    await expect(at('fix-snippet')).toHaveCount(0);
  });

  test('a fixed endpoint turns green at once, with before and after', async () => {
    await show('blocked-missing');
    await expect(at('verdict')).toHaveText('Blocked by CORS');
    await page.evaluate(() => window.lab.change([window.traffic.nowAllowed]));
    await expect(at('fixed-card')).toContainText('Before, 09:30:30');
    await expect(at('fixed-card')).toContainText('Now, 09:32:10');
    await expect(at('verdict')).toHaveText('Fixed');
    await expect(rows().first()).toHaveAttribute('data-verdict', 'fixed');
    await expect(at('announcer')).toHaveText('Fixed: GET /api/profile');
    await expect(at('summary')).toHaveText('1 fixed');
  });
});

test.describe('Reload and observe', () => {
  const reloads = () => page.evaluate(() => window.lab.reloads);

  test('is offered if it is unknown whether cookies are sent, and starts only by a click', async () => {
    await show('blocked-method');
    await expect(at('observe-offer')).toBeVisible();
    expect(await reloads()).toBe(0);
    await at('observe').click();
    expect(await reloads()).toBe(1);
    await expect(at('observe')).toHaveCount(0);
    await expect(at('observe-offer')).toContainText('is observed now');
    await expect(at('observe-tool')).toHaveCount(0);
  });

  test('is not offered if nothing is undetermined, but can be chosen', async () => {
    await show('allowed');
    await expect(at('observe-offer')).toHaveCount(0);
    await at('observe-tool').click();
    expect(await reloads()).toBe(1);
  });
});

test.describe('what DevTools recorded', () => {
  test('is shown beside the diagnosis, and its lines open in Sources', async () => {
    await show('observed');
    await expect(at('observe-offer')).toHaveCount(0);
    // The observer's line comes first, then two recorded by DevTools.
    await expect(at('stack-frame')).toHaveCount(2);
    await page.getByText('The page’s code').click();
    await at('made-by').click();
    await expect(at('declared')).toContainText('mode cors, credentials include');
    await expect(at('sources')).toContainText('x-trace-id');
    await at('stack-frame').last().click();
    const lines = await page.evaluate(() => window.lab.sources.map(({ line }) => line));
    expect(lines).toEqual([9, 30]);
    await expect(at('preflight-error')).toContainText('net::ERR_EMPTY_RESPONSE');
    await expect(rows()).toHaveCount(1);
  });
});

test.describe('honest states', () => {
  test('the panel says that it is not connected yet', async () => {
    await show('connecting');
    await expect(at('state-connecting')).toBeVisible();
  });

  test('an empty list says what to do, and that nothing leaves the browser', async () => {
    await show('empty');
    await expect(at('state-empty')).toContainText('Reload the page or repeat the request');
    await expect(at('state-empty')).toContainText('stays in this browser');
    await expect(page.getByText(/^watching since \d\d:\d\d:\d\d$/)).toBeVisible();
  });

  test('a page of the browser itself cannot be watched, and no permission is asked for', async () => {
    await show('unwatchable');
    await expect(at('state-unwatchable')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Watch/ })).toHaveCount(0);
  });

  test('if the page is unknown, the panel names the toolbar button', async () => {
    await show('unknown-page');
    await expect(at('state-empty')).toContainText('toolbar button');
  });

  test('without permission for the page, one click asks for it and for the API', async () => {
    await show('no-permission');
    await expect(at('state-not-watching')).toBeVisible();
    await expect(page.getByText(/watching since/)).toHaveCount(0);
    await page
      .getByRole('button', { name: 'Watch app.example.com and api.example.com, then reload' })
      .click();
    expect(await page.evaluate(() => window.lab.asked)).toEqual([
      ['https://app.example.com/', 'https://api.example.com/v1/session'],
    ]);
    await expect(at('state-no-permission-page')).toHaveCount(0);
    await expect(at('state-empty')).toBeVisible();
    expect(await page.evaluate(() => window.lab.reloads)).toBe(1);
  });

  test('without any permission, it diagnoses what DevTools recorded, and says so', async () => {
    await show('devtools-only');
    await expect(rows()).toHaveCount(2);
    await expect(row('/v1/session')).toContainText('seen by DevTools only');
    await expect(row('/v1/session')).toHaveAttribute('data-verdict', 'blocked');
    await expect(at('recorded-only')).toHaveText('2 rows are seen by DevTools only.');
    await expect(at('summary')).toHaveCount(0);
    await expect(at('recorded')).toHaveText('2 seen by DevTools only');
    await row('/v1/session').click();
    await expect(at('check-again').first()).toBeDisabled();
    await page.getByRole('button', { name: /^Watch app/ }).click();
    await expect(rows()).toHaveCount(0);
    expect(await page.evaluate(() => window.lab.reloads)).toBe(1);
  });

  test('a refused permission can be asked for again', async () => {
    await show('no-permission');
    await page.evaluate(() => {
      window.lab.grants = false;
    });
    await page.getByRole('button', { name: /^Watch / }).click();
    await expect(at('state-no-permission-page')).toBeVisible();
  });

  test('without permission for an API, the panel names the host, and the user may postpone it', async () => {
    await show('no-api-permission');
    await expect(at('state-no-permission-api')).toContainText('api.example.com');
    await page.getByRole('button', { name: 'Not now' }).click();
    await expect(at('state-no-permission-api')).toHaveCount(0);
    await page.evaluate(() => window.lab.call('https://late.example.org/x'));
    await expect(at('state-no-permission-api')).toContainText('late.example.org');
  });

  test('of many hosts, only those of the same site are proposed', async () => {
    await show('many-hosts');
    await expect(
      page.getByRole('button', { name: 'Watch api.example.com, then reload' }),
    ).toBeVisible();
    await page.getByRole('checkbox', { name: 'host3.example.net' }).check();
    await expect(
      page.getByRole('button', {
        name: 'Watch host3.example.net and api.example.com, then reload',
      }),
    ).toBeVisible();
  });

  test('after a stopped worker, the panel reconnects at once, keeps everything and says so', async () => {
    await show('morning');
    await row('/api/profile').click();
    await page.evaluate(() => window.lab.restart());
    await expect(at('state-restarted')).toBeVisible();
    await expect(at('state-reconnecting')).toHaveCount(0);
    await expect(row('/api/profile')).toHaveAttribute('aria-selected', 'true');
    expect(await page.evaluate(() => window.lab.connections)).toBe(2);
  });

  test('if the worker does not come back, the panel says so and keeps its rows', async () => {
    await show('morning');
    await page.evaluate(() => window.lab.die());
    await expect(at('state-reconnecting')).toBeVisible();
    await expect(row('/api/items/42')).toBeVisible();
  });

  test('the panel says that state was lost or requests were removed', async () => {
    await show('troubled');
    await expect(at('state-storage-problem')).toContainText('IO error');
    await expect(at('state-dropped')).toContainText('1,204 oldest requests');
  });

  test('the panel says that nothing is blocked', async () => {
    await show('allowed');
    await expect(at('state-nothing-blocked')).toBeVisible();
  });
});

test.describe('settings and help', () => {
  test('? shows the keys, Escape returns the focus', async () => {
    await show('morning');
    await rows().first().focus();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(at('help')).toHaveCount(0);
    await expect(rows().first()).toBeFocused();
  });

  test('the help says what is new, where to give feedback, and what is kept', async () => {
    await show('morning');
    await at('open-help').click();
    await expect(at('whats-new')).toContainText('What is new in 0.0.0-lab');
    await expect(at('whats-new').getByRole('listitem').first()).not.toBeEmpty();
    await expect(at('feedback').getByRole('link')).toHaveAttribute(
      'href',
      'https://crosscheck.example/',
    );
    await at('copy-feedback').click();
    await expect(at('copy-feedback')).toHaveText('Copied');
    const copied = await page.evaluate(() => window.lab.copied.at(-1));
    expect(copied).toMatch(/^Crosscheck 0\.0\.0-lab · 156 · en\n\nWhat did you do\?/);
    await expect(at('help')).toContainText('Everything stays in this browser.');
  });

  test('the theme and the density are the user’s, if they want', async () => {
    await show('morning', { theme: 'light' });
    const look = () => page.evaluate(() => ({ ...document.documentElement.dataset }));
    await at('open-settings').click();
    await at('setting-theme').selectOption('dark');
    await at('setting-density').selectOption('comfortable');
    expect(await look()).toMatchObject({ theme: 'dark', density: 'comfortable' });
    await at('setting-theme').selectOption('auto');
    expect(await look()).toMatchObject({ theme: 'light' });
    expect(await page.evaluate(() => window.lab.settings.density)).toBe('comfortable');
  });

  test('a check sends cookies from the start, if the user wants that', async () => {
    await show('blocked-missing');
    const box = at('check-section').getByLabel('Send the cookies');
    await expect(box).not.toBeChecked();
    await at('open-settings').click();
    await at('setting-check-cookies').check();
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(box).toBeChecked();
    await box.uncheck();
    expect(await page.evaluate(() => window.lab.settings.checkCookies)).toBe(true);
  });

  test('all sites are watched by one choice, and no longer by the same', async () => {
    await show('no-permission');
    await at('open-settings').click();
    await at('setting-watch-all').check();
    expect(await page.evaluate(() => window.lab.asked)).toEqual(['all']);
    await expect(at('state-no-permission-page')).toHaveCount(0);
    await at('setting-watch-all').uncheck();
    await expect(at('state-no-permission-page')).toHaveCount(1);
  });

  test('a default server is offered only if no application is detected', async () => {
    await show('blocked-star');
    await at('open-settings').click();
    await at('setting-stack').selectOption('django-cors-headers');
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(at('stack-picker')).toHaveAttribute('value', 'django-cors-headers');
    expect(await page.evaluate(() => window.lab.settings.stack)).toBe('django-cors-headers');
  });

  test('choices are kept', async () => {
    await show('morning');
    await at('open-settings').click();
    await at('setting-keep').selectOption('10,000');
    await at('setting-redaction').selectOption({ index: 1 });
    await at('setting-watch').uncheck();
    await expect(at('setting-observe')).toBeChecked();
    await at('setting-observe').uncheck();
    expect(await page.evaluate(() => window.lab.settings)).toEqual({
      stack: null,
      redaction: 'values',
      diagrams: true,
      theme: 'auto',
      density: 'compact',
      hiddenColumns: [],
      keep: 10_000,
      language: 'browser',
      watch: false,
      observe: false,
      shell: null,
      trialExplained: false,
      checkCookies: false,
      tryWithoutAsking: [],
      ignored: [],
    });
  });

  test('hiding all values keeps the verdict and hides the values of a query', async () => {
    await show('secrets', { settings: { redaction: 'values' } });
    await at('export-menu').click();
    await at('export-json').click();
    await expect(at('export-note')).toHaveText('Saved 1 request as JSON');
    const [saved] = await page.evaluate(() => window.lab.saved);
    expect(saved?.text).toContain('"verdict": "blocked"');
    expect(saved?.text).not.toContain('page=2');
  });

  test('one click starts watching a tab', async () => {
    await show('not-watched');
    await at('watch-tab').click();
    await expect(at('state-tab-not-watched')).toHaveCount(0);
    expect(await page.evaluate(() => window.lab.posted.at(-1))).toEqual({
      type: 'watch',
      tabId: 1,
      on: true,
    });
  });
});

test.describe('hostile values', () => {
  test('are shown as text, shortened, and complete on demand', async () => {
    await show('hostile');
    await expect(page.locator('main img, main script')).toHaveCount(0);
    await expect(page).toHaveTitle('Panel lab');
    await page.getByText('Request and response headers').click();
    await expect(page.getByText('<script>document.title')).toBeVisible();
    await page.getByRole('button', { name: 'Show all 10,000 characters' }).click();
    await expect(page.getByText('y'.repeat(10_000))).toBeVisible();
  });

  for (const width of [400, 900, 1_600]) {
    test(`never make the panel scroll sideways at ${width} pixels`, async () => {
      await page.setViewportSize({ width, height: 700 });
      await show('hostile');
      await openFirst();
      await page.getByText('Request and response headers').click();
      const sideways = await page.evaluate(() =>
        [...document.querySelectorAll('html, body, .panel, .list-pane, .detail-pane')]
          .filter((one) => one.scrollWidth > one.clientWidth)
          .map((one) => one.className || one.tagName),
      );
      expect(sideways).toEqual([]);
    });
  }
});

test.describe('layout', () => {
  test('a narrow panel shows the fix first, with a way to the list and to the next request', async () => {
    await page.setViewportSize({ width: 400, height: 700 });
    await show('morning');
    await expect(at('headline')).toContainText('PUT');
    await expect(at('copy-fix').first()).toBeInViewport();
    await expect(at('list-strip')).toContainText('7 requests blocked, 5 causes, 3 servers');
    await page.getByRole('button', { name: 'Next request' }).click();
    await expect(at('headline')).toContainText('http://127.0.0.1:3000');
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await expect(at('headline')).toBeHidden();
    await row('/api/profile').click();
    await expect(at('headline')).toBeFocused();
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await expect(row('/api/profile')).toBeFocused();
  });

  test('a wide panel has a splitter for keyboard and pointer', async () => {
    await show('morning');
    const splitter = page.getByRole('separator', { name: 'Width of the list' });
    const width = async () => (await page.locator('.list-pane').boundingBox())?.width ?? 0;
    const before = await width();
    await splitter.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(width).toBe(before + 16);
    await splitter.hover();
    await page.mouse.down();
    await page.mouse.move(500, 300);
    await page.mouse.up();
    await expect.poll(width).toBe(500);
  });

  test('follows a change of the theme at once', async () => {
    await show('morning');
    await page.evaluate(() => window.lab.setTheme('dark'));
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  });
});
