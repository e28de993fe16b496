import { createRequire } from 'node:module';
import { type Browser, chromium, expect, type Locator, type Page, test } from 'playwright/test';
import type { Settings } from '../src/model/settings.ts';
import { chromiumPath } from './harness/chromium-path.ts';
import { type LabServer, startLab } from './panel-lab/server.ts';
import { type StateName, states } from './panel-lab/states.ts';

/**
 * The panel and the popup in an ordinary page, fed with hand-made traffic: what they show in every
 * state, how they are used by keyboard, and that live updates disturb nobody. No extension, no
 * network.
 */

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const THEMES = ['light', 'dark'] as const;
const POPUP_STATES = [
  'morning',
  'empty',
  'no-permission',
  'allowed',
  'many-hosts',
  'not-capturing',
] as const;

let server: LabServer;
let browser: Browser;
let page: Page;
let complaints: string[];

test.beforeAll(async () => {
  server = await startLab();
  const executablePath = chromiumPath();
  browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu'],
  });
});

test.afterAll(async () => {
  await browser.close();
  await server.close();
});

test.beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1_200, height: 800 } });
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
});

test.afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
});

type Query = {
  readonly theme?: 'light' | 'dark';
  readonly view?: 'panel' | 'popup';
  readonly settings?: Partial<Settings>;
};

async function show(
  state: StateName,
  { theme = 'light', view = 'panel', settings = {} }: Query = {},
) {
  const query = { state, theme, view, settings: JSON.stringify(settings) };
  await page.goto(`${server.url}?${new URLSearchParams(query)}`);
  await page.waitForFunction(() => document.querySelector('#root > *') !== null);
}

const at = (id: string): Locator => page.getByTestId(id);
const rows = (): Locator => at('exchange-row');
const row = (path: string): Locator => rows().filter({ hasText: path });
const focusedRow = (): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.getAttribute('data-key') ?? null);

test.describe('tells what is wrong and what to paste', () => {
  test('a refused method: the sentence, the table, the settings, the proof', async () => {
    await show('blocked-method');
    await expect(at('verdict')).toHaveText('Blocked by CORS');
    await expect(at('headline')).toContainText('PUT');
    await expect(at('headline')).toContainText('GET, POST');
    const missing = page.getByRole('row', { name: /Access-Control-Allow-Methods/ });
    await expect(missing.locator('mark')).toHaveText('PUT');
    await expect(at('stack-picker')).toHaveValue('django-cors-headers');
    await expect(at('fix-snippet').first()).toContainText('settings.py');
    await expect(page.getByText('Proved.')).toBeVisible();
    await expect(page.getByRole('region', { name: 'What would fail next' })).toContainText(
      'x-trace-id',
    );
  });

  test('Copy copies the snippet exactly, without its marks, and says so', async () => {
    await show('blocked-method');
    await at('copy-fix').first().click();
    await expect(at('copy-fix').first()).toHaveText('Copied');
    const [copied = ''] = await page.evaluate(() => window.lab.copied);
    const lines = await at('fix-snippet').first().locator('pre code').allTextContents();
    expect(copied.trimEnd().split('\n').at(-1)).toBe(lines.at(-1));
    expect(copied).toMatch(/^CORS_ALLOW_METHODS = .*"PUT"/m);
    expect(copied).not.toMatch(/^[+~]/m);
    await expect(at('copy-fix').first()).toHaveText('Copy');
  });

  test('a near-miss origin is marked where it differs, in both values', async () => {
    await show('blocked-mismatch');
    const marks = page.getByRole('row', { name: /Access-Control-Allow-Origin/ }).locator('mark');
    await expect(marks).toHaveText(['localhost', '127.0.0.1']);
  });

  test('another stack is chosen, shown, and kept for that server', async () => {
    await show('morning');
    await at('stack-picker').selectOption('any-server');
    await expect(at('fix-snippet').first()).not.toContainText('settings.py');
    await row('/api/profile').click();
    await expect(at('stack-picker')).toHaveValue('any-server');
    await row('/v1/session').click();
    await row('/api/items/42').click();
    await expect(at('stack-picker')).toHaveValue('any-server');
  });

  test('what fits is folded away until it is asked for', async () => {
    await show('blocked-method');
    const fits = page.getByRole('row', { name: /Access-Control-Allow-Origin/ });
    await expect(fits).toHaveCount(0);
    await page.getByRole('button', { name: /that fit/ }).click();
    await expect(fits).toHaveCount(1);
  });

  test('the headers of every leg, the steps and the sources unfold', async () => {
    await show('blocked-method');
    await page.getByText('Headers as they went over the wire').click();
    await expect(page.getByText('Answer to the preflight: 200')).toBeVisible();
    await expect(page.getByText('Request: not sent, or not seen')).toBeVisible();
    await page.getByText('Steps of the Fetch standard').click();
    await expect(page.getByText('Preflight: CORS check')).toBeVisible();
    await page.getByText('Where this is written').click();
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
    ['undetermined', 'Undetermined', /does not tell/],
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

  test('a mended endpoint turns green before your eyes, with before and after', async () => {
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

test.describe('the list', () => {
  test('groups by server, blocked first, and counts repeats', async () => {
    await show('morning');
    const verdicts = await rows().evaluateAll((all) =>
      all.map((one) => one.getAttribute('data-verdict')),
    );
    expect(verdicts.slice(0, 3)).toEqual(['blocked', 'blocked', 'blocked']);
    expect(verdicts.lastIndexOf('blocked')).toBeLessThan(verdicts.indexOf('failed'));
    await expect(row('invitations/pending')).toContainText('×3');
    await expect(page.getByRole('group', { name: 'https://api.example.com' })).toBeVisible();
    await expect(at('summary')).toHaveText(/7 blocked · 1 failed · 1 undetermined/);
  });

  test('is one tab stop, walked by arrows, Home and End; Enter goes to the detail', async () => {
    await show('morning');
    await rows().first().focus();
    const first = await focusedRow();
    await page.keyboard.press('ArrowDown');
    expect(await focusedRow()).not.toBe(first);
    await expect(page.locator('[role=option][tabindex="0"]')).toHaveCount(1);
    await expect(page.locator('[role=option][aria-selected=true]')).toBeFocused();
    await page.keyboard.press('End');
    await expect(rows().last()).toBeFocused();
    await expect(at('headline')).toContainText('8999');
    await page.keyboard.press('Home');
    await expect(rows().first()).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(at('headline')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(rows().first()).toBeFocused();
  });

  test('is filtered by URL, cause and header text; / goes there, Escape leaves', async () => {
    await show('morning');
    await rows().first().focus();
    await page.keyboard.press('/');
    const filter = page.getByRole('searchbox');
    await expect(filter).toBeFocused();
    await filter.fill('items');
    await expect(rows()).toHaveCount(1);
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

  test('shows one verdict only, when asked, and counts each', async () => {
    await show('morning');
    await expect(at('show-all')).toHaveText('All 11');
    await at('show-blocked').click();
    await expect(rows()).toHaveCount(7);
    for (const one of await rows().all())
      await expect(one).toHaveAttribute('data-verdict', 'blocked');
    await at('show-failed').click();
    await expect(rows()).toHaveCount(2);
    await at('show-allowed').click();
    await expect(rows()).toHaveCount(1);
  });

  test('shows this page only, when asked, and forgets nothing', async () => {
    await show('navigated');
    await expect(rows()).toHaveCount(11);
    await at('scope').selectOption('This page');
    await expect(rows()).toHaveCount(6);
    await at('scope').selectOption('All pages');
    await expect(rows()).toHaveCount(11);
  });

  test('groups by cause what one change mends', async () => {
    await show('one-cause');
    await at('group-by').selectOption('By cause');
    await expect(page.getByRole('listbox', { name: 'Requests by cause' })).toBeVisible();
    const group = page.getByRole('group').filter({ has: rows() });
    await expect(group).toHaveCount(1);
    await expect(group).toContainText('14 requests, one cause: fix once in http://127.0.0.1:8000');
  });

  test('sorts by trouble, time or URL', async () => {
    await show('morning');
    const first = () => rows().first().getAttribute('data-key');
    expect(await first()).toContain('/api/items/42');
    await at('sort').selectOption('Newest first');
    expect(await first()).toContain('/login');
    await at('sort').selectOption('By URL');
    expect(await first()).toContain('/api/cart');
  });

  test('stands still while it is paused, and then shows what has come', async () => {
    await show('allowed');
    await at('pause').click();
    await page.evaluate(() => window.lab.change([window.traffic.blockedMethod]));
    await expect(at('state-paused')).toHaveText('paused, 1 new request');
    await expect(rows()).toHaveCount(1);
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect(rows()).toHaveCount(2);
    await expect(at('state-paused')).toHaveCount(0);
  });

  test('lets several rows be chosen, by pointer and by keyboard', async () => {
    await show('morning');
    const chosen = () => page.locator('[role=option][aria-selected=true]').count();
    await rows().nth(0).click();
    await rows()
      .nth(2)
      .click({ modifiers: ['ControlOrMeta'] });
    expect(await chosen()).toBe(2);
    await rows()
      .nth(4)
      .click({ modifiers: ['Shift'] });
    expect(await chosen()).toBe(3);
    await expect(at('picked')).toHaveText('3 rows chosen: Export takes these');
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

  test('names each row for those who see neither shape nor colour', async () => {
    await show('morning');
    await expect(
      page.getByRole('option', { name: /^Blocked by CORS: PUT \/api\/items\/42 / }),
    ).toBeVisible();
    await expect(page.getByRole('option', { name: / ×3 / })).toBeVisible();
  });

  test('Clear asks the background to forget, and the list is empty', async () => {
    await show('morning');
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(at('state-empty')).toBeVisible();
    expect(await page.evaluate(() => window.lab.posted.at(-1))).toEqual({
      type: 'clear',
      tabId: 1,
    });
  });
});

test.describe('Reload and observe', () => {
  const reloads = () => page.evaluate(() => window.lab.reloads);

  test('is offered where the credentials mode is not seen, and done by a click only', async () => {
    await show('blocked-method');
    await expect(at('observe-offer')).toBeVisible();
    expect(await reloads()).toBe(0);
    await at('observe').click();
    expect(await reloads()).toBe(1);
    await expect(at('observe')).toHaveCount(0);
    await expect(at('observe-offer')).toContainText('is observed now');
    await expect(at('observe-tool')).toHaveAttribute('aria-pressed', 'true');
  });

  test('is not offered where nothing is open, but can be chosen', async () => {
    await show('allowed');
    await expect(at('observe-offer')).toHaveCount(0);
    await at('observe-tool').click();
    expect(await reloads()).toBe(1);
  });
});

test.describe('what DevTools recorded', () => {
  test('stands beside the diagnosis, and its lines open in Sources', async () => {
    await show('observed');
    await expect(at('observe-offer')).toHaveCount(0);
    await at('made-by').click();
    await page.getByText('The page’s code').click();
    await expect(at('declared')).toContainText('mode cors, credentials include');
    await expect(at('sources')).toContainText('x-trace-id');
    await at('stack-frame').last().click();
    const lines = await page.evaluate(() => window.lab.sources.map(({ line }) => line));
    expect(lines).toEqual([9, 30]);
    await expect(at('preflight-error')).toContainText('net::ERR_EMPTY_RESPONSE');
    await expect(rows()).toHaveCount(1);
  });
});

test.describe('live updates', () => {
  test('leave the focus, the selection and the open folds alone', async () => {
    await show('morning');
    await row('/api/profile').click();
    await page.getByText('Headers as they went over the wire').click();
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
    await expect(page.getByText('Answer: 200')).toBeVisible();
  });

  test('a focused row that leaves hands its focus to a neighbour', async () => {
    await show('morning');
    await rows().nth(1).focus();
    await page.evaluate(() => window.lab.change([], ['e20', 'e21', 'e22']));
    await expect(row('invitations')).toHaveCount(0);
    await expect(rows().nth(1)).toBeFocused();
  });

  test('a focused button that leaves hands its focus to the headline', async () => {
    await show('blocked-missing');
    await at('copy-fix').first().focus();
    await page.evaluate(() => window.lab.change([window.traffic.nowAllowed]));
    await expect(at('fixed-card')).toBeVisible();
    await expect(at('headline')).toBeFocused();
  });

  test('new blocks are announced, politely', async () => {
    await show('allowed');
    await page.evaluate(() => window.lab.change([window.traffic.blockedMethod]));
    await expect(at('announcer')).toHaveText(/^Blocked: PUT \/api\/items\/42, /);
    await expect(at('announcer')).toHaveAttribute('aria-live', 'polite');
  });

  test('a burst of messages costs one drawing a frame', async () => {
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

  test('only the rows in sight are drawn, wherever the list is scrolled to', async () => {
    await show('large');
    await expect(at('summary')).toHaveText(/blocked/);
    await rows().first().focus();
    await page.keyboard.press('End');
    const last = page.locator('[role=option][aria-posinset="10001"]');
    await expect(last).toBeFocused();
    await expect(last).toHaveAttribute('aria-setsize', '10001');
    await page.keyboard.press('PageUp');
    await expect(page.locator('[role=option][aria-posinset="9989"]')).toBeFocused();
    await expect(page.locator('[role=option]:focus')).toBeInViewport();
    expect(await rows().count()).toBeLessThan(100);
    await page.keyboard.press('Home');
    await expect(page.locator('[role=option][aria-posinset="1"]')).toBeFocused();
  });

  test('what arrives above does not move what is looked at', async () => {
    await show('large');
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

  test('thousands of rows stay usable', async () => {
    await show('many');
    await expect(at('summary')).toHaveText(/2,000 allowed/);
    await rows().first().focus();
    const started = Date.now();
    for (let press = 0; press < 10; press += 1) await page.keyboard.press('ArrowDown');
    await expect(rows().nth(10)).toBeFocused();
    expect(Date.now() - started).toBeLessThan(3_000);
  });
});

test.describe('honest states', () => {
  test('not connected yet', async () => {
    await show('connecting');
    await expect(at('state-connecting')).toBeVisible();
  });

  test('nothing captured teaches what to do, and that nothing leaves the browser', async () => {
    await show('empty');
    await expect(at('state-empty')).toContainText('Reload the page or repeat the request');
    await expect(at('state-empty')).toContainText('stays in this browser');
    await expect(page.getByText(/capturing since \d\d:\d\d:\d\d/)).toBeVisible();
  });

  test('a page of the browser itself cannot be watched, and is not asked for', async () => {
    await show('unwatchable');
    await expect(at('state-unwatchable')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Watch/ })).toHaveCount(0);
  });

  test('where the page is unknown, the toolbar button is named', async () => {
    await show('unknown-page');
    await expect(at('state-empty')).toContainText('toolbar button');
  });

  test('no permission for the page: one click asks for it and for the API', async () => {
    await show('no-permission');
    await expect(at('state-not-watching')).toBeVisible();
    await page.getByRole('button', { name: 'Watch app.example.com and api.example.com' }).click();
    expect(await page.evaluate(() => window.lab.asked)).toEqual([
      ['https://app.example.com/', 'https://api.example.com/v1/session'],
    ]);
    await expect(at('state-no-permission-page')).toHaveCount(0);
    await expect(at('state-empty')).toBeVisible();
  });

  test('a refused permission leaves the offer standing', async () => {
    await show('no-permission');
    await page.evaluate(() => {
      window.lab.grants = false;
    });
    await page.getByRole('button', { name: /^Watch / }).click();
    await expect(at('state-no-permission-page')).toBeVisible();
  });

  test('no permission for an API: names the host, and may be put off', async () => {
    await show('no-api-permission');
    await expect(at('state-no-permission-api')).toContainText('api.example.com');
    await page.getByRole('button', { name: 'Not now' }).click();
    await expect(at('state-no-permission-api')).toHaveCount(0);
    await page.evaluate(() => window.lab.call('https://late.example.org/x'));
    await expect(at('state-no-permission-api')).toContainText('late.example.org');
  });

  test('of many hosts only those of the same site are proposed', async () => {
    await show('many-hosts');
    await expect(page.getByRole('button', { name: 'Watch api.example.com' })).toBeVisible();
    await page.getByRole('checkbox', { name: 'host3.example.net' }).check();
    await expect(
      page.getByRole('button', { name: 'Watch host3.example.net and api.example.com' }),
    ).toBeVisible();
  });

  test('a stopped worker: reconnects at once, keeps everything, says so quietly', async () => {
    await show('morning');
    await row('/api/profile').click();
    await page.evaluate(() => window.lab.restart());
    await expect(at('state-restarted')).toBeVisible();
    await expect(at('state-reconnecting')).toHaveCount(0);
    await expect(row('/api/profile')).toHaveAttribute('aria-selected', 'true');
    expect(await page.evaluate(() => window.lab.connections)).toBe(2);
  });

  test('a worker that does not come back is told honestly; what was seen stays', async () => {
    await show('morning');
    await page.evaluate(() => window.lab.die());
    await expect(at('state-reconnecting')).toBeVisible();
    await expect(row('/api/items/42')).toBeVisible();
  });

  test('lost state and requests that had to leave are told', async () => {
    await show('troubled');
    await expect(at('state-storage-problem')).toContainText('unknown version');
    await expect(at('state-dropped')).toContainText('1,204 oldest requests');
  });

  test('nothing blocked', async () => {
    await show('allowed');
    await expect(at('state-nothing-blocked')).toBeVisible();
  });
});

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

test.describe('settings and help', () => {
  test('? shows the keys, Escape gives the focus back', async () => {
    await show('morning');
    await rows().first().focus();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(at('help')).toHaveCount(0);
    await expect(rows().first()).toBeFocused();
  });

  test('a default stack is offered where no application is detected, and only there', async () => {
    await show('blocked-star');
    await at('open-settings').click();
    await at('setting-stack').selectOption('django-cors-headers');
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(at('stack-picker')).toHaveValue('django-cors-headers');
    expect(await page.evaluate(() => window.lab.settings.stack)).toBe('django-cors-headers');
  });

  test('what is chosen is kept', async () => {
    await show('morning');
    await at('open-settings').click();
    await at('setting-keep').selectOption('10,000');
    await at('setting-redaction').selectOption({ index: 1 });
    await at('setting-watch').uncheck();
    expect(await page.evaluate(() => window.lab.settings)).toEqual({
      stack: null,
      redaction: 'values',
      keep: 10_000,
      watch: false,
    });
  });

  test('hiding all values leaves the verdict, and no value of a query', async () => {
    await show('secrets', { settings: { redaction: 'values' } });
    await at('export-menu').click();
    await at('export-json').click();
    const [saved] = await page.evaluate(() => window.lab.saved);
    expect(saved?.text).toContain('"verdict": "blocked"');
    expect(saved?.text).not.toContain('page=2');
  });

  test('a tab that is not watched is watched by one click', async () => {
    await show('not-capturing');
    await at('capture').click();
    await expect(at('state-not-capturing')).toHaveCount(0);
    expect(await page.evaluate(() => window.lab.posted.at(-1))).toEqual({
      type: 'watch',
      tabId: 1,
      on: true,
    });
  });
});

test.describe('hostile values', () => {
  test('are shown as text, cut short, and whole on demand', async () => {
    await show('hostile');
    await expect(page.locator('main img, main script')).toHaveCount(0);
    await expect(page).toHaveTitle('Panel lab');
    await page.getByText('Headers as they went over the wire').click();
    await expect(page.getByText('<script>document.title')).toBeVisible();
    await page.getByRole('button', { name: 'Show all 10,000 characters' }).click();
    await expect(page.getByText('y'.repeat(10_000))).toBeVisible();
  });

  for (const width of [400, 900, 1_600]) {
    test(`never make the panel scroll sideways at ${width} pixels`, async () => {
      await page.setViewportSize({ width, height: 700 });
      await show('hostile');
      await rows().first().click();
      await page.getByText('Headers as they went over the wire').click();
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
  test('narrow: the list first, then the detail with a way back', async () => {
    await page.setViewportSize({ width: 400, height: 700 });
    await show('morning');
    await expect(at('headline')).toBeHidden();
    await row('/api/profile').click();
    await expect(at('headline')).toBeVisible();
    await expect(at('headline')).toBeFocused();
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await expect(row('/api/profile')).toBeFocused();
    await expect(at('headline')).toBeHidden();
  });

  test('wide: the splitter is moved by keyboard and by pointer', async () => {
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

  test('follows the theme, live', async () => {
    await show('morning');
    await page.evaluate(() => window.lab.setTheme('dark'));
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  });
});

test.describe('popup', () => {
  test('lists what is blocked, in order, with the first line of each fix', async () => {
    await show('morning', { view: 'popup' });
    await expect(rows()).toHaveCount(5);
    await expect(rows().first()).toContainText('127.0.0.1:8000/api/items/42');
    await expect(at('same-cause')).toHaveText(', as 2 others');
    await at('copy-fix').first().click();
    expect(await page.evaluate(() => window.lab.copied[0])).toContain('CORS_ALLOW_METHODS');
    await page.getByRole('button', { name: 'Open full view' }).click();
    expect(await page.evaluate(() => window.lab.opened)).toBe(1);
  });

  test('stops and begins to watch the tab', async () => {
    await show('morning', { view: 'popup' });
    await at('stop').click();
    await expect(page.getByText('Not watching')).toBeVisible();
    await at('capture').click();
    await expect(page.getByText('Watching localhost')).toBeVisible();
  });

  test('shows what one change mends as one', async () => {
    await show('one-cause', { view: 'popup' });
    await expect(rows()).toHaveCount(1);
    await expect(at('same-cause')).toHaveText(', as 13 others');
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

test.describe('accessibility: axe finds nothing', () => {
  const shown = (Object.keys(states) as StateName[]).filter(
    (state) => state !== 'many' && state !== 'large',
  );
  for (const theme of THEMES) {
    for (const state of shown) {
      test(`${state}, ${theme}`, async () => {
        await show(state, { theme });
        if ((await rows().count()) > 0) {
          await rows().first().click();
          await page.evaluate(() => {
            for (const fold of document.querySelectorAll('details')) fold.open = true;
          });
        }
        await expectNoViolations();
      });
    }
    test(`popup, ${theme}`, async () => {
      for (const state of POPUP_STATES) {
        await show(state, { theme, view: 'popup' });
        await expectNoViolations();
      }
    });
    test(`settings and help, ${theme}`, async () => {
      await show('morning', { theme });
      await at('open-help').click();
      await expectNoViolations();
      await page.keyboard.press('Escape');
      await at('open-settings').click();
      await expectNoViolations();
    });
    test(`grouped by cause, several chosen, ${theme}`, async () => {
      await show('one-cause', { theme });
      await at('group-by').selectOption('By cause');
      await rows()
        .nth(1)
        .click({ modifiers: ['Shift'] });
      await expectNoViolations();
    });
    test(`forced colours and reduced motion, ${theme}`, async () => {
      await page.emulateMedia({
        forcedColors: 'active',
        reducedMotion: 'reduce',
        colorScheme: theme,
      });
      await show('morning', { theme });
      await rows()
        .nth(1)
        .click({ modifiers: ['Shift'] });
      await expectNoViolations(FORCED);
      await at('export-menu').click();
      await expectNoViolations(FORCED);
    });
    test(`export menu and narrow detail, ${theme}`, async () => {
      await page.setViewportSize({ width: 400, height: 700 });
      await show('morning', { theme });
      await at('export-menu').click();
      await expectNoViolations();
      await page.keyboard.press('Escape');
      await rows().first().click();
      await expectNoViolations();
    });
  }
});

type Violation = { id: string; nodes: { target: unknown; failureSummary?: string }[] };

/** Forced colours are not what computed styles tell, so that axe measures those that nobody sees. */
const FORCED = { 'color-contrast': { enabled: false } } as const;

async function expectNoViolations(
  rules: Readonly<Record<string, { readonly enabled: boolean }>> = {},
): Promise<void> {
  await page.waitForTimeout(700);
  await page.addScriptTag({ path: AXE });
  const violations = await page.evaluate(async (given) => {
    type Axe = { run(options: object): Promise<{ violations: Violation[] }> };
    const { axe } = window as unknown as { axe: Axe };
    return (await axe.run({ rules: given })).violations;
  }, rules);
  const told = violations.map(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${String(target)}: ${failureSummary ?? ''}`),
  );
  expect(told.flat()).toEqual([]);
}
