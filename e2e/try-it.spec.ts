import { expect, test } from 'playwright/test';
import { type ChromiumUnderTest, launchChromium } from '../tools/browsers/chromium.ts';
import {
  type ScenarioServers,
  startScenarioServers,
} from '../tools/scripted-servers/scenario-server.ts';
import { playCaches, playObstacle, playTrial, playTwoLines } from './try-it/play.ts';

type Manifest = { readonly permissions: readonly string[] };

/** The part of the extension API that counts its rules, and says what users are warned of. */
declare const chrome: {
  declarativeNetRequest: { getSessionRules(): Promise<readonly unknown[]> };
  runtime: { getManifest(): Manifest };
  management: { getPermissionWarningsByManifest(manifest: string): Promise<readonly string[]> };
};

/** “Try it” in the real DevTools of Chromium. */
let servers: ScenarioServers;
let browser: ChromiumUnderTest;

test.beforeAll(async () => {
  servers = await startScenarioServers();
  browser = await launchChromium({ devtools: true });
  await browser.waitReady();
});
test.afterAll(async () => {
  await browser.close();
  await servers.close();
});
test.setTimeout(180_000);

const rules = async (): Promise<number> =>
  (await browser.background()).evaluate(
    async () => (await chrome.declarativeNetRequest.getSessionRules()).length,
  );

test('a fix that is tried lets the page through in this tab only', () =>
  playTrial({ browser, servers, rules }));

test('no cache outlives a trial', () => playCaches({ browser, servers, rules }));

test('a preflight that no extension can change is not tried', () =>
  playObstacle({ browser, servers, rules }));

test('two lines are tried where the browser counts what the trial leaves', () =>
  playTwoLines({ browser, servers, rules }));

test('the permission that it needs adds no warning', async () => {
  const warnings = await (await browser.background()).evaluate(async () => {
    const own = chrome.runtime.getManifest();
    const needed = 'declarativeNetRequestWithHostAccess';
    const others = own.permissions.filter((name) => name !== needed);
    const warningsOf = (permissions: readonly string[]) =>
      chrome.management.getPermissionWarningsByManifest(JSON.stringify({ ...own, permissions }));
    return {
      own: await warningsOf(own.permissions),
      without: await warningsOf(others),
      withMore: await warningsOf([...others, 'bookmarks']),
    };
  });
  expect(warnings.own).toEqual(warnings.without);
  expect(warnings.withMore.length).toBeGreaterThan(warnings.own.length);
});
