import type {
  BrowserUnderTest,
  BrowserVerdict,
  DocumentUnderTest,
  ExportedExchange,
  PageUnderTest,
} from '../../tools/browsers/browser-under-test.ts';
import type { ScenarioServers } from '../../tools/scripted-servers/scenario-server.ts';
import { isSubject } from '../../tools/scripted-servers/scenario-server.ts';
import { settledReport } from './perform.ts';
import type { ProfileName, Scenario } from './scenario.ts';

/** A scenario, and what page and browser said of it. */
export type Played = {
  readonly servers: ScenarioServers;
  /** What the page got for each request. */
  readonly told: readonly string[];
  /** What the browser said of each request. */
  readonly seen: readonly BrowserVerdict[];
  readonly exchanges: readonly ExportedExchange[];
};

/** A browser, and how it plays one scenario. */
export type Stage<Page extends PageUnderTest> = {
  readonly browser: BrowserUnderTest<Page, DocumentUnderTest>;
  /**
   * The servers of a scenario. What is known of them must not affect another scenario of the tab.
   */
  readonly servers: (scenario: Scenario) => Promise<ScenarioServers>;
  /** Opens the scenario's page and makes its requests. */
  readonly play: (
    page: Page,
    servers: ScenarioServers,
    scenario: Scenario,
  ) => Promise<Pick<Played, 'told' | 'seen'>>;
};

type Asked = Omit<Played, 'exchanges'>;
type Failed = { readonly problem: unknown };

/** Plays groups of scenarios, each when one of its scenarios is first asked for. */
export type Player<Page extends PageUnderTest> = (
  stage: Stage<Page>,
  scenario: Scenario,
  group: readonly Scenario[],
) => Promise<Played>;

/** A player. Its result for a scenario rejects with the error that stopped the scenario. */
export function createPlayer<Page extends PageUnderTest>(): Player<Page> {
  const groups = new Map<readonly Scenario[], ReturnType<typeof playGroup>>();
  return async (stage, { id }, group) => {
    const playing = groups.get(group) ?? playGroup(stage, group);
    groups.set(group, playing);
    const result = (await playing).get(id) ?? { problem: new Error(`${id} is not in its group.`) };
    if ('problem' in result) throw result.problem;
    return result;
  };
}

/**
 * Scenarios that play in one tab, one page after the other. Those with other browser settings have
 * their own tabs. Scenarios that share servers have one tab each.
 */
export function groupsOf(
  scenarios: readonly Scenario[],
  alone: readonly ProfileName[] = [],
): readonly (readonly Scenario[])[] {
  const profiles: readonly ProfileName[] = ['default', 'public-network', 'cookies-blocked'];
  return profiles.flatMap((name) => {
    const own = scenarios.filter(({ profile }) => profile === name);
    const size = alone.includes(name) ? 1 : 20;
    return Array.from({ length: Math.ceil(own.length / size) }, (_, index) =>
      own.slice(index * size, (index + 1) * size),
    );
  });
}

/**
 * The requests of a scenario that the extension must list: without DevTools, it does not see all.
 */
export const listed = (
  { unheard, unlisted }: Scenario,
  seen: readonly BrowserVerdict[],
): readonly BrowserVerdict[] => (unheard === undefined && !unlisted ? seen : []);

async function playGroup<Page extends PageUnderTest>(
  { browser, servers, play }: Stage<Page>,
  group: readonly Scenario[],
): Promise<ReadonlyMap<string, Played | Failed>> {
  const page = await browser.open('about:blank');
  const asked = new Map<string, Asked | Failed>();
  const counts = new Map<string, number>();
  for (const scenario of group) {
    const own = await servers(scenario);
    const one = await play(page, own, scenario).then(
      (said) => ({ servers: own, ...said }),
      (problem: unknown) => ({ problem }),
    );
    asked.set(scenario.id, one);
    if ('seen' in one) counts.set(scenario.id, listed(scenario, one.seen).length);
  }
  const panel = await browser.panelTab(page);
  const exchanges = await settledReport(browser, panel, counts);
  await panel.close();
  await page.close();
  const played = [...asked].map(([id, one]): [string, Played | Failed] => [
    id,
    'problem' in one
      ? one
      : { ...one, exchanges: exchanges.filter(({ url }) => isSubject(url, id)) },
  ]);
  return new Map(played);
}
