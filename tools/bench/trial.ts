import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { originOf } from '../../src/model/origin.ts';
import type { TrialPlan } from '../../src/model/trial.ts';
import { launchRawChromium, type RawChromium, type RawPage } from '../browsers/raw-chromium.ts';
import { tabIdByUrl } from '../browsers/raw-panel.ts';
import { table } from '../table.ts';
import { median, ratio } from './statistics.ts';

/** Few, so that the extension has soon taken in what it was told of them. */
const COUNT = 200;
const PARALLEL = 50;

/** When the requests are timed: each round has all three. */
const MOMENTS = ['before', 'during', 'after'] as const;
type Moment = (typeof MOMENTS)[number];
/** One number a round. */
type Timings = Record<Moment, number[]>;

/**
 * Times what else the browser requests before a trial, while it runs, and after its end. Also adds
 * up the work of the browser and the extension: other programs of the machine hardly change it.
 */
export async function showTrial(rounds: number): Promise<void> {
  const servers = await Promise.all([listen(PAGE), listen('{}'), listen('{}')]);
  const [page, tried, other] = servers.map(portOf);
  const browser = await launchRawChromium();
  try {
    const view = await browser.open(`${browser.extensionOrigin}/manifest.json`);
    const url = `http://localhost:${page}/`;
    const tab = await browser.open(url);
    const tabId = await tabIdByUrl(view, url);
    const otherTab = await browser.open(`${url}?other`);
    const [server, stranger] = [`http://127.0.0.1:${tried}`, `http://127.0.0.1:${other}`];
    const trial = trialIn(view, tabId, planFor(server, url));
    const rows = [
      { name: 'other server, same tab', from: tab, to: stranger, ...unmeasured() },
      { name: 'same server, other tab', from: otherTab, to: server, ...unmeasured() },
      { name: 'the request that is tried', from: tab, to: server, ...unmeasured() },
    ];
    for (const { from, to } of rows) await time(from, to);
    for (let round = 0; round < rounds; round += 1) {
      for (const moment of MOMENTS) {
        if (moment !== 'before') await trial.set(moment === 'during');
        for (const { from, to, timings, work } of rows) {
          // Else the extension would still work on the requests before.
          await trial.rest();
          const before = await workOf(browser);
          timings[moment].push(await time(from, to));
          await trial.rest();
          work[moment].push((await workOf(browser)) - before);
        }
      }
    }
    show(rows, rounds);
  } finally {
    await browser.close();
    for (const one of servers) one.close();
  }
}

type Row = {
  readonly name: string;
  /** Milliseconds until the page had all of them. */
  readonly timings: Timings;
  /** Milliseconds of all processors, until the extension had taken them in. */
  readonly work: Timings;
};

function show(rows: readonly Row[], rounds: number): void {
  console.log(`\n${COUNT} requests while a fix is tried in a tab (median of ${rounds} rounds)\n`);
  console.log(
    table(
      [
        { title: 'requests', width: 32 },
        ...MOMENTS.map((title) => ({ title, width: 7 })),
        { title: 'during / before', width: 15 },
        { title: 'after / before', width: 14 },
      ],
      rows.flatMap(({ name, timings, work }) => [
        cells(name, timings),
        cells(`${name}: work`, work),
      ]),
    ),
  );
}

const cells = (name: string, { before, during, after }: Timings): readonly string[] => [
  name,
  ...[before, during, after].map((all) => `${Math.round(median(all))} ms`),
  ratio(during, before),
  ratio(after, before),
];

const noTimings = (): Timings => ({ before: [], during: [], after: [] });
const unmeasured = () => ({ timings: noTimings(), work: noTimings() });

type ProcessInfo = { readonly cpuTime: number };

/** How many milliseconds of a processor all processes of the browser have used so far. */
async function workOf({ session }: RawChromium): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const all = processInfo as readonly ProcessInfo[];
  return all.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
}

const planFor = (server: string, page: string): TrialPlan => ({
  server: originOf(server),
  origin: originOf(page),
  stack: 'Django',
  exchange: '1',
  preflight: null,
  actual: [['access-control-allow-origin', originOf(page)]],
});

/** Begins and ends a trial as the panel does, without a panel whose drawing would be timed too. */
function trialIn(view: RawPage, tabId: number, plan: TrialPlan) {
  const tell = (message: object) =>
    view.evaluate(`(globalThis.port ??= chrome.runtime.connect({ name: 'view' }))
      .postMessage(${JSON.stringify({ tabId, ...message })})`);
  const count = () =>
    view.evaluate<number>(
      'chrome.declarativeNetRequest.getSessionRules().then((all) => all.length)',
    );
  return {
    /** Resolves once the browser has the rules of the trial, or none: earlier requests come first. */
    set: async (on: boolean): Promise<void> => {
      await tell(on ? { type: 'try', holder: 'bench', plan } : { type: 'end-trial' });
      const deadline = Date.now() + 60_000;
      while ((await count()) > 0 !== on) {
        if (Date.now() > deadline) throw new Error('The trial does not begin or end.');
      }
    },
    /** Resolves once the extension has taken in all earlier requests: it answers in order. */
    rest: () =>
      view.evaluate<null>(`new Promise((rested) => {
        const port = chrome.runtime.connect({ name: 'view' });
        port.onMessage.addListener(() => {
          port.disconnect();
          rested(null);
        });
        port.postMessage({ type: 'subscribe', tabId: ${NO_TAB} });
      })`),
  };
}

/** No tab has it, so there is little to tell of it. */
const NO_TAB = 999_999_999;

/** The milliseconds that a page needs for its requests. It measures itself. */
const time = (page: RawPage, server: string): Promise<number> =>
  page.evaluate<number>(`(async () => {
    let started = 0;
    const line = async () => {
      while (started < ${COUNT}) {
        started += 1;
        await (await fetch('${server}/' + started)).text();
      }
    };
    const begin = performance.now();
    await Promise.all(Array.from({ length: ${PARALLEL} }, line));
    return performance.now() - begin;
  })()`);

const PAGE = '<!doctype html><link rel="icon" href="data:,"><title>Bench</title>';

/** Lets in every page, so that the same requests pass with a trial and without one. */
async function listen(text: string): Promise<Server> {
  const server = createServer((_, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response
      .setHeader('cache-control', 'no-store')
      .setHeader('content-type', 'text/html')
      .end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
