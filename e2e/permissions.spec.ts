import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'playwright/test';
import { launchChromium } from './harness/chromium.ts';

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

/** The browser's own prompt cannot be answered by a program: what it grants is granted beforehand. */
const cases = [
  ['nothing is granted', [], 'state-no-permission-page', 'app.test', 0],
  ['only the page is granted', ['app'], 'state-no-permission-api', 'api.test', 0],
  ['only the server is granted', ['api'], 'state-no-permission-page', 'app.test', 0],
  ['both are granted', ['app', 'api'], null, null, 1],
] as const;

for (const [name, granted, banner, host, rows] of cases) {
  test(`a page elsewhere, when ${name}`, async () => {
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
      if (banner === null) await expect(panel.getByTestId('exchange-row')).toHaveCount(rows);
      else await expect(panel.getByTestId(banner)).toContainText(host);
      await expect(panel.getByTestId('exchange-row')).toHaveCount(rows);
      await expect(panel.locator('[data-testid^=state-no-permission]')).toHaveCount(
        banner === null ? 0 : 1,
      );
    } finally {
      await browser.close();
    }
  });
}
