import { expect, test } from 'playwright/test';
import type { ExportedExchange } from '../tools/browsers/browser-under-test.ts';
import {
  launchRawChromium,
  type RawChromium,
  type RawPage,
} from '../tools/browsers/raw-chromium.ts';
import { openRawPanel, rawExport, tabIdByUrl } from '../tools/browsers/raw-panel.ts';
import { type Random, randomOf } from '../tools/random.ts';
import { type BurstServer, startBurstServer } from '../tools/scripted-servers/burst-server.ts';
import {
  type ScenarioServers,
  type Script,
  startScenarioServers,
} from '../tools/scripted-servers/scenario-server.ts';
import { type Burst, burstOf, fire } from './concurrency/burst.ts';
import { problemsOf } from './concurrency/compare.ts';
import { recordTruth } from './concurrency/truth.ts';
import { allowMethods, allowOrigin, answer } from './scenarios/scenario.ts';

/**
 * The browser may stop the extension's worker at any time. Playwright is not used here, because it
 * would keep the worker alive.
 */
let servers: ScenarioServers;
let browser: RawChromium;

test.beforeAll(async () => {
  servers = await startScenarioServers();
  browser = await launchRawChromium();
});
test.afterAll(async () => {
  await browser.close();
  await servers.close();
});

type Tab = {
  readonly page: RawPage;
  readonly tabId: number;
};

async function openTab(id: string, script: Script): Promise<Tab> {
  servers.script(id, script);
  const url = servers.url(id, 'page/index.html');
  const page = await browser.open(url);
  const extensionPage = await browser.open(`${browser.extensionOrigin}/manifest.json`);
  return { page, tabId: await tabIdByUrl(extensionPage, url) };
}

const ask = (page: RawPage, url: string, init: object): Promise<string> =>
  page.evaluate(`run(${JSON.stringify({ by: 'fetch', url, init })})`);

/**
 * Milliseconds in which a worker starts and takes in the events that waited for it, with a margin.
 */
const QUIET = 600;
const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** The report's exchanges, once it lists `count` of them and none is pending. */
async function exchangesOf(tabId: number, count: number): Promise<readonly ExportedExchange[]> {
  const panel = await openRawPanel(browser, tabId);
  const deadline = Date.now() + 15_000;
  for (;;) {
    const exchanges = (await rawExport(panel))?.exchanges ?? [];
    const settled = exchanges.every(({ verdict }) => verdict !== 'pending');
    if ((settled && exchanges.length >= count) || Date.now() > deadline) {
      return exchanges;
    }
    await pause(100);
  }
}

/** Something that responses wait for. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/**
 * Waits until the servers have received `count` requests, and until a worker that must start first
 * has heard of them. The browser stops no worker that it is sending events. If it is forced to, it
 * drops the events that it was about to send, and no extension sees them.
 */
async function received(id: string, count: number): Promise<void> {
  while (servers.received(id).length < count) await pause(10);
  await pause(QUIET);
}

test('a worker stopped during a preflight loses nothing', async () => {
  const { opened, open } = gate();
  const preflight = { ...answer([allowOrigin('{origin}'), allowMethods('GET')]), after: opened };
  const tab = await openTab('slow-preflight', { 'api/slow': { preflight } });
  const url = servers.url('slow-preflight', 'api/slow');
  const told = ask(tab.page, url, { method: 'PUT' });
  await received('slow-preflight', 2);
  await browser.stopWorker();
  open();
  expect(await told).toContain('refused');

  const [ours] = await exchangesOf(tab.tabId, 1);
  expect(ours?.hops).toHaveLength(1);
  expect(ours?.hops[0]).toMatchObject({
    preflight: {
      request: { headers: expect.arrayContaining([['Access-Control-Request-Method', 'PUT']]) },
      response: { status: 200 },
    },
  });
  expect(ours?.findings[0]).toMatchObject({ cause: 'method-not-allowed', phase: 'preflight' });
});

test('a worker stopped between two requests still knows the first', async () => {
  const tab = await openTab('two', {});
  const urls = ['api/first', 'api/second'].map((target) => servers.url('two', target));
  for (const url of urls) {
    await ask(tab.page, url, {});
    await pause(QUIET);
    await browser.stopWorker();
  }
  const ours = await exchangesOf(tab.tabId, 2);
  expect(ours.map(({ url }) => url).toSorted()).toEqual(urls);
  for (const { findings } of ours) expect(findings[0]?.cause).toBe('missing-allow-origin');
});

/** `REQUESTS=5000 SEED=7 npm run e2e -- worker` fires more requests, with another seed. */
const REQUESTS = Number(process.env['REQUESTS'] ?? 200);
const SEED = Number(process.env['SEED'] ?? 1);
const PER_BURST = 50;

type Stage = { readonly server: BurstServer; readonly page: RawPage; readonly control: RawPage };

/**
 * Waits until the extension has heard of everything: it has stored a later request, and nothing
 * more of the bursts than at the previous check.
 */
async function nothingBeingTold({ page, control }: Stage): Promise<void> {
  let before = -1;
  for (let stored = await afterMark(page, control); stored !== before; ) {
    before = stored;
    await pause(QUIET / 6);
    stored = await afterMark(page, control);
  }
}

let marks = 0;

/** How often the stored state mentions the bursts, once it mentions a request made just now. */
async function afterMark(page: RawPage, control: RawPage): Promise<number> {
  marks += 1;
  // Browsers forbid this port, so no server is needed.
  const mark = `http://127.0.0.1:1/mark-${marks}.`;
  await page.evaluate(`fetch('${mark}').catch(() => {})`);
  for (;;) {
    const mentions = await control.evaluate<number | null>(
      `chrome.storage.session.get().then(JSON.stringify).then((text) =>
        text.includes('${mark}') ? text.split('/burst/').length : null)`,
    );
    if (mentions !== null) return mentions;
    await pause(40);
  }
}

/** Fires a burst, and stops the worker at random moments of it, while it is sent no events. */
async function stoppedBurst(
  stage: Stage,
  url: string,
  random: Random,
): Promise<{ readonly burst: Burst; readonly stops: number }> {
  const shots = burstOf(random, PER_BURST, 0);
  let over = false;
  const firing = stage.page
    .evaluate<readonly string[]>(`(${fire})(${JSON.stringify({ url, shots })})`)
    .finally(() => {
      over = true;
    });
  let stops = 0;
  while (!over) {
    await pause(random.next() * 120);
    stage.server.hold();
    await nothingBeingTold(stage);
    await browser.stopWorker();
    stops += 1;
    await pause(random.next() * 40);
    stage.server.release();
  }
  return { burst: { url, shots, order: await firing }, stops };
}

test(`${REQUESTS} requests whose worker is stopped at random moments lose nothing`, async () => {
  test.setTimeout(30_000 + REQUESTS * 300);
  const random = randomOf(`stops ${SEED}`);
  const server = await startBurstServer(randomOf(`delays ${SEED}`));
  const control = await browser.open(`${browser.extensionOrigin}/manifest.json`);
  let truth: Awaited<ReturnType<typeof recordTruth>> = () => new Map();
  const page = await browser.open(server.page, async (session) => {
    truth = await recordTruth(session);
  });
  const tabId = await tabIdByUrl(control, server.page);
  const bursts: Burst[] = [];
  let stops = 0;
  for (let done = 0; done < REQUESTS; done += PER_BURST) {
    const fired = await stoppedBurst(
      { server, page, control },
      `${server.api}/burst/${done}`,
      random,
    );
    bursts.push(fired.burst);
    stops += fired.stops;
  }
  const ours = await exchangesOf(tabId, REQUESTS);
  await server.close();
  const problems = bursts.flatMap((burst) => problemsOf(burst, truth(burst.url), ours));
  console.log(`${REQUESTS} requests, ${stops} stops of the worker, ${problems.length} problems`);
  expect(problems).toEqual([]);
  expect(stops).toBeGreaterThan(bursts.length);
});

/** `KILLS=200 SEED=7 npm run e2e -- worker` stops it more often, at other moments. */
const KILLS = Number(process.env['KILLS'] ?? 25);

/** A request with the one header that it carries, and its outcome at the burst server. */
type Shot = { readonly method: string; readonly header: string; readonly outcome: string };

const shotsOf = (name: string): readonly Shot[] => [
  { method: 'PUT', header: `x-ok-${name}`, outcome: 'allowed' },
  { method: 'PATCH', header: `x-no-${name}`, outcome: 'header-not-allowed' },
  { method: 'PURGE', header: `x-ok-not-${name}`, outcome: 'method-not-allowed' },
  { method: 'DELETE', header: `x-mute-${name}`, outcome: 'missing-allow-origin' },
  { method: 'PUT', header: `x-moved-${name}`, outcome: 'allowed' },
];

/** Runs in the page: makes all requests at once, and waits until each has ended. */
const fireAll = (url: string, shots: readonly Shot[]) =>
  Promise.allSettled(
    shots.map(({ method, header }) => fetch(url, { method, headers: { [header]: '1' } })),
  ).then(() => true);

/** Our headers in a request and its preflights, and those that the observed page gave it. */
function headersOf({ hops, seen }: ExportedExchange): readonly string[] {
  const names = hops.flatMap(({ request, preflight }) => [
    ...(request?.headers ?? []).map(([name]) => name),
    ...(preflight?.request.headers ?? []).map(([, value]) => value),
  ]);
  const given = seen.declared?.headerNames ?? [];
  return [...new Set([...names, ...given].filter((name) => /^x-(ok|no|mute|moved)-/.test(name)))];
}

/**
 * Counts the requests with the right verdict and the open ones, and says what is wrong with the
 * rest.
 */
function tally(shots: readonly Shot[], listed: readonly ExportedExchange[]) {
  const right = new Set<string>();
  const wrong: string[] = [];
  let open = 0;
  for (const exchange of listed) {
    const { verdict, findings } = exchange;
    const said = verdict === 'blocked' ? findings[0]?.cause : verdict;
    const headers = headersOf(exchange);
    // Where the stop lost a request's headers, it may be any of its method.
    const may = shots.filter(({ method, header }) =>
      headers.length === 0 ? method === exchange.method : header === headers[0],
    );
    if (verdict === 'undetermined') open += 1;
    else if (headers.length < 2 && may.some(({ outcome }) => outcome === said)) {
      right.add(headers[0] ?? exchange.id);
    } else wrong.push(`${headers.join(' and ') || exchange.url}: ${said}`);
  }
  return { right: right.size, open, wrong };
}

/** The headers of the requests that are not listed, or left open. */
const untold = (shots: readonly Shot[], listed: readonly ExportedExchange[]): readonly string[] => {
  const told = listed.filter(({ verdict }) => verdict !== 'undetermined').flatMap(headersOf);
  return shots.map(({ header }) => header).filter((header) => !told.includes(header));
};

const ended = async (panel: RawPage): Promise<readonly ExportedExchange[]> =>
  ((await rawExport(panel))?.exchanges ?? []).filter(({ verdict }) => verdict !== 'pending');

/** Runs in any page of the extension: resolves when a worker runs and has restored what it knew. */
const wake = (tabId: number): string => `new Promise((resolve) => {
  const port = chrome.runtime.connect({ name: 'view' });
  port.onMessage.addListener(() => {
    port.disconnect();
    resolve(true);
  });
  port.postMessage({ type: 'subscribe', tabId: ${tabId} });
})`;

/** What the panel says about missing requests. */
const INTERRUPTED = `document.querySelector('[data-testid=state-interrupted]')?.textContent ?? ''`;

test(`${KILLS} stops while events are being sent: no verdict is wrong, and the panel says so`, async () => {
  test.setTimeout(60_000 + KILLS * 500);
  const random = randomOf(`kills ${SEED}`);
  const server = await startBurstServer(randomOf(`delays of kills ${SEED}`));
  const control = await browser.open(`${browser.extensionOrigin}/manifest.json`);
  const page = await browser.open(server.page);
  const tabId = await tabIdByUrl(control, server.page);
  const panel = await openRawPanel(browser, tabId);
  await pause(QUIET);
  const shots: Shot[] = [];
  for (let kills = 0; kills < KILLS; kills += 1) {
    const burst = shotsOf(String(kills));
    shots.push(...burst);
    // Now and then all is told before the stop. Otherwise a run may lose each of them.
    const undisturbed = kills % 5 === 0;
    if (undisturbed) await control.evaluate(wake(tabId));
    // What a stop left of others with the same URL and method could be taken for these.
    const url = undisturbed ? `${server.api}/undisturbed/${kills}` : `${server.api}/kill`;
    const firing = page.evaluate(`(${fireAll})(${JSON.stringify(url)}, ${JSON.stringify(burst)})`);
    if (undisturbed) {
      await firing;
      await expect
        .poll(async () => untold(burst, await ended(panel)), { timeout: 15_000 })
        .toEqual([]);
    }
    await pause(random.next() * 60);
    await browser.stopWorker();
    await firing;
  }
  const interrupted = () => panel.evaluate<string>(INTERRUPTED);
  await expect.poll(interrupted, { timeout: 15_000 }).toContain('requests may be missing');
  const { right, open, wrong } = tally(shots, await ended(panel));
  console.log(`${shots.length} requests, ${KILLS} stops: ${right} told right, ${open} left open`);
  expect(wrong).toEqual([]);
  // Otherwise the browser may drop the navigation, as it drops requests.
  await control.evaluate(wake(tabId));
  await page.evaluate('location.reload()');
  await expect.poll(interrupted, { timeout: 15_000 }).toBe('');
  await server.close();
});
