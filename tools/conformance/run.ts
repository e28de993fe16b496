import type { Page } from 'playwright';
import type { BrowserVerdict, ExportedExchange } from '../browsers/browser-under-test.ts';
import { type ChromiumUnderTest, exportJson, launchChromium } from '../browsers/chromium.ts';
import { forgetEvents, recordEvents } from '../browsers/event-recorder.ts';
import type { Ask } from '../judge/ask.ts';
import {
  isSubject,
  type ScenarioServers,
  type Script,
  startScenarioServers,
} from '../scripted-servers/scenario-server.ts';
import { type Compared, compareScenario } from './compare.ts';
import { GROUP, scenarioOf } from './generate.ts';
import { appScript, type Place, placesOf } from './page-files.ts';
import { casesOf, type Stage } from './pair.ts';
import type { App, ConformanceScenario } from './scenario.ts';
import { recordWorkers, type WorkerVerdicts } from './worker-verdicts.ts';

/** Defined by page.js. */
declare const settle: (places: readonly Place[]) => Promise<void>;
declare const play: (scenarios: readonly unknown[]) => Promise<readonly (readonly string[])[]>;

export type Run = { readonly seed: number; readonly count: number };

/** A scenario and everything that was said of its requests. */
export type Played = Compared & {
  readonly scenario: ConformanceScenario;
  readonly servers: ScenarioServers;
  readonly verdicts: readonly BrowserVerdict[];
  readonly exchanges: readonly ExportedExchange[];
};

/** Tabs that play at the same time, and pages that each shows one after the other. */
const TABS = 3;
const PAGES_PER_TAB = 8;

export type Lab = {
  readonly browser: ChromiumUnderTest;
  readonly workers: WorkerVerdicts;
  readonly close: () => Promise<void>;
};

/** `observe`: whether pages are observed; null leaves that to the browser's default. */
export async function startLab({ observe = null }: Observing = {}): Promise<Lab> {
  const browser = await launchChromium({
    grantHosts: ['*://*.test/*', '*://*.invalid/*'],
    switches: ['--host-resolver-rules=MAP *.test 127.0.0.1, MAP *.invalid ~NOTFOUND'],
  });
  await browser.waitReady();
  await recordEvents(await browser.background());
  const workers = await recordWorkers(browser.context);
  if (observe !== null) await browser.setObserving(observe);
  return { browser, workers, close: () => browser.close() };
}

export type Observing = { readonly observe?: boolean | null };

export type Take = (played: readonly Played[]) => Promise<void>;

/** Plays the scenarios of a run, and passes on each batch as soon as it is judged. */
export async function conform(lab: Lab, { seed, count }: Run, take: Take): Promise<void> {
  const groups = groupsOf(seed, count);
  const opening = turnstile();
  await Promise.all(
    Array.from({ length: TABS }, async () => {
      // The same servers serve one page after the other: URLs differ, and exchanges of other pages
      // are not in the same tab.
      const families = await Promise.all(
        Array.from({ length: PAGES_PER_TAB }, () => startScenarioServers()),
      );
      for (let batch = groups.splice(0, PAGES_PER_TAB); batch.length > 0; ) {
        await playBatch({ ...lab, opening }, batch, families, take);
        batch = groups.splice(0, PAGES_PER_TAB);
      }
      for (const servers of families) await servers.close();
    }),
  );
}

export function groupsOf(seed: number, count: number): ConformanceScenario[][] {
  const all = Array.from({ length: count }, (_, index) => scenarioOf(seed, index));
  return Array.from({ length: Math.ceil(count / GROUP) }, (_, group) =>
    all.slice(group * GROUP, (group + 1) * GROUP),
  );
}

export type OneAtATime = <T>(task: () => Promise<T>) => Promise<T>;

export function turnstile(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const mine = last.then(task);
    last = mine.catch(() => {});
    return mine;
  };
}

type Hall = Omit<Lab, 'close'> & { readonly opening: OneAtATime };

/**
 * Plays some pages' scenarios in one tab, one page after the other, and then exports all from the
 * panel.
 */
async function playBatch(
  { browser, workers, opening }: Hall,
  groups: readonly (readonly ConformanceScenario[])[],
  families: readonly ScenarioServers[],
  take: Take,
): Promise<void> {
  const page = await opening(() => browser.open('about:blank'));
  const played: Pick<Played, 'scenario' | 'servers' | 'verdicts'>[] = [];
  for (const [index, group] of groups.entries()) {
    const servers = families[index];
    const app = group[0]?.app;
    if (servers === undefined || app === undefined) continue;
    const read = await enter(page, { browser, workers }, app, servers);
    await setCookies(browser, servers, group);
    for (const { id, answers } of group) servers.script(id, byServer(answers));
    const told = await page.evaluate(
      (scenarios) => play(scenarios),
      group.map(({ id, asks, context }) => ({
        place: context,
        asks: asks.map((ask) => ({ ...ask, url: servers.url(id, ask.url) })),
      })),
    );
    await ended(read, group);
    const verdicts = byScenario(read(), ({ urls }) => urls[0]);
    for (const [place, scenario] of group.entries()) {
      const own = verdicts.get(scenario.id) ?? [];
      played.push({
        scenario,
        servers,
        verdicts: asTold({ scenario, servers }, own, told[place] ?? []),
      });
    }
  }
  const exchanges = byScenario(await reported(browser, page, opening), ({ url }) => url);
  const all = played.map((one) => {
    const own = exchanges.get(one.scenario.id) ?? [];
    const compared = compareScenario(one.scenario, one.verdicts, own, stageOf(one));
    return { ...one, ...compared, exchanges: own };
  });
  await take(all);
  await forgetEvents(await browser.background(), browser.tabId(page));
  await page.close();
}

/** The protocol never reports some ends. A page that read the response has seen it. */
function asTold(
  asked: Pick<Played, 'scenario' | 'servers'>,
  verdicts: readonly BrowserVerdict[],
  told: readonly string[],
): readonly BrowserVerdict[] {
  const { asks } = asked.scenario;
  const cases = casesOf(asks, verdicts, stageOf(asked)) ?? [];
  const isRead = (ask: Ask) => ask.by === 'fetch' && told[asks.indexOf(ask)] === 'opaque 0';
  if (cases.length !== verdicts.length) return verdicts;
  return cases.map(({ ask, verdict }) => {
    const isOver = verdict.outcome === 'pending' && verdict.answered && isRead(ask);
    return isOver ? { ...verdict, outcome: 'finished' } : verdict;
  });
}

/** Uses the trustworthy name of the server that also answers as `insecure`. */
export const byServer = (script: Script): Script =>
  Object.fromEntries(
    Object.entries(script).map(([target, answers]) => [
      target.replace(/^insecure\//, 'public/'),
      answers,
    ]),
  );

/** Opens an app's page; resolves when everything in it is listened to. */
async function enter(
  page: Page,
  { browser, workers }: Pick<Lab, 'browser' | 'workers'>,
  app: App,
  servers: ScenarioServers,
): Promise<() => readonly BrowserVerdict[]> {
  servers.script(app.id, byServer(appScript(app)));
  await page.goto(servers.url(app.id, `${app.page}/index.html`));
  const places = placesOf(servers, app);
  await page.evaluate((wanted) => settle(wanted), places);
  await browser.listening(page);
  const lists = [browser.browserVerdicts(page)];
  for (const place of places) {
    if (place.kind === 'shared-worker') lists.push(await workers.of(place.url));
  }
  return () => lists.flat().filter(({ type }) => type !== 'Preflight');
}

/** Cookies that go to one scenario's URLs only, on any page. */
async function setCookies(
  { context }: ChromiumUnderTest,
  servers: ScenarioServers,
  group: readonly ConformanceScenario[],
): Promise<void> {
  const cookies = group.flatMap(({ id, cookies }) =>
    cookies.map((server) => ({
      name: 'user',
      value: 'somebody',
      domain: new URL(servers.origin(server)).hostname,
      path: `/s/${id}/`,
      secure: server !== 'insecure',
      sameSite: server === 'insecure' ? ('Lax' as const) : ('None' as const),
    })),
  );
  if (cookies.length > 0) await context.addCookies(cookies);
}

/** The protocol's events arrive a little later than the page's own. */
async function ended(
  read: () => readonly BrowserVerdict[],
  group: readonly ConformanceScenario[],
): Promise<void> {
  const deadline = Date.now() + 3_000;
  const isOfGroup = ({ urls: [url] }: BrowserVerdict) =>
    group.some(({ id }) => url.includes(`/s/${id}/`));
  // The page does not wait for them.
  const beacons = group.flatMap(({ asks }) => asks).filter(({ by }) => by === 'beacon').length;
  for (;;) {
    const own = read().filter(isOfGroup);
    const sent = own.filter(({ type }) => type === 'Ping').length;
    const areAll = sent >= beacons && own.every(({ outcome }) => outcome !== 'pending');
    if (areAll || Date.now() > deadline) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The panel's export once nothing is pending, or after some seconds. */
async function reported(
  browser: ChromiumUnderTest,
  page: Page,
  opening: OneAtATime,
): Promise<readonly ExportedExchange[]> {
  const panel = await opening(() => browser.panelTab(page));
  const deadline = Date.now() + 3_000;
  for (;;) {
    const exchanges = (await exportJson(panel))?.exchanges ?? [];
    if (exchanges.every(({ verdict }) => verdict !== 'pending') || Date.now() > deadline) {
      await panel.close();
      return exchanges;
    }
    await panel.waitForTimeout(100);
  }
}

export function byScenario<T>(
  items: readonly T[],
  urlOf: (item: T) => string,
): Map<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const [, id = ''] = /\/s\/([^/]+)\//.exec(urlOf(item)) ?? [];
    if (!isSubject(urlOf(item), id)) continue;
    groups.set(id, [...(groups.get(id) ?? []), item]);
  }
  return groups;
}

export function stageOf({ scenario, servers }: Pick<Played, 'scenario' | 'servers'>): Stage {
  const { app, context, asks } = scenario;
  const isOpaque = context === 'sandboxed frame' || context === 'data frame';
  const origin = servers.origin(context === 'cross-site frame' ? 'other' : app.page);
  const asked = new URL(servers.url(scenario.id, asks[0].url)).origin;
  return { origin: isOpaque ? 'null' : origin, asked };
}
