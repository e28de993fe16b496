import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'playwright/test';
import { launchChromium } from '../tools/browsers/chromium.ts';
import { type Display, displayReady, withDisplay } from '../tools/browsers/display.ts';

let server: Server;
let port: number;

test.beforeAll(async () => {
  server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>Anywhere but here</title>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
test.afterAll(() => {
  server.close();
});

/**
 * The browser's own prompt needs a screen and a keyboard, so permissions are granted beforehand
 * here.
 */
const cases = [
  ['nothing is granted', [], 'state-no-permission-page', 'app.test'],
  ['only the page is granted', ['app'], 'state-no-permission-api', 'api.test'],
  ['only the server is granted', ['api'], 'state-no-permission-page', 'app.test'],
  ['both are granted', ['app', 'api'], null, null],
] as const;

for (const [name, granted, banner, host] of cases) {
  test(`a page on another host when ${name}`, async () => {
    const browser = await launchChromium({
      devtools: true,
      grantHosts: granted.map((one) => `http://${one}.test/*`),
      switches: ['--host-resolver-rules=MAP *.test 127.0.0.1'],
    });
    try {
      await browser.waitReady();
      const page = await browser.open(`http://app.test:${port}/`);
      const panel = await browser.devtoolsPanel(page);
      await page.evaluate((url) => fetch(url).catch(() => {}), `http://api.test:${port}/users`);
      const rows = panel.getByTestId('exchange-row');
      await expect(rows).toHaveCount(1);
      await expect(rows).toContainText('/users');
      await expect(rows).toHaveAttribute('data-verdict', 'blocked');
      if (banner === null) await expect(rows).not.toContainText('seen by DevTools only');
      else {
        await expect(panel.getByTestId(banner)).toContainText(host);
        await expect(rows).toContainText('seen by DevTools only');
        await expect(panel.getByTestId('recorded')).toHaveText('1 seen by DevTools only');
        await expect(panel.getByTestId('summary')).toHaveCount(0);
      }
      await expect(panel.locator('[data-testid^=state-no-permission]')).toHaveCount(
        banner === null ? 0 : 1,
      );
    } finally {
      await browser.close();
    }
  });
}

/** A point beside the tabs of the window, which is dimmed during a prompt. */
const BESIDE_TABS = [800, 25] as const;
const DIMMED = 0.6;
/** How long the prompt ignores input, because the user may have been typing something else. */
const ATTENTION_MS = 1_000;

test('a permission is granted in the browser’s own prompt and given back in the popup', async () => {
  test.setTimeout(120_000);
  const missing = await displayReady();
  test.skip(missing !== null, `no screen for a window of Chromium: ${missing}`);
  await withDisplay(grantAndGiveBack);
});

async function grantAndGiveBack(display: Display): Promise<void> {
  const asking = (expected: boolean) =>
    expect
      .poll(() => display.brightnessAt(...BESIDE_TABS) < DIMMED, { timeout: 20_000 })
      .toBe(expected);
  const browser = await launchChromium({
    headed: true,
    devtools: true,
    switches: ['--host-resolver-rules=MAP *.test 127.0.0.1'],
  });
  try {
    await browser.waitReady();
    const page = await browser.open(`http://app.test:${port}/`);
    const panel = await browser.devtoolsPanel(page);
    const ask = () =>
      page.evaluate((url) => fetch(url).catch(() => {}), `http://api.test:${port}/users`);
    const banner = panel.getByTestId('state-no-permission-page');
    await ask();
    await expect(banner).toContainText('Watch app.test and api.test, then reload');
    await page.evaluate(() => {
      document.title = 'Not loaded again';
    });
    for (const keys of [['Return'], ['Tab', 'Return']]) {
      await display.focus('Not loaded again');
      await asking(false);
      await panel.getByRole('button', { name: 'Watch app.test and api.test, then reload' }).click();
      await asking(true);
      await page.waitForTimeout(ATTENTION_MS);
      await display.focus('Not loaded again');
      // The first button refuses.
      await display.press(...keys);
      await asking(false);
      await expect(banner).toHaveCount(keys.length === 1 ? 1 : 0);
    }
    await expect(page).toHaveTitle('Anywhere but here');
    await ask();
    await expect(panel.getByTestId('exchange-row')).toHaveCount(1);
    await expect(panel.getByTestId('exchange-row')).not.toContainText('seen by DevTools only');
    const popup = await browser.popup(page);
    await popup.getByRole('button', { name: 'Stop watching app.test' }).click();
    await expect(banner).toContainText('app.test');
    expect(browser.extensionErrors()).toEqual([]);
  } finally {
    await browser.close();
  }
}
