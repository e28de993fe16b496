import { join } from 'node:path';
import type { BrowserVerdict, DocumentUnderTest } from '../../tools/browsers/browser-under-test.ts';
import { recordEvents } from '../../tools/browsers/event-recorder.ts';
import { type FirefoxUnderTest, launchFirefox } from '../../tools/browsers/firefox.ts';
import type { FirefoxPage } from '../../tools/browsers/firefox-page.ts';
import {
  type ScenarioServers,
  startScenarioServers,
} from '../../tools/scripted-servers/scenario-server.ts';
import { askFrom, subjects } from './perform.ts';
import { createPlayer, type Played, type Stage } from './play-group.ts';
import type { ProfileName, Scenario } from './scenario.ts';

/** A Firefox that plays scenarios. */
export type FirefoxLab = {
  readonly browser: FirefoxUnderTest;
  /** The page of the extension that records the events of its requests. */
  readonly recorder: DocumentUnderTest;
  /** The result of a scenario. Its whole group is played when its first scenario is asked for. */
  readonly play: (scenario: Scenario, group: readonly Scenario[]) => Promise<Played>;
  readonly close: () => Promise<void>;
};

export async function startFirefoxLab(): Promise<FirefoxLab> {
  const browser = await launchFirefox({
    grantHosts: ['*://*.test/*', '*://*.invalid/*'],
    preferences: {
      'network.dns.localDomains': 'shop.test',
      // What a user answers who refuses; only pages of the internet are asked about.
      'permissions.default.loopback-network': 2,
      'permissions.default.local-network': 2,
    },
  });
  await browser.session.send('webExtension.install', {
    extensionData: { type: 'path', path: join(import.meta.dirname, 'blocker') },
  });
  await browser.waitReady();
  // Any page of the extension may listen; this one itself does nothing.
  const recorder = await browser.extensionPage('src/devtools/devtools.html');
  await recordEvents(recorder);
  const started: ScenarioServers[] = [];
  const player = createPlayer<FirefoxPage>();
  const stage: Stage<FirefoxPage> = {
    browser,
    servers: async () => {
      const own = await startScenarioServers();
      started.push(own);
      return own;
    },
    play: (page, servers, scenario) => playOne(browser, page, servers, scenario),
  };
  return {
    browser,
    recorder,
    play: (scenario, group) => player(stage, scenario, group),
    close: async () => {
      await browser.close();
      for (const one of started) await one.close();
    },
  };
}

async function playOne(
  browser: FirefoxUnderTest,
  page: FirefoxPage,
  servers: ScenarioServers,
  scenario: Scenario,
): Promise<Pick<Played, 'told' | 'seen'>> {
  const { id, inFirefox, said } = scenario;
  await adjust(browser, servers, scenario.profile);
  servers.script(id, scenario.answers);
  await page.goto(servers.url(id, scenario.page));
  const { told } = await askFrom(browser, page, servers, { ...scenario, said: inFirefox ?? said });
  const where = scenario.asks.some((ask) => 'leaveAfter' in ask) ? 'run' : 'runThere';
  await browser.consoleOf((text) =>
    page.evaluate(`${where}(JSON.parse(json))`, { by: 'mark', text }),
  );
  const seen = subjects(browser.browserVerdicts(page), id);
  return { told, seen: seen.map((verdict, index) => asSeen(verdict, told[index])) };
}

/** The page's own result shows whether it got a response that came. */
function asSeen(verdict: BrowserVerdict, told = ''): BrowserVerdict {
  return told.startsWith('refused') && verdict.outcome === 'finished'
    ? { ...verdict, outcome: 'failed' }
    : verdict;
}

/** Third-party cookies refused; and partitioned, as delivered. */
const COOKIES = { refused: 1, partitioned: 5 } as const;

async function adjust(
  { privileged }: FirefoxUnderTest,
  servers: ScenarioServers,
  profile: ProfileName,
): Promise<void> {
  const cookies = profile === 'cookies-blocked' ? COOKIES.refused : COOKIES.partitioned;
  await privileged.setPreference('network.cookie.cookieBehavior', cookies);
  const { port } = new URL(servers.origin('public'));
  await privileged.setPreference('network.lna.address_space.public.override', `127.0.0.1:${port}`);
  const secure = new URL(servers.origin('secure'));
  await privileged.trust(servers.certificate, secure.hostname, Number(secure.port));
}
