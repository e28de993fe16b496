import { test } from 'playwright/test';
import { type FirefoxUnderTest, launchFirefox } from '../tools/browsers/firefox.ts';
import type { FirefoxPage } from '../tools/browsers/firefox-page.ts';
import { firefoxPath } from '../tools/browsers/firefox-path.ts';
import {
  type ScenarioServers,
  startScenarioServers,
} from '../tools/scripted-servers/scenario-server.ts';
import { playCaches, playObstacle, playTrial, playTwoLines } from './try-it/play.ts';

test.skip(firefoxPath() === undefined, 'no Firefox');
test.setTimeout(180_000);

/** “Try it” in the real toolbox of Firefox. */
let servers: ScenarioServers;
let browser: FirefoxUnderTest;
let extensionPage: FirefoxPage;

test.beforeAll(async () => {
  servers = await startScenarioServers();
  browser = await launchFirefox();
  await browser.waitReady();
  extensionPage = await browser.extensionPage('manifest.json', { background: true });
});
test.afterAll(async () => {
  await browser.close();
  await servers.close();
});

const rules = (): Promise<number> =>
  extensionPage.evaluate<number>(
    'browser.declarativeNetRequest.getSessionRules().then((rules) => rules.length)',
  );

test('a fix that is tried lets the page through in this tab only', () =>
  playTrial({ browser, servers, rules }));

test('no cache outlives a trial', () => playCaches({ browser, servers, rules }));

test('a preflight that no extension can change is not tried', () =>
  playObstacle({ browser, servers, rules }));

test('two lines are tried where the browser counts what the trial leaves', () =>
  playTwoLines({ browser, servers, rules }));
