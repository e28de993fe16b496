import type { Header } from '../../src/model/header-list.ts';
import type {
  BrowserVerdict,
  DocumentUnderTest,
  ExportedExchange,
} from '../browsers/browser-under-test.ts';
import { forgetEvents, recordEvents } from '../browsers/event-recorder.ts';
import { type FirefoxUnderTest, launchFirefox } from '../browsers/firefox.ts';
import type { FirefoxPage } from '../browsers/firefox-page.ts';
import { type Ask, modeOf } from '../judge/ask.ts';
import { causesOf, judgeFirefox } from '../judge/firefox-judge.ts';
import { saidOfRequest } from '../judge/fixture.ts';
import { type ScenarioServers, startScenarioServers } from '../scripted-servers/scenario-server.ts';
import { compareScenario, type Oracle } from './compare.ts';
import { appScript, placesOf } from './page-files.ts';
import { casesOf } from './pair.ts';
import {
  byScenario,
  byServer,
  groupsOf,
  type Observing,
  type Played,
  type Run,
  stageOf,
  type Take,
  turnstile,
} from './run.ts';
import { type App, type ConformanceScenario, isCors } from './scenario.ts';

/** Tabs that play at the same time, and pages that each shows one after the other. */
const TABS = 2;
const PAGES_PER_TAB = 8;
/** How long the panel takes to read what a page got, with a margin. */
const TIMINGS_MS = 1_500;

/** A Firefox that plays generated scenarios. */
export type FirefoxLab = {
  readonly browser: FirefoxUnderTest;
  /** The page of the extension that records the events of requests. */
  readonly recorder: DocumentUnderTest;
  readonly devtools: boolean;
  readonly close: () => Promise<void>;
};

/** `devtools`: whether the panel is open meanwhile, as for most users. */
export async function startFirefoxLab({
  devtools = false,
  observe = null,
}: Observing & { readonly devtools?: boolean } = {}): Promise<FirefoxLab> {
  const browser = await launchFirefox({
    grantHosts: ['*://*.test/*', '*://*.invalid/*'],
    preferences: { 'network.dns.localDomains': 'shop.test' },
  });
  await browser.waitReady();
  // Any page of the extension may listen; this one itself does nothing.
  const recorder = await browser.extensionPage('src/devtools/devtools.html');
  await recordEvents(recorder);
  if (observe !== null) await browser.setObserving(observe);
  return { browser, recorder, devtools, close: browser.close };
}

/**
 * Plays the scenarios of a run in Firefox, and passes on each batch as soon as it is judged. Leaves
 * out what Firefox cannot do: a server's cookies, because it partitions those of other sites by
 * site.
 */
export async function conformInFirefox(
  { browser, recorder, devtools }: FirefoxLab,
  { seed, count }: Run,
  take: Take,
): Promise<void> {
  const groups = groupsOf(seed, count).map((group) => group.filter((one) => !crashesTab(one)));
  const opening = turnstile();
  await Promise.all(
    // Only the tab in front has DevTools.
    Array.from({ length: devtools ? 1 : TABS }, async () => {
      const families = await Promise.all(
        Array.from({ length: PAGES_PER_TAB }, () => startScenarioServers()),
      );
      for (let batch = groups.splice(0, PAGES_PER_TAB); batch.length > 0; ) {
        const page = await opening(() => browser.open('about:blank'));
        await take(await playBatch(browser, page, batch, families, devtools));
        await forgetEvents(recorder, browser.tabId(page));
        await page.close();
        batch = groups.splice(0, PAGES_PER_TAB);
      }
      for (const servers of families) await servers.close();
    }),
  );
}

/**
 * Firefox ESR 153, headless: if a request without CORS is redirected to `mailto:`, the tab's
 * process ends.
 */
const crashesTab = ({ asks, answers }: ConformanceScenario): boolean =>
  !asks.every(isCors) &&
  Object.values(answers).some(({ actual }) =>
    actual?.headers?.some(([name, value]) => name === 'Location' && value.startsWith('mailto:')),
  );

type Asked = Pick<Played, 'scenario' | 'servers' | 'verdicts'>;

async function playBatch(
  browser: FirefoxUnderTest,
  page: FirefoxPage,
  groups: readonly (readonly ConformanceScenario[])[],
  families: readonly ScenarioServers[],
  devtools: boolean,
): Promise<readonly Played[]> {
  const asked: Asked[] = [];
  const open = devtools ? await browser.devtoolsPanel(page) : null;
  for (const [index, group] of groups.entries()) {
    const servers = families[index];
    const app = group[0]?.app;
    if (servers === undefined || app === undefined) continue;
    asked.push(...(await playGroup(browser, page, servers, app, group)));
    // The page keeps its timings as long as it is shown.
    if (open !== null) await new Promise((resolve) => setTimeout(resolve, TIMINGS_MS));
  }
  const tab = open === null ? await browser.panelTab(page) : null;
  const exchanges = byScenario(await settled(browser, open ?? tab), ({ url }) => url);
  await tab?.close();
  return asked.map((one) => {
    const own = exchanges.get(one.scenario.id) ?? [];
    const compared = compareScenario(one.scenario, one.verdicts, own, stageOf(one), FIREFOX);
    return { ...one, ...compared, exchanges: own };
  });
}

async function settled(
  browser: FirefoxUnderTest,
  panel: DocumentUnderTest | null,
): Promise<readonly ExportedExchange[]> {
  if (panel === null) return [];
  const deadline = Date.now() + 3_000;
  for (;;) {
    const exchanges = (await browser.exported(panel))?.exchanges ?? [];
    const areSettled = exchanges.every(({ verdict }) => verdict !== 'pending');
    if (areSettled || Date.now() > deadline) return exchanges;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function playGroup(
  browser: FirefoxUnderTest,
  page: FirefoxPage,
  servers: ScenarioServers,
  app: App,
  group: readonly ConformanceScenario[],
): Promise<readonly Asked[]> {
  servers.script(app.id, byServer(appScript(app)));
  await page.goto(servers.url(app.id, `${app.page}/index.html`));
  await page.evaluate('settle(JSON.parse(json))', placesOf(servers, app));
  for (const { id, answers } of group) servers.script(id, byServer(answers));
  const told = new Map<string, readonly string[]>();
  const play = async (parts: readonly Part[]) => {
    const all = await page.evaluate<readonly string[][]>('play(JSON.parse(json))', parts);
    for (const [index, { id }] of parts.entries()) {
      told.set(id, [...(told.get(id) ?? []), ...(all[index] ?? [])]);
    }
  };
  const hear = (place: string) =>
    browser.consoleOf((text) => {
      // The console shows only CORS refusals of a worker without a tab.
      const ask = /^(shared|service) worker$/.test(place)
        ? { by: 'fetch', url: servers.url('mark', `api/${text}`) }
        : { by: 'mark', text };
      return page.evaluate('play(JSON.parse(json))', [{ place, asks: [ask] }]);
    });
  const parts = group.map(({ id, asks, context }) =>
    asks.map((ask): Part => {
      return { id, place: context, asks: [{ ...ask, url: servers.url(id, ask.url) }] };
    }),
  );
  // The console names a URL, not a request: one must be done before the next is made.
  const inTurn = async (parts: readonly Part[]) => {
    for (const [index, part] of parts.entries()) {
      await play([part]);
      const asked = parts.slice(0, index + 1).flatMap(({ asks }) => asks);
      await ended(browser, page, asked);
      await hear(part.place);
    }
  };
  await Promise.all([
    play(parts.filter((asks) => asks.length === 1).flat()),
    ...parts.filter((asks) => asks.length > 1).map(inTurn),
  ]);
  await ended(
    browser,
    page,
    parts.flat().flatMap(({ asks }) => asks),
  );
  for (const place of app.contexts) await hear(place);
  const verdicts = byScenario(requestsOf(browser, page), ({ urls }) => urls[0]);
  return group.map((scenario) => ({
    scenario,
    servers,
    verdicts: asSeen({ scenario, servers }, verdicts.get(scenario.id) ?? [], told),
  }));
}

/** One request of a scenario, as `play` in page.js takes it. */
type Part = { readonly id: string; readonly place: string; readonly asks: readonly Ask[] };

const requestsOf = (browser: FirefoxUnderTest, page: FirefoxPage): readonly BrowserVerdict[] =>
  browser.browserVerdicts(page).filter(({ type }) => type !== 'Preflight');

/** The page does not wait for the end of a beacon, nor even for its start. */
async function ended(
  browser: FirefoxUnderTest,
  page: FirefoxPage,
  asks: readonly Ask[],
): Promise<void> {
  const deadline = Date.now() + 3_000;
  const beacons = asks.filter(({ by }) => by === 'beacon').length;
  const urls = new Set(asks.map(({ url }) => url));
  for (;;) {
    const own = requestsOf(browser, page).filter(({ urls: [url] }) => urls.has(url));
    const sent = own.filter(({ type }) => type === 'Ping').length;
    const areAll = sent >= beacons && own.every(({ outcome }) => outcome !== 'pending');
    if (areAll || Date.now() > deadline) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const isGivenUp = (told = ''): boolean => told.startsWith('refused: The operation was aborted');

/** The page's code shows whether it got a response that came. */
function asSeen(
  asked: Pick<Played, 'scenario' | 'servers'>,
  verdicts: readonly BrowserVerdict[],
  told: ReadonlyMap<string, readonly string[]>,
): readonly BrowserVerdict[] {
  const { id, asks } = asked.scenario;
  const cases = casesOf(asks, verdicts, stageOf(asked)) ?? [];
  // If no ask matches, the comparison reports it.
  return cases.length === verdicts.length
    ? cases.map(({ ask, verdict }) => asToldOf(verdict, ask, told.get(id)?.[asks.indexOf(ask)]))
    : verdicts;
}

function asToldOf(verdict: BrowserVerdict, ask: Ask, told: string | undefined): BrowserVerdict {
  const isCode = ask.by === 'xhr' || (ask.by === 'fetch' && ask.abortAfter === undefined);
  // The page does not hear the end of what it has given up.
  if (isGivenUp(told) && verdict.corsError === null) {
    return { ...verdict, outcome: 'failed', errorText: 'NS_BINDING_ABORTED', answered: false };
  }
  const isRefused = isCode && told?.startsWith('refused') && verdict.outcome === 'finished';
  if (isRefused) return { ...verdict, outcome: 'failed' };
  // A redirect that the page wants to see itself ends there.
  const isLeft = told?.startsWith('opaqueredirect');
  return isLeft ? { ...verdict, outcome: 'failed', errorText: 'NS_BINDING_ABORTED' } : verdict;
}

const FIREFOX: Oracle = {
  judge: (ours, verdict, ask) => judgeFirefox(ours, saidOfRequest(verdict, modeOf(ask))),
  saidOf: (verdict, ask) => {
    const [cause] = causesOf(ask === undefined ? verdict : saidOfRequest(verdict, modeOf(ask)));
    if (cause !== undefined) return `blocked: ${cause} (${verdict.phase})`;
    return verdict.outcome === 'failed' ? `failed: ${verdict.errorText}` : verdict.outcome;
  },
  // Of two header lines, one of them empty, it gives extensions only the other.
  hides: ({ corsError }, scenario) =>
    corsError === 'CORSMultipleAllowOriginNotAllowed' &&
    (hasEmptyLine(scenario) || mayKeepEmptyLines(scenario)),
};

/** Whether a response has several lines of `Access-Control-Allow-Origin`, and one is empty. */
export const hasEmptyLine = ({ answers }: ConformanceScenario): boolean =>
  Object.values(answers).some(({ preflight, actual }) =>
    [preflight, actual].some((answer) => areSeveral(answer?.headers ?? [], '')),
  );

/**
 * Whether lines that repeat the origin were empty for an element without CORS, and the cache may
 * give its response to a later request.
 */
const mayKeepEmptyLines = ({ asks, answers }: ConformanceScenario): boolean =>
  asks.some((ask) => ask.by === 'element' && !isCors(ask)) &&
  Object.values(answers).some(({ actual }) => areSeveral(actual?.headers ?? [], '{origin}'));

/** Whether there are several lines of `Access-Control-Allow-Origin`, one of them with this value. */
const areSeveral = (headers: readonly Header[], value: string): boolean => {
  const values = headers.flatMap(([name, own]) =>
    name.toLowerCase() === 'access-control-allow-origin' ? [own] : [],
  );
  return values.length > 1 && values.includes(value);
};
