import { expect, test } from 'playwright/test';
import type { Browser as ExtensionApi } from 'webextension-polyfill';
import manifest from '../manifest.json' with { type: 'json' };
import { LANGUAGES, type Language } from '../src/model/language.ts';
import type {
  BrowserUnderTest,
  DocumentUnderTest,
  PageUnderTest,
} from '../tools/browsers/browser-under-test.ts';
import { launchChromium } from '../tools/browsers/chromium.ts';
import { launchFirefox } from '../tools/browsers/firefox.ts';
import { firefoxPath } from '../tools/browsers/firefox-path.ts';
import { whatIsNew } from '../tools/build/whats-new.ts';
import {
  type ScenarioServers,
  startScenarioServers,
} from '../tools/scripted-servers/scenario-server.ts';

/** The help of both real builds: the version, what is new in it, and how to say what is wrong. */

declare const chrome: ExtensionApi;

test.setTimeout(180_000);

let servers: ScenarioServers;
test.beforeAll(async () => {
  servers = await startScenarioServers();
  servers.script('help', {});
});
test.afterAll(() => servers.close());

test('Chromium: version, changes and feedback', async () => {
  const browser = await launchChromium();
  await showsHelp(browser).finally(browser.close);
});

test('Firefox: version, changes and feedback', async () => {
  test.skip(firefoxPath() === undefined, 'no Firefox');
  const browser = await launchFirefox();
  await showsHelp(browser).finally(browser.close);
});

async function showsHelp<Page extends PageUnderTest, Panel extends DocumentUnderTest>(
  browser: BrowserUnderTest<Page, Panel>,
): Promise<void> {
  await browser.waitReady();
  const page = await browser.open(servers.url('help', 'page/index.html'));
  for (const language of LANGUAGES) {
    const panel = await browser.panelTab(page);
    await panel.evaluate(speak, language);
    // In another language the panel loads again, and has none meanwhile.
    const spoken = () => panel.evaluate('document.documentElement.lang').catch(() => '');
    await expect.poll(spoken, { timeout: 30_000 }).toBe(language);
    expect(await panel.evaluate(help)).toEqual({
      title: expect.stringContaining(manifest.version),
      changes: whatIsNew()[language],
      feedback: expect.stringContaining(`Crosscheck ${manifest.version}`),
      // Loaded from a folder, it is in no store whose page it could name.
      install: expect.objectContaining({ installType: 'development' }),
      link: null,
    });
    await panel.close();
  }
  expect(browser.extensionErrors()).toEqual([]);
}

/** Runs in the panel, and is over before the panel may load again. */
function speak(language: Language): void {
  const { sync, local } = chrome.storage;
  const write = { settings: { language } };
  // Firefox refuses to sync for an extension that was loaded without an id.
  setTimeout(() => sync.set(write).catch(() => local.set(write)));
}

/** Runs in the panel: opens the help, and reads what it says of this version. */
async function help() {
  let button: HTMLElement | null = null;
  while (button === null) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    button = document.querySelector('[data-testid=open-help]');
  }
  button.click();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const install = await new Promise((resolve) => {
    chrome.runtime.connect({ name: 'install' }).onMessage.addListener(resolve);
  });
  return {
    install,
    link: document.querySelector('[data-testid=feedback] a')?.textContent ?? null,
    title: document.querySelector('[data-testid=whats-new] h3')?.textContent,
    changes: [...document.querySelectorAll('[data-testid=whats-new] li')].map(
      ({ textContent }) => textContent,
    ),
    feedback: document.querySelector('[data-testid=feedback]')?.textContent,
  };
}
