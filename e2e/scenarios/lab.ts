import { join } from 'node:path';
import type { Page } from 'playwright';
import { type ChromiumUnderTest, launchChromium } from '../../tools/browsers/chromium.ts';
import { recordEvents } from '../../tools/browsers/event-recorder.ts';
import {
  type ScenarioServers,
  startScenarioServers,
} from '../../tools/scripted-servers/scenario-server.ts';
import { askFrom } from './perform.ts';
import { createPlayer, type Played, type Stage } from './play-group.ts';
import type { ProfileName, Scenario } from './scenario.ts';

/** A Chromium for each profile in use. */
export type Lab = {
  readonly browser: (profile: ProfileName) => Promise<ChromiumUnderTest>;
  /** The result of a scenario. Its whole group is played when its first scenario is asked for. */
  readonly play: (scenario: Scenario, group: readonly Scenario[]) => Promise<Played>;
  readonly close: () => Promise<void>;
};

/** The browser starts with the port of their public server. */
export const SHARE_SERVERS: readonly ProfileName[] = ['public-network'];

/** Starts each browser when it is first needed. */
export async function startLab(): Promise<Lab> {
  const shared = await startScenarioServers();
  const started = [shared];
  const browsers = new Map<ProfileName, Promise<ChromiumUnderTest>>();
  const player = createPlayer<Page>();

  const browser = (profile: ProfileName): Promise<ChromiumUnderTest> => {
    const launched = browsers.get(profile) ?? launch(profile, shared);
    browsers.set(profile, launched);
    return launched;
  };
  const servers = async ({ profile }: Scenario): Promise<ScenarioServers> => {
    if (SHARE_SERVERS.includes(profile)) return shared;
    const own = await startScenarioServers();
    started.push(own);
    return own;
  };

  return {
    browser,
    play: async (scenario, group) =>
      player(stageOf(await browser(scenario.profile), servers), scenario, group),
    close: async () => {
      for (const one of browsers.values()) await (await one).close();
      for (const one of started) await one.close();
    },
  };
}

function stageOf(browser: ChromiumUnderTest, servers: Stage<Page>['servers']): Stage<Page> {
  return {
    browser,
    servers,
    play: async (page, own, scenario) => {
      own.script(scenario.id, scenario.answers);
      await page.goto(own.url(scenario.id, scenario.page));
      const { told, verdicts } = await askFrom(browser, page, own, scenario);
      return { told, seen: verdicts };
    },
  };
}

async function launch(profile: ProfileName, servers: ScenarioServers): Promise<ChromiumUnderTest> {
  const browser = await launchChromium(OPTIONS[profile](servers));
  await browser.waitReady();
  await recordEvents(await browser.background());
  return browser;
}

const OPTIONS = {
  default: () => ({}),
  'cookies-blocked': () => ({ thirdPartyCookies: 'blocked' as const }),
  'public-network': (servers: ScenarioServers) => ({
    grantHosts: ['*://*.test/*', '*://*.invalid/*'],
    otherExtensions: [join(import.meta.dirname, 'blocker')],
    switches: [
      `--ignore-certificate-errors-spki-list=${servers.fingerprint}`,
      '--host-resolver-rules=MAP *.test 127.0.0.1, MAP *.invalid ~NOTFOUND',
      `--ip-address-space-overrides=127.0.0.1:${portOf(servers.origin('public'))}=public`,
    ],
  }),
};

const portOf = (origin: string): string => new URL(origin).port;
