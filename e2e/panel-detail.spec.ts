import { createRequire } from 'node:module';
import { type Browser, chromium, expect, type Locator, type Page, test } from 'playwright/test';
import { chromiumPath } from './harness/chromium-path.ts';
import { type LabServer, startLab } from './panel-lab/server.ts';
import type { StateName } from './panel-lab/states.ts';

/**
 * What the panel shows of one request: the picture, the fix in sight, what was mended, and the
 * folds. In an ordinary page of a real browser, fed with hand-made traffic.
 */

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** A DevTools window of 900 × 500 leaves this to a panel, below its own row of tabs. */
const SMALL = { width: 900, height: 473 };

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
  page = await browser.newPage({ viewport: SMALL });
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
});

test.afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
});

async function show(state: StateName): Promise<void> {
  await page.goto(`${server.url}?state=${state}`);
  await page.waitForFunction(() => document.querySelector('#root > *') !== null);
}

const at = (id: string): Locator => page.getByTestId(id);

/** The parts of an element's box that hang out of the pane that it stands in: empty when all is seen. */
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

test.describe('five seconds: all that matters is in sight at 900 × 500', () => {
  /** The most frequent failures first. */
  const failures = [
    ['an error answer without CORS headers', 'server-error'],
    ['authentication that answers OPTIONS', 'preflight-status'],
    ['an origin written wrongly', 'origin-slash'],
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

  test('a redirect: what the page has to ask for instead, and Copy', async () => {
    await show('blocked-redirect');
    const todo = page.getByRole('region', { name: 'What to change elsewhere' });
    await expect(todo.locator('mark')).toHaveText('/');
    expect(await outOfSight(at('headline'))).toEqual([]);
    expect(await outOfSight(todo.locator('li'))).toEqual([]);
    expect(await outOfSight(at('copy-fix').first())).toEqual([]);
  });

  test('the one differing value is marked inside both strings of the headline', async () => {
    await show('blocked-mismatch');
    await expect(at('headline').locator('mark')).toHaveText(['localhost', '127.0.0.1']);
    await show('origin-slash');
    await expect(at('headline').locator('mark')).toHaveText(['/']);
    await expect(at('headline').locator('.gap')).toHaveCount(1);
  });
});

test.describe('the picture', () => {
  test('has a name, and words for those who do not see it', async () => {
    await show('blocked-method');
    const picture = page.getByRole('img', { name: /^What happened: The server does not allow/ });
    await expect(picture).toHaveCount(1);
    await expect(picture).toHaveAccessibleDescription(/PUT never left/);
    await expect(picture).toContainText('Stopped here');
  });

  for (const width of [320, 400, 900, 1_600]) {
    test(`no line of text is cut or lies over another at ${width} pixels`, async () => {
      await page.setViewportSize({ width, height: 900 });
      for (const state of ['blocked-method', 'redirected', 'failed', 'hostile'] as const) {
        await show(state);
        await at('exchange-row').first().click();
        await expect(at('picture').locator('svg')).toBeVisible();
        expect(await crampedTexts()).toEqual([]);
      }
    });
  }
});

/** Texts of the picture that leave the drawing or touch each other, as the browser has set them. */
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

test.describe('what was mended', () => {
  test('stands before and after, with the header that changed and the history', async () => {
    await show('fixed');
    const card = at('fixed-card');
    const row = card.getByRole('row', { name: /Access-Control-Allow-Origin/ });
    await expect(row.getByRole('cell')).toHaveText(['absent', 'http://localhost:3000']);
    await expect(card.getByRole('img')).toHaveCount(2);
    await expect(at('history').getByRole('listitem')).toHaveText([
      'Blocked by CORS 09:30:30',
      'Fixed 09:32:10',
    ]);
  });

  test('the sides stand beside each other where there is room', async () => {
    await show('fixed');
    const [before, now] = await Promise.all(
      [0, 1].map((index) => page.locator('.before-after > div').nth(index).boundingBox()),
    );
    expect(before?.y).toBe(now?.y);
  });

  test('the history survives a reload of the panel', async () => {
    await show('fixed');
    await page.reload();
    await expect(at('history')).toContainText('Fixed');
  });
});

test.describe('the stacks', () => {
  test('are grouped: detected, any, and by family; each stands once', async () => {
    await show('blocked-method');
    const groups = at('stack-picker').locator('optgroup');
    await expect(groups.first()).toHaveAttribute('label', 'Detected');
    await expect(groups.nth(1)).toHaveAttribute('label', /Possible|Any/);
    const values = await at('stack-picker')
      .locator('option')
      .evaluateAll((all) => all.map((one) => (one instanceof HTMLOptionElement ? one.value : '')));
    expect(new Set(values).size).toBe(values.length);
    await expect(page.locator('optgroup[label="Others"]')).toHaveCount(0);
  });

  test('one that was checked against its documentation only says so', async () => {
    await show('blocked-method');
    await expect(at('basis')).toHaveCount(0);
    await at('stack-picker').selectOption({ label: 'Laravel · config/cors.php' });
    await expect(at('basis')).toContainText('documentation only');
  });
});

test.describe('whatever the user needs', () => {
  for (const [name, options] of [
    ['forced colours', { forcedColors: 'active' }],
    ['less motion', { reducedMotion: 'reduce' }],
  ] as const) {
    test(`axe finds nothing: ${name}`, async () => {
      await page.emulateMedia(options);
      for (const state of ['blocked-method', 'fixed', 'empty'] as const) {
        await show(state);
        await expectNoViolations();
      }
    });
  }

  for (const width of [320, 450, 2_000]) {
    test(`nothing hangs out sideways at ${width} pixels`, async () => {
      // 450 pixels are what 900 leave at a zoom of 200 %.
      await page.setViewportSize({ width, height: 500 });
      for (const state of ['blocked-method', 'blocked-mismatch', 'fixed', 'empty'] as const) {
        await show(state);
        if ((await at('exchange-row').count()) > 0) await at('exchange-row').first().click();
        const sideways = await page.evaluate(() =>
          [...document.querySelectorAll('html, body, .panel, .detail-pane, .onboarding')]
            .filter((one) => one.scrollWidth > one.clientWidth)
            .map((one) => one.className || one.tagName),
        );
        expect(sideways).toEqual([]);
      }
    });
  }
});

async function expectNoViolations(): Promise<void> {
  await page.addScriptTag({ path: AXE });
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { target: unknown }[] }[] }> };
    };
    return (await axe.run()).violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${id}: ${String(target)}`),
    );
  });
  expect(violations).toEqual([]);
}

test('nothing captured: an example teaches how to read the picture', async () => {
  await show('empty');
  await expect(at('sample').getByRole('img')).toHaveAccessibleDescription(/Stopped here/);
  await expect(at('state-empty')).toContainText('stays in this browser');
});
