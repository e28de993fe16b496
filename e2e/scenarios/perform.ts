import type { Page } from 'playwright';
import type { BrowserUnderTest, BrowserVerdict } from '../harness/browser-under-test.ts';
import type { ScenarioServers } from '../servers/scenario-server.ts';
import type { Ask, Scenario } from './scenario.ts';

/** Defined by servers/scenario-page.js. */
declare const runFrom: (place: unknown, ask: unknown) => Promise<string>;

export type Performance = {
  readonly page: Page;
  /** What the page was told of each request. */
  readonly told: readonly string[];
  /** What the browser said of each request of the scenario, preflights and documents left out. */
  readonly verdicts: readonly BrowserVerdict[];
};

/** Plays a scenario in a new tab, until the browser has said how each request ended. */
export async function perform(
  browser: BrowserUnderTest,
  servers: ScenarioServers,
  scenario: Scenario,
): Promise<Performance> {
  servers.script(scenario.id, scenario.answers);
  const page = await browser.open(servers.url(scenario.id, scenario.page));
  const told: string[] = [];
  for (const ask of scenario.asks) told.push(await make(page, servers, scenario.id, ask));
  const seen = () => subjects(browser.browserVerdicts(page), scenario.id);
  const verdicts = scenario.said.is === 'unseen' ? seen() : await settled(seen);
  return { page, told, verdicts };
}

function make(
  page: Page,
  servers: ScenarioServers,
  scenario: string,
  { from = { kind: 'page' }, ...ask }: Ask,
): Promise<string> {
  const url = (target: string) => servers.url(scenario, target);
  const place =
    from.kind === 'worker'
      ? { ...from, url: url(from.url) }
      : from.kind === 'frame'
        ? { ...from, attributes: { ...from.attributes, src: url(from.attributes['src'] ?? '') } }
        : from;
  return page.evaluate(([where, what]) => runFrom(where, what), [
    place,
    { ...ask, url: url(ask.url) },
  ] as const);
}

/** Whether a URL is one that the scenario is about: not its documents and worker scripts. */
export const isSubject = (url: string, scenario: string): boolean =>
  url.includes(`/s/${scenario}/`) && !/\.html$|worker\.js$/.test(url);

const subjects = (verdicts: readonly BrowserVerdict[], scenario: string) =>
  verdicts.filter(({ urls, type }) => type !== 'Preflight' && isSubject(urls[0], scenario));

/** The protocol's events arrive a little later than the page's own. */
async function settled(read: () => readonly BrowserVerdict[]): Promise<readonly BrowserVerdict[]> {
  const deadline = Date.now() + 5_000;
  for (;;) {
    const verdicts = read();
    const done = verdicts.length > 0 && verdicts.every(({ outcome }) => outcome !== 'pending');
    if (done || Date.now() > deadline) return verdicts;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
