import { expect, test } from 'playwright/test';
import { launchRawChromium, type RawChromium } from '../tools/browsers/raw-chromium.ts';
import { openRawPanel, tabIdByUrl } from '../tools/browsers/raw-panel.ts';
import {
  type ScenarioServers,
  startScenarioServers,
} from '../tools/scripted-servers/scenario-server.ts';

/** Playwright would keep the worker alive. */
let servers: ScenarioServers;
let browser: RawChromium;

test.beforeAll(async () => {
  servers = await startScenarioServers();
  browser = await launchRawChromium();
});
test.afterAll(async () => {
  await browser.close();
  await servers.close();
});

test('a worker that is stopped during a check leaves a clear state, and no rule', async () => {
  servers.script('stopped', {});
  const url = servers.url('stopped', 'page/index.html');
  const page = await browser.open(url);
  const request = { by: 'fetch', url: servers.url('stopped', 'api/slow'), init: { method: 'PUT' } };
  const opened = await browser.open(`${browser.extensionOrigin}/manifest.json`);
  const panel = await openRawPanel(browser, await tabIdByUrl(opened, url));
  await page.evaluate(`run(${JSON.stringify(request)})`);
  const rows = () =>
    panel.evaluate<number>("document.querySelectorAll('[data-testid=exchange-row]').length");
  await expect.poll(rows, { timeout: 20_000 }).toBe(1);
  const isEnabled = () =>
    panel.evaluate<boolean>(
      "document.querySelector('[data-testid=check-again]')?.matches(':enabled:not([aria-disabled=true])') ?? false",
    );
  await expect.poll(isEnabled, { timeout: 20_000 }).toBe(true);

  servers.script('stopped', { 'api/slow': { preflight: { hang: true } } });
  await panel.evaluate("document.querySelector('[data-testid=check-again]').click()");
  await expect.poll(() => servers.received('stopped')).toEqual(['OPTIONS api/slow']);
  expect(await ruleCount(panel)).toBe(1);
  await browser.stopWorker();
  const outcome = () =>
    panel.evaluate<string>("document.querySelector('[data-testid=check-outcome]').textContent");
  await expect.poll(outcome).toBe('Check again. The last check was interrupted.');
  expect(await rows()).toBe(1);

  servers.script('stopped', {});
  await expect.poll(isEnabled).toBe(true);
  await panel.evaluate("document.querySelector('[data-testid=check-again]').click()");
  await expect.poll(outcome, { timeout: 20_000 }).toContain('Still blocked');
  expect(await ruleCount(panel)).toBe(0);
});

const ruleCount = (view: { evaluate<T>(code: string): Promise<T> }): Promise<number> =>
  view.evaluate<number>('chrome.declarativeNetRequest.getSessionRules().then((all) => all.length)');
