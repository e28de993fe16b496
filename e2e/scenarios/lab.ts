import { join } from 'node:path';
import { type ChromiumUnderTest, launchChromium } from '../harness/chromium.ts';
import { recordEvents } from '../harness/event-recorder.ts';
import { type ScenarioServers, startScenarioServers } from '../servers/scenario-server.ts';
import type { ProfileName } from './scenario.ts';

/** The servers, and a browser for each profile that was asked for. */
export type Lab = {
  readonly servers: ScenarioServers;
  readonly browser: (profile: ProfileName) => Promise<ChromiumUnderTest>;
  readonly close: () => Promise<void>;
};

/** Starts the servers at once and each browser when it is first needed. */
export async function startLab(): Promise<Lab> {
  const servers = await startScenarioServers();
  const browsers = new Map<ProfileName, Promise<ChromiumUnderTest>>();
  return {
    servers,
    browser: (profile) => {
      const started = browsers.get(profile) ?? launch(profile, servers);
      browsers.set(profile, started);
      return started;
    },
    close: async () => {
      for (const browser of browsers.values()) await (await browser).close();
      await servers.close();
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
