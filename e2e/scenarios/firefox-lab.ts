import { join } from 'node:path';
import type {
  BrowserVerdict,
  DocumentUnderTest,
  ExportedExchange,
} from '../harness/browser-under-test.ts';
import { recordEvents } from '../harness/event-recorder.ts';
import { type FirefoxUnderTest, launchFirefox } from '../harness/firefox.ts';
import type { FirefoxPage } from '../harness/firefox-page.ts';
import { type ScenarioServers, startScenarioServers } from '../servers/scenario-server.ts';
import { askFrom, isSubject, settledReport, subjects } from './perform.ts';
import type { ProfileName, Scenario } from './scenario.ts';

/** A scenario, and all that was said of it. */
export type Played = {
  readonly servers: ScenarioServers;
  /** What the page was told of each request. */
  readonly told: readonly string[];
  /** What Firefox said, given what the page was told. */
  readonly seen: readonly BrowserVerdict[];
  readonly exchanges: readonly ExportedExchange[];
};

/** A Firefox that plays scenarios. */
export type FirefoxLab = {
  readonly browser: FirefoxUnderTest;
  /** The page of the extension that records the events of its requests. */
  readonly recorder: DocumentUnderTest;
  /** What came of a scenario; its whole group is played when the first one of it is asked for. */
  readonly play: (scenario: Scenario, group: readonly Scenario[]) => Promise<Played>;
  readonly close: () => Promise<void>;
};

/** Scenarios that are played in one tab, one page after the other. */
const GROUP = 20;

/** Scenarios under other settings of the browser have tabs of their own. */
export function groupsOf(scenarios: readonly Scenario[]): readonly (readonly Scenario[])[] {
  const profiles = ['default', 'public-network', 'cookies-blocked'] as const;
  return profiles.flatMap((name) => {
    const own = scenarios.filter(({ profile }) => profile === name);
    return Array.from({ length: Math.ceil(own.length / GROUP) }, (_, index) =>
      own.slice(index * GROUP, (index + 1) * GROUP),
    );
  });
}

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
  // Any page of the extension may listen; this one does nothing by itself.
  const recorder = await browser.extensionPage('src/devtools/devtools.html');
  await recordEvents(recorder);
  const groups = new Map<readonly Scenario[], Promise<GroupPlayed>>();
  return {
    browser,
    recorder,
    play: async (scenario, group) => {
      const playing = groups.get(group) ?? playGroup(browser, group);
      groups.set(group, playing);
      const result = (await playing).get(scenario.id);
      if (result === undefined) throw new Error(`${scenario.id} is not in its group.`);
      if ('problem' in result) throw result.problem;
      return result;
    },
    close: async () => {
      await browser.close();
      for (const group of groups.values()) {
        for (const one of (await group).values()) await one.servers.close();
      }
    },
  };
}

type Failed = { readonly servers: ScenarioServers; readonly problem: unknown };
type GroupPlayed = ReadonlyMap<string, Played | Failed>;

/** Each with servers of its own: what is known of one says nothing of another. */
async function playGroup(
  browser: FirefoxUnderTest,
  group: readonly Scenario[],
): Promise<GroupPlayed> {
  const page = await browser.open('about:blank');
  const asked = new Map<string, Omit<Played, 'exchanges'> | Failed>();
  for (const scenario of group) {
    const servers = await startScenarioServers();
    const one = await playOne(browser, page, servers, scenario).catch((problem) => ({ problem }));
    asked.set(scenario.id, { servers, ...one });
  }
  const counts = new Map(
    group.map((scenario) => {
      const one = asked.get(scenario.id);
      return [
        scenario.id,
        one !== undefined && 'seen' in one ? listed(scenario, one.seen).length : 0,
      ];
    }),
  );
  const panel = await browser.panelTab(page);
  const exchanges = await settledReport(browser, panel, counts);
  await panel.close();
  await page.close();
  const played = [...asked].map(([id, one]): [string, Played | Failed] => [
    id,
    { ...one, exchanges: exchanges.filter(({ url }) => isSubject(url, id)) },
  ]);
  return new Map(played);
}

/** Those of a scenario's requests that the extension must list. */
export const listed = (
  { unheard, unlisted }: Scenario,
  seen: readonly BrowserVerdict[],
): readonly BrowserVerdict[] => (unheard === undefined && !unlisted ? seen : []);

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

/** What the page was told decides whether an answer that came was let through to it. */
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
