import { expect, test } from 'playwright/test';
import type {
  BrowserUnderTest,
  DocumentUnderTest,
  ExportedExchange,
  PageUnderTest,
} from '../tools/browsers/browser-under-test.ts';
import { launchChromium } from '../tools/browsers/chromium.ts';
import { displayReady, withDisplay } from '../tools/browsers/display.ts';
import { launchFirefox } from '../tools/browsers/firefox.ts';
import {
  type ScenarioServers,
  startScenarioServers,
} from '../tools/scripted-servers/scenario-server.ts';

/** A page of the internet asks this machine. The browser asks the user, who does not answer. */

const ID = 'local-network-pending';
const HOST = 'shop.test';

let servers: ScenarioServers;
test.beforeAll(async () => {
  servers = await startScenarioServers();
  servers.script(ID, {
    'api/x': { actual: { status: 200, headers: [['Access-Control-Allow-Origin', '*']] } },
  });
});
test.afterAll(() => servers.close());

const portOfPage = () => new URL(servers.origin('secure')).port;

/** The report of the request that waits for the user. */
async function asked<Page extends PageUnderTest, Panel extends DocumentUnderTest>(
  browser: BrowserUnderTest<Page, Panel>,
): Promise<ExportedExchange | undefined> {
  const page = await browser.open(`https://${HOST}:${portOfPage()}/s/${ID}/index.html`);
  const url = servers.url(ID, 'api/x');
  await page.evaluate((address: string) => void fetch(address).catch(() => {}), url);
  // Long enough for a response, if the server had been asked.
  await page.evaluate('new Promise((done) => setTimeout(done, 1000))');
  const panel = await browser.panelTab(page);
  const report = await browser.exported(panel);
  await panel.close();
  return report?.exchanges.find((one) => one.url === url);
}

function expectToWait(exchange: ExportedExchange | undefined): void {
  expect(exchange).toMatchObject({ verdict: 'pending', findings: [] });
  expect(exchange?.hints.map(({ id }) => id)).toContain('local-network-permission');
}

test('Chromium waits for the user’s permission', async () => {
  const missing = await displayReady();
  test.skip(missing !== null, `no screen for a window of Chromium: ${missing}`);
  await withDisplay(async () => {
    const browser = await launchChromium({
      headed: true,
      grantHosts: ['*://*.test/*'],
      switches: [
        `--ignore-certificate-errors-spki-list=${servers.fingerprint}`,
        '--host-resolver-rules=MAP *.test 127.0.0.1',
        `--ip-address-space-overrides=127.0.0.1:${portOfPage()}=public`,
      ],
    });
    try {
      await browser.waitReady();
      // If some permissions are granted beforehand, Playwright refuses all others.
      await browser.context.clearPermissions();
      expectToWait(await asked(browser));
    } finally {
      await browser.close();
    }
  });
});

test('Firefox waits for the user’s permission', async () => {
  const browser = await launchFirefox({
    grantHosts: ['*://*.test/*'],
    preferences: {
      'network.dns.localDomains': HOST,
      'network.lna.address_space.public.override': `127.0.0.1:${portOfPage()}`,
    },
  });
  try {
    await browser.privileged.trust(servers.certificate, HOST, Number(portOfPage()));
    await browser.waitReady();
    expectToWait(await asked(browser));
  } finally {
    await browser.close();
  }
});
