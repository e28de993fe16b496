import type {
  BrowserUnderTest,
  BrowserVerdict,
  DocumentUnderTest,
  ExportedExchange,
  PageUnderTest,
} from '../../tools/browsers/browser-under-test.ts';
import type { Ask } from '../../tools/judge/ask.ts';
import type { ScenarioServers } from '../../tools/scripted-servers/scenario-server.ts';
import { isSubject } from '../../tools/scripted-servers/scenario-server.ts';
import type { Place, Scenario } from './scenario.ts';

/** Defined by tools/scripted-servers/scenario-page.js. */
declare const prepare: (place: unknown) => Promise<void>;
declare const runThere: (ask: unknown) => Promise<string>;

type Performance = {
  /** What the page got for each request. */
  readonly told: readonly string[];
  /** What the browser said of each request of the scenario, without preflights and documents. */
  readonly verdicts: readonly BrowserVerdict[];
};

/**
 * Makes the requests of a scenario, whose page is open. Waits until the browser has said how each
 * ended.
 */
export async function askFrom<Page extends PageUnderTest>(
  browser: BrowserUnderTest<Page, DocumentUnderTest>,
  page: Page,
  servers: ScenarioServers,
  scenario: Scenario,
): Promise<Performance> {
  await page.evaluate((place: Place) => prepare(place), placeOf(servers, scenario));
  await browser.listening(page);
  const told: string[] = [];
  for (const ask of scenario.asks) {
    const absolute = { ...ask, url: servers.url(scenario.id, ask.url) };
    told.push(await page.evaluate((one: Ask) => runThere(one), absolute));
  }
  const seen = () => subjects(browser.browserVerdicts(page), scenario.id);
  const verdicts = scenario.said.is === 'unseen' ? seen() : await settled(seen);
  return { told, verdicts };
}

/** The place from which a scenario asks, with absolute URLs. */
export function placeOf(servers: ScenarioServers, { id, from }: Scenario): Place {
  if (from.kind === 'worker') return { ...from, url: servers.url(id, from.url) };
  if (from.kind === 'page') return from;
  const src = servers.url(id, from.attributes['src'] ?? '');
  return { ...from, attributes: { ...from.attributes, src } };
}

/** The verdicts on a scenario's own requests. */
export const subjects = (verdicts: readonly BrowserVerdict[], scenario: string) =>
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

/**
 * A panel's report of a scenario's requests, once it lists `count` of them and says how each ended,
 * or after some seconds.
 */
export async function settledExchanges<Page extends PageUnderTest>(
  browser: Pick<BrowserUnderTest<Page>, 'exported'>,
  panel: Page,
  scenario: string,
  count: number,
): Promise<readonly ExportedExchange[]> {
  const exchanges = await settledReport(browser, panel, new Map([[scenario, count]]));
  return exchanges.filter(({ url }) => isSubject(url, scenario));
}

/** Everything that a panel's report lists, once that is true of each of the scenarios. */
export async function settledReport<Page extends PageUnderTest>(
  browser: Pick<BrowserUnderTest<Page>, 'exported'>,
  panel: Page,
  counts: ReadonlyMap<string, number>,
): Promise<readonly ExportedExchange[]> {
  const deadline = Date.now() + 3_000;
  for (;;) {
    const exchanges = (await browser.exported(panel))?.exchanges ?? [];
    const settled = [...counts].every(([scenario, count]) => {
      const own = exchanges.filter(({ url }) => isSubject(url, scenario));
      return own.length === count && own.every(({ verdict }) => verdict !== 'pending');
    });
    if (settled || Date.now() > deadline) return exchanges;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
