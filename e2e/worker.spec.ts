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

test('a worker stopped in the middle of a preflight loses nothing', async () => {
  const tab = await openTab('slow-preflight', {
    'api/slow': {
      preflight: { ...answer([allowOrigin('{origin}'), allowMethods('GET')]), delay: 600 },
    },
  });
  const url = servers.url('slow-preflight', 'api/slow');
  const told = ask(tab.page, url, { method: 'PUT' });
  await pause(250);
  await browser.stopWorker();
  expect(await told).toContain('refused');

  const ours = (await exchangesOf(tab.tabId, 1)).get(url);
  expect(ours?.hops).toHaveLength(1);
  expect(ours?.hops[0]).toMatchObject({
    preflight: { request: { method: 'OPTIONS' }, response: { status: 200 } },
  });
  expect(ours?.findings[0]).toMatchObject({ cause: 'method-not-allowed', phase: 'preflight' });
});

test('a worker stopped between two requests still knows the first', async () => {
  const tab = await openTab('two', {});
  const urls = ['api/first', 'api/second'].map((target) => servers.url('two', target));
  for (const url of urls) {
    await ask(tab.page, url, {});
    await pause(50);
    await browser.stopWorker();
  }
  const ours = await exchangesOf(tab.tabId, 2);
  for (const url of urls) expect(ours.get(url)?.findings[0]?.cause).toBe('missing-allow-origin');
});

/** A small pseudo-random generator: a failure can be repeated. @see https://prng.di.unimi.it */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32;
  };
}

type Kind = readonly [name: string, init: object, answers: Script[string]];
const KINDS: readonly [Kind, ...Kind[]] = [
  ['missing', {}, {}],
  ['allowed', {}, { actual: answer([allowOrigin('*')]) }],
  ['put-refused', { method: 'PUT' }, { preflight: answer([allowOrigin('*')]) }],
  ['put-404', { method: 'PUT' }, { preflight: answer([], 404) }],
  ['put-allowed', { method: 'PUT' }, { preflight: answer(generous), actual: answer(generous) }],
  ['put-then-missing', { method: 'PUT' }, { preflight: answer(generous) }],
];

test('120 requests under a worker that is stopped at random lose nothing', async () => {
  const seed = Number(process.env['SEED'] ?? 20_260_101);
  const random = generator(seed);
  const asks = Array.from({ length: 120 }, (_, index) => {
    const [name, init, answers] = KINDS[Math.floor(random() * KINDS.length)] ?? KINDS[0];
    const delay = Math.floor(random() * 60);
    const slowly = (one: Script[string]['actual']) => ({ ...one, delay });
    return {
      target: `api/${name}-${index}`,
      init,
      answers: { preflight: slowly(answers.preflight), actual: slowly(answers.actual) },
      at: Math.floor(random() * 4_000),
    };
  });
  const tab = await openTab(
    'random',
    Object.fromEntries(asks.map((one) => [one.target, one.answers])),
  );

  let stops = 0;
  let over = false;
  const stopping = (async () => {
    while (!over) {
      await pause(20 + random() * 250);
      await browser.stopWorker();
      stops += 1;
    }
  })();
  await Promise.all(
    asks.map(async ({ target, init, at }) => {
      await pause(at);
      await ask(tab.page, servers.url('random', target), init);
    }),
  );
  over = true;
  await stopping;

  const ours = await exchangesOf(tab.tabId, asks.length);
  const said = tab.verdicts.filter(
    ({ type, urls }) => type === 'Fetch' && urls[0].includes('/s/random/'),
  );
  expect(said).toHaveLength(asks.length);
  const problems = said.flatMap((verdict) => {
    const exchange = ours.get(verdict.urls[0]);
    if (exchange === undefined) return [`lost: ${verdict.method} ${verdict.urls[0]}`];
    return judge(exchange, verdict).problems.map((one) => `${verdict.urls[0]}: ${one}`);
  });
  console.log(`${asks.length} requests, ${stops} stops of the worker, seed ${seed}`);
  expect(stops).toBeGreaterThan(10);
  expect(problems).toEqual([]);
  expect(ours.size).toBe(asks.length);
});
