import { join } from 'node:path';
import type { DocumentUnderTest } from '../harness/browser-under-test.ts';
import { recordEvents } from '../harness/event-recorder.ts';
import { type FirefoxOptions, type FirefoxUnderTest, launchFirefox } from '../harness/firefox.ts';
import { type ScenarioServers, startScenarioServers } from '../servers/scenario-server.ts';
import type { ProfileName } from './scenario.ts';

/** A Firefox, and the page of the extension that records the events of its requests. */
export type Stage = {
  readonly browser: FirefoxUnderTest;
  readonly recorder: DocumentUnderTest;
};

/** The servers, and a Firefox for each profile that was asked for. */
export type FirefoxLab = {
  readonly servers: ScenarioServers;
  readonly stage: (profile: ProfileName) => Promise<Stage>;
  readonly close: () => Promise<void>;
};

/** Starts the servers at once and each browser when it is first needed. */
export async function startFirefoxLab(): Promise<FirefoxLab> {
  const servers = await startScenarioServers();
  const stages = new Map<ProfileName, Promise<Stage>>();
  return {
    servers,
    stage: (profile) => {
      const started = stages.get(profile) ?? launch(profile, servers);
      stages.set(profile, started);
      return started;
    },
    close: async () => {
      for (const stage of stages.values()) await (await stage).browser.close();
      await servers.close();
    },
  };
}

async function launch(profile: ProfileName, servers: ScenarioServers): Promise<Stage> {
  const browser = await launchFirefox(OPTIONS[profile](servers));
  if (profile === 'public-network') {
    await browser.session.send('webExtension.install', {
      extensionData: { type: 'path', path: join(import.meta.dirname, 'blocker') },
    });
    const { hostname, port } = new URL(servers.origin('secure'));
    await browser.privileged.trust(servers.certificate, hostname, Number(port));
  }
  await browser.waitReady();
  // Any page of the extension may listen; this one does nothing by itself.
  const recorder = await browser.extensionPage('src/devtools/devtools.html');
  await recordEvents(recorder);
  return { browser, recorder };
}

const OPTIONS = {
  default: (): FirefoxOptions => ({}),
  'cookies-blocked': (): FirefoxOptions => ({
    preferences: { 'network.cookie.cookieBehavior': 1 },
  }),
  'public-network': (servers: ScenarioServers): FirefoxOptions => ({
    grantHosts: ['*://*.test/*', '*://*.invalid/*'],
    preferences: {
      'network.dns.localDomains': 'shop.test',
      'network.lna.address_space.public.override': new URL(
        servers.origin('public').replace('localhost', '127.0.0.1'),
      ).host,
      // What a user answers who refuses.
      'permissions.default.loopback-network': 2,
      'permissions.default.local-network': 2,
    },
  }),
};
