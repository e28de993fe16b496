import { expect, test } from 'playwright/test';
import type { BrowserVerdict, ExportedExchange } from './harness/browser-under-test.ts';
import { launchRawChromium, type RawChromium, type RawPage } from './harness/raw-chromium.ts';
import { openRawPanel, rawExport, tabIdByUrl } from './harness/raw-panel.ts';
import { recordVerdicts } from './harness/verdict-recorder.ts';
import { judge } from './scenarios/judge.ts';
import { allowMethods, allowOrigin, answer, generous } from './scenarios/scenario.ts';
import {
  type ScenarioServers,
  type Script,
  startScenarioServers,
} from './servers/scenario-server.ts';

/**
 * The browser stops the extension's worker whenever it likes. No Playwright here: it would keep
 * the worker alive.
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
  readonly verdicts: readonly BrowserVerdict[];
};

async function openTab(id: string, script: Script): Promise<Tab> {
  servers.script(id, script);
  const url = servers.url(id, 'page/index.html');
  let verdicts: readonly BrowserVerdict[] = [];
  const page = await browser.open(url, async (session) => {
    ({ verdicts } = await recordVerdicts(session));
  });
  const extensionPage = await browser.open(`${browser.extensionOrigin}/manifest.json`);
  return { page, tabId: await tabIdByUrl(extensionPage, url), verdicts };
}

const ask = (page: RawPage, url: string, init: object): Promise<string> =>
  page.evaluate(`run(${JSON.stringify({ by: 'fetch', url, init })})`);

/** Milliseconds in which a worker starts and takes in what waited for it, with room to spare. */
const QUIET = 600;
const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** The report's exchanges, by URL, once it lists `count` of them and none is pending. */
async function exchangesOf(tabId: number, count: number): Promise<Map<string, ExportedExchange>> {
  const panel = await openRawPanel(browser, tabId);
  const deadline = Date.now() + 5_000;
  for (;;) {
    const exchanges = (await rawExport(panel))?.exchanges ?? [];
    const settled = exchanges.every(({ verdict }) => verdict !== 'pending');
    if ((settled && exchanges.length >= count) || Date.now() > deadline) {
      return new Map(exchanges.map((one) => [one.url, one]));
    }
    await pause(100);
  }
}

/** Something that answers wait for. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/**
 * Waits until the servers have received `count` requests, and long enough for a worker that has
 * to start first to be told of them. The browser stops no worker that is still being told
 * something; where it is forced to, it drops what it was about to tell, and no extension sees it.
 */
async function received(id: string, count: number): Promise<void> {
  while (servers.received(id).length < count) await pause(10);
  await pause(QUIET);
}

test('a worker stopped in the middle of a preflight loses nothing', async () => {
  const { opened, open } = gate();
  const preflight = { ...answer([allowOrigin('{origin}'), allowMethods('GET')]), after: opened };
  const tab = await openTab('slow-preflight', { 'api/slow': { preflight } });
  const url = servers.url('slow-preflight', 'api/slow');
  const told = ask(tab.page, url, { method: 'PUT' });
  await received('slow-preflight', 2);
  await browser.stopWorker();
  open();
  expect(await told).toContain('refused');

  const ours = (await exchangesOf(tab.tabId, 1)).get(url);
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
  for (const url of urls) expect(ours.get(url)?.findings[0]?.cause).toBe('missing-allow-origin');
});

const KINDS: readonly (readonly [name: string, init: object, answers: Script[string]])[] = [
  ['missing', {}, {}],
  ['allowed', {}, { actual: answer([allowOrigin('*')]) }],
  ['put-refused', { method: 'PUT' }, { preflight: answer([allowOrigin('*')]) }],
  ['put-404', { method: 'PUT' }, { preflight: answer([], 404) }],
  ['put-allowed', { method: 'PUT' }, { preflight: answer(generous), actual: answer(generous) }],
  ['put-then-missing', { method: 'PUT' }, { preflight: answer(generous) }],
];

const ROUNDS = 10;
const PER_ROUND = 2 * KINDS.length;
const PUTS_THAT_PASS = 4;

test('120 requests whose worker is stopped before each answer lose nothing', async () => {
  const tab = await openTab('rounds', {});
  let stops = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const [preflights, actuals] = [gate(), gate()];
    const targets = [...KINDS, ...KINDS].map(([name, init, answers], index) => ({
      // Chromium opens six connections to a server, and each of these waits on one.
      target: `${index < KINDS.length ? 'api' : 'other'}/${name}-${round}-${index}`,
      init,
      answers: {
        preflight: { ...answers.preflight, after: preflights.opened },
        actual: { ...answers.actual, after: actuals.opened },
      },
    }));
    servers.script('rounds', Object.fromEntries(targets.map((one) => [one.target, one.answers])));
    const told = targets.map(({ target, init }) =>
      ask(tab.page, servers.url('rounds', target), init),
    );
    await received('rounds', PER_ROUND);
    await browser.stopWorker();
    preflights.open();
    await received('rounds', PER_ROUND + PUTS_THAT_PASS);
    await browser.stopWorker();
    actuals.open();
    await Promise.all(told);
    await pause(QUIET);
    stops += 2;
  }

  const ours = await exchangesOf(tab.tabId, ROUNDS * PER_ROUND);
  const said = tab.verdicts.filter(({ type }) => type === 'Fetch');
  const problems = said.flatMap((verdict) => {
    const exchange = ours.get(verdict.urls[0]);
    if (exchange === undefined) return [`lost: ${verdict.method} ${verdict.urls[0]}`];
    return judge(exchange, verdict).problems.map((one) => `${verdict.urls[0]}: ${one}`);
  });
  console.log(`${said.length} requests, ${stops} stops of the worker, ${problems.length} problems`);
  expect(problems).toEqual([]);
  expect(said).toHaveLength(ROUNDS * PER_ROUND);
  expect(ours.size).toBe(said.length);
});
