import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Frame, type Page } from 'playwright';
import type { BrowserVerdict } from '../../tools/browsers/browser-under-test.ts';
import type { ChromiumUnderTest } from '../../tools/browsers/chromium.ts';
import { chromiumPath } from '../../tools/browsers/chromium-path.ts';
import { temporaryFolder } from '../../tools/browsers/profile.ts';
import type { ScenarioServers } from '../../tools/scripted-servers/scenario-server.ts';
import { isSubject } from '../../tools/scripted-servers/scenario-server.ts';
import { placeOf } from '../scenarios/perform.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { HarLog } from './fixture.ts';

/**
 * Defined by tools/scripted-servers/scenario-page.js, and by the browser if an extension has
 * DevTools open.
 */
declare const prepare: (place: unknown) => Promise<void>;
declare const runThere: (ask: unknown) => Promise<string>;
declare const chrome: { devtools: { network: { getHAR(done: (log: HarLog) => void): void } } };

/** A tab with DevTools open, so that they record everything in it. */
export type DevtoolsRecorder = {
  readonly play: (scenario: Scenario) => Promise<void>;
  /** What DevTools would save now. */
  readonly har: () => Promise<HarLog>;
  /** What the browser itself said of the scenario's requests, without preflights. */
  readonly verdicts: (scenario: Scenario) => readonly BrowserVerdict[];
};

/** Opens one tab with real DevTools, for all scenarios one after the other. */
export async function recordInDevtools(
  browser: ChromiumUnderTest,
  servers: ScenarioServers,
): Promise<DevtoolsRecorder> {
  const page = await browser.open(servers.url('none', 'page/index.html'));
  const panel: Frame = await browser.devtoolsPanel(page);
  return {
    play: async (scenario) => {
      await visit(page, servers, scenario);
      await browser.listening(page);
      await ask(page, servers, scenario);
    },
    har: () => panel.evaluate(() => new Promise((done) => chrome.devtools.network.getHAR(done))),
    verdicts: ({ id }) =>
      browser
        .browserVerdicts(page)
        .filter(({ urls, type }) => type !== 'Preflight' && isSubject(urls[0], id)),
  };
}

/** Plays a scenario under Playwright's own recorder. */
export async function recordByPlaywright(
  servers: ScenarioServers,
  scenario: Scenario,
): Promise<HarLog> {
  const executablePath = chromiumPath();
  const browser: Browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const path = join(temporaryFolder('har'), 'recorded.har');
    const context = await browser.newContext({ recordHar: { path, content: 'omit' } });
    const page = await context.newPage();
    await visit(page, servers, scenario);
    await ask(page, servers, scenario);
    await context.close();
    return JSON.parse(await readFile(path, 'utf8')).log;
  } finally {
    await browser.close();
  }
}

async function visit(page: Page, servers: ScenarioServers, scenario: Scenario): Promise<void> {
  servers.script(scenario.id, scenario.answers);
  await page.goto(servers.url(scenario.id, scenario.page));
  await page.evaluate((place) => prepare(place), placeOf(servers, scenario));
}

async function ask(page: Page, servers: ScenarioServers, scenario: Scenario): Promise<void> {
  for (const one of scenario.asks) {
    const absolute = { ...one, url: servers.url(scenario.id, one.url) };
    await page.evaluate((asked) => runThere(asked), absolute);
  }
}
