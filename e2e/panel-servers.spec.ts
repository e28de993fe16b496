import { createRequire } from 'node:module';
import { expect, type Locator } from 'playwright/test';
import { chooseServer, serverOption } from '../tools/panel-lab/choose-server.ts';
import { at, openFirst, page, row, show, test } from '../tools/panel-lab/test.ts';

/** The search for a server: by mouse and by keyboard, at every size, and what it remembers. */

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const field = (): Locator => at('stack-search').getByRole('combobox');
const active = (): Locator => at('stack-search').locator('[data-active]');

/** Whether the option that the keys are on is the one that the field tells screen readers. */
async function expectActive(stack: string): Promise<void> {
  await expect(active()).toHaveCount(1);
  await expect(active()).toHaveAttribute('data-value', stack);
  const id = await active().getAttribute('id');
  await expect(field()).toHaveAttribute('aria-activedescendant', id ?? '');
  await expect(active()).toBeInViewport({ ratio: 1 });
}

test('a name is typed on the closed button, Enter chooses, and the focus returns', async () => {
  await show('blocked-method');
  await at('stack-picker').focus();
  await page.keyboard.type('rails');
  await expect(field()).toBeFocused();
  await expect(field()).toHaveValue('rails');
  await expectActive('rack-cors');
  await page.keyboard.press('Enter');
  await expect(at('stack-search')).toHaveCount(0);
  await expect(at('stack-picker')).toHaveText('Rails · Rack::Cors');
  await expect(at('stack-picker')).toBeFocused();
  await expect(page.getByRole('button', { name: 'Fix in Rails · Rack::Cors' })).toHaveCount(1);
});

test('arrows, Home and End move and go around; Escape changes nothing', async () => {
  await show('blocked-method');
  await at('stack-picker').focus();
  await page.keyboard.press('ArrowDown');
  await expectActive('django-cors-headers');
  const ids = await at('stack-search')
    .getByRole('option')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-value') ?? ''));
  await page.keyboard.press('End');
  await expectActive(ids.at(-1) ?? '');
  await page.keyboard.press('ArrowDown');
  await expectActive(ids[0] ?? '');
  await page.keyboard.press('ArrowUp');
  await expectActive(ids.at(-1) ?? '');
  await page.keyboard.press('PageUp');
  await expectActive(ids.at(-9) ?? '');
  await page.keyboard.press('Home');
  await page.keyboard.press('PageDown');
  await expectActive(ids[8] ?? '');
  await page.keyboard.press('Escape');
  await expect(at('stack-search')).toHaveCount(0);
  await expect(at('stack-picker')).toBeFocused();
  await expect(at('stack-picker')).toHaveAttribute('value', 'django-cors-headers');
  await expect(at('verdict')).toBeVisible();
});

test('a server that I cannot change gets ways around, and the way back', async () => {
  await show('blocked-method');
  await at('not-mine').click();
  await expect(at('not-mine-said')).toContainText('http://127.0.0.1:8000');
  await expect(page.getByRole('button', { name: 'I can change it' })).toBeFocused();
  await expect(page.getByRole('region', { name: 'What to change elsewhere' })).toContainText(
    'Ask from your own server',
  );
  await expect(at('stack-picker')).toHaveAttribute('value', 'angular-proxy');
  await expect(at('not-mine')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(at('stack-picker')).toHaveAttribute('value', 'django-cors-headers');
});

test('the end of the list says the same', async () => {
  await show('blocked-method');
  await chooseServer(page, 'third-party');
  await expect(at('not-mine-said')).toHaveCount(1);
  await chooseServer(page, 'express-proxy');
  await expect(at('not-mine-said')).toHaveCount(1);
  await expect(at('stack-picker')).toHaveAttribute('value', 'express-proxy');
});

test('a server that nobody knows can be chosen although it only says 503', async () => {
  await show('unavailable');
  await expect(at('stack-picker')).toHaveText('Choose your server');
  await chooseServer(page, 'nginx');
  await expect(at('stack-picker')).toHaveAttribute('value', 'nginx');
  await expect(at('fix-snippet').first()).toBeVisible();
});

test('a name that no server has says what to choose, and Enter does nothing', async () => {
  await show('blocked-method');
  await at('stack-picker').click();
  await field().fill('qqq');
  await expect(at('stack-search').getByRole('status')).toHaveText(
    'No server with this name. Choose “Any server”.',
  );
  await page.keyboard.press('Enter');
  await expect(field()).toBeFocused();
  await field().fill('any');
  await page.keyboard.press('Enter');
  await expect(at('stack-picker')).toHaveAttribute('value', 'any-server');
});

test('a click on the button or elsewhere closes it, and Tab goes on', async () => {
  await show('blocked-method');
  await at('stack-picker').click();
  await expect(at('stack-picker')).toHaveAttribute('aria-expanded', 'true');
  await at('stack-picker').click();
  await expect(at('stack-search')).toHaveCount(0);
  await at('stack-picker').click();
  await at('verdict').click();
  await expect(at('stack-search')).toHaveCount(0);
  await at('stack-picker').click();
  await page.keyboard.press('Tab');
  await expect(at('stack-search')).toHaveCount(0);
  await expect(at('copy-all')).toBeFocused();
});

test('the other rows of the same server show the chosen one', async () => {
  await show('morning');
  await row('/api/items/42').click();
  await chooseServer(page, 'spring-boot');
  await row('/api/profile').click();
  await expect(at('stack-picker')).toHaveAttribute('value', 'spring-boot');
});

test('a panel that is opened again and the popup show the chosen server', async () => {
  await show('blocked-method', { view: 'popup' });
  await expect(at('fix-snippet').first()).toContainText('settings.py');
  await show('blocked-method');
  await chooseServer(page, 'rack-cors');
  const notes = await page.evaluate(() => window.lab.environment.notes.read());
  await show('blocked-method');
  await expect(at('stack-picker')).toHaveAttribute('value', 'django-cors-headers');
  await show('blocked-method', { notes });
  await expect(at('stack-picker')).toHaveAttribute('value', 'rack-cors');
  await show('blocked-method', { view: 'popup', notes });
  await expect(at('fix-snippet').first()).toContainText('config/');
});

for (const [width, height] of [
  [320, 700],
  [400, 700],
  [1_200, 272],
  [400, 272],
  [1_200, 800],
] as const) {
  test(`nothing is cut off at ${width} by ${height}, and axe finds nothing`, async () => {
    await page.setViewportSize({ width, height });
    await show('blocked-method');
    await openFirst();
    await at('stack-picker').click();
    await expect(at('stack-search')).toBeInViewport({ ratio: 1 });
    await expect(field()).toBeInViewport({ ratio: 1 });
    for (const id of ['django-cors-headers', 'wordpress']) {
      await serverOption(page, id).scrollIntoViewIfNeeded();
      await expect(serverOption(page, id)).toBeInViewport({ ratio: 1 });
    }
    await page.addScriptTag({ path: AXE });
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await page.evaluate((name) => window.lab.setTheme(name), theme);
      expect(await violations()).toEqual([]);
    }
  });
}

test('in forced colors, the active server is marked', async () => {
  await show('blocked-method');
  await page.emulateMedia({ forcedColors: 'active' });
  await at('stack-picker').click();
  const colorOf = (one: Locator) =>
    one.evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(await colorOf(active())).not.toBe(await colorOf(serverOption(page, 'nginx')));
});

/** What axe finds in the opened search and its button. */
async function violations(): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(on: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      };
    };
    const found = await axe.run('[data-testid="stack-search"]');
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
  });
}
