import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright';
import type { Browser as ExtensionApi } from 'webextension-polyfill';
import type { ExportedExchange } from '../browsers/browser-under-test.ts';
import { type ChromiumUnderTest, exportJson, launchChromium } from '../browsers/chromium.ts';
import type { LabStack, PrintedSnippet } from '../real-servers/lab-stack.ts';
import { django314 } from '../real-servers/stacks/django.ts';
import { express5 } from '../real-servers/stacks/express-5.ts';
import { nodeHttpLab } from '../real-servers/stacks/node-http.ts';
import { type Host, startHost } from './host.ts';
import { type Ledger, newLedger, type ShownRow } from './ledger.ts';
import { type Ask, type Life, lifeOf, type Step } from './life.ts';

declare const chrome: ExtensionApi;

/** What one life showed. */
export type Lived = {
  readonly life: Life;
  /** Claims that turned out false, and numbers that disagreed. */
  readonly problems: readonly string[];
  /** How many proofs without a condition were held against the real server. */
  readonly proofs: number;
  readonly asks: number;
};

export type GameLab = {
  readonly browser: ChromiumUnderTest;
  readonly stacks: readonly [LabStack, ...LabStack[]];
  /** The port of the pages. */
  readonly port: number;
  readonly close: () => Promise<void>;
};

/** Starts the browser, and finds out which servers can run here. */
export async function startGame(): Promise<GameLab> {
  const others: LabStack[] = [];
  for (const stack of [nodeHttpLab, django314]) {
    if ((await stack.ready()) === null) others.push(stack);
  }
  const pages = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><link rel="icon" href="data:,"><iframe src="about:blank">');
  }).listen(0, '127.0.0.1');
  await once(pages, 'listening');
  const { port } = pages.address() as AddressInfo;
  const browser = await launchChromium({ devtools: true });
  await browser.waitReady();
  await browser.context.addCookies([
    { name: 'session', value: '1', domain: 'localhost', path: '/', sameSite: 'Lax' },
  ]);
  return {
    browser,
    stacks: [express5, ...others],
    port,
    close: async () => {
      await browser.close();
      pages.close();
    },
  };
}

/** Plays the life with this number. */
export async function playLife(lab: GameLab, seed: number, number: number): Promise<Lived> {
  const life = lifeOf(seed, number, lab.stacks.length);
  const origin = `http://${life.host}:${lab.port}`;
  const host = await startHost(lab.stacks[life.server] ?? lab.stacks[0], life.settings, origin);
  const page = await lab.browser.open(origin);
  const panel = await lab.browser.panelTab(page);
  const table: Table = { lab, page, panel, host, ledger: newLedger() };
  const problems: string[] = [];
  let proofs = 0;
  try {
    for (const [index, step] of life.steps.entries()) {
      const found = await playStep(table, step);
      proofs += found.proofs;
      problems.push(
        ...[...found.problems, ...(await claims(table))].map(
          (problem) =>
            `life ${life.name}, step ${index} (${step.kind}), ${host.stack()}: ${problem}`,
        ),
      );
    }
    return { life, problems, proofs, asks: table.ledger.size() };
  } catch (error) {
    throw new Error(`life ${life.name}: ${String(error)}\n${host.log().slice(-2_000)}`);
  } finally {
    await panel.close();
    await page.close();
    await host.close();
  }
}

type Table = {
  readonly lab: GameLab;
  readonly page: Page;
  readonly panel: Page;
  readonly host: Host;
  readonly ledger: Ledger;
};

type Found = { readonly problems: readonly string[]; readonly proofs: number };

const NOTHING: Found = { problems: [], proofs: 0 };

async function playStep(table: Table, step: Step): Promise<Found> {
  const { host, lab } = table;
  switch (step.kind) {
    case 'ask':
      await asked(table, step.ask);
      return NOTHING;
    case 'settings':
      await host.write(step.to);
      if (step.restart) await host.restart();
      return NOTHING;
    case 'replace':
      await host.replace(lab.stacks[step.by] ?? lab.stacks[0], step.to);
      return NOTHING;
    case 'down':
      await host.whileDown(async () => void (await asked(table, step.ask, true)));
      return NOTHING;
    case 'paste':
      return pasted(table, step);
  }
}

type Remedy = {
  readonly stack: string;
  readonly snippets: readonly PrintedSnippet[];
  readonly proof: { readonly text: string };
};

type Diagnosed = ExportedExchange & { readonly remedies: readonly Remedy[] };

/** Pastes the fix for the page's last request as it is printed, and holds the proof to its word. */
async function pasted(table: Table, step: Step & { readonly kind: 'paste' }): Promise<Found> {
  const { host, ledger } = table;
  const last = ledger.last();
  if (last === null || last.got !== 'refused' || host.isStale()) return NOTHING;
  const exchange = (await exchanges(table)).at(-1);
  const remedy = exchange?.remedies.find(({ stack }) => stack === host.stack());
  if (exchange?.verdict !== 'blocked' || remedy === undefined) return NOTHING;
  const isFirst = exchange.remedies[0] === remedy;
  await host.paste(remedy.snippets.filter(({ file }) => file !== 'terminal'));
  if (step.restart) await host.restart();
  const got = await asked(table, last.ask);
  const isProved = isFirst && !remedy.proof.text.startsWith('Proved if');
  const isHeld = isProved && step.restart;
  const lines = remedy.snippets.map(({ code }) => code).join('\n');
  const problems =
    isHeld && got === 'refused' ? [`false Proved: ${JSON.stringify(last.ask)}\n${lines}`] : [];
  if (step.revert) {
    await host.revert();
    await host.restart();
  }
  return { problems, proofs: isHeld ? 1 : 0 };
}

async function asked({ page, host, ledger }: Table, ask: Ask, isDown = false): Promise<string> {
  const told = await request(page, host.origin, ask);
  const got = isDown ? 'failed' : told;
  ledger.add(ask, got);
  return got;
}

async function request(page: Page, origin: string, ask: Ask): Promise<string> {
  const { from, path, ...init } = ask;
  const frame = page.frames()[from === 'frame' ? 1 : 0] ?? page.mainFrame();
  return frame.evaluate(
    async ([url, options, inWorker]) => {
      if (!inWorker) {
        return fetch(url, options).then(
          ({ status }) => `status ${status}`,
          () => 'refused',
        );
      }
      const code = `fetch(${JSON.stringify(url)}, ${JSON.stringify(options)}).then(
        ({ status }) => postMessage('status ' + status), () => postMessage('refused'))`;
      const worker = new Worker(URL.createObjectURL(new Blob([code])));
      const told = await new Promise<string>((resolve) => {
        worker.onmessage = ({ data }) => resolve(String(data));
      });
      worker.terminate();
      return told;
    },
    [`${origin}${path}`, { cache: 'no-store', ...init }, from === 'worker'] as const,
  );
}

/** The report's exchanges, once it lists every request and none is pending. */
async function exchanges({ panel, page, ledger }: Table): Promise<readonly Diagnosed[]> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    await panel.bringToFront();
    const all = ((await exportJson(panel))?.exchanges ?? []) as readonly Diagnosed[];
    const isWhole = all.length >= ledger.size() && all.every((one) => one.verdict !== 'pending');
    if (isWhole || Date.now() > deadline) {
      await page.bringToFront();
      if (!isWhole) throw new Error(`the report lists ${all.length} of ${ledger.size()} requests`);
      return all;
    }
    await panel.waitForTimeout(50);
  }
}

/** What the rows claim against what happened, and the numbers against each other. */
async function claims(table: Table): Promise<readonly string[]> {
  const { ledger, panel, page, lab } = table;
  if (ledger.size() === 0) return [];
  await exchanges(table);
  await panel.bringToFront();
  const deadline = Date.now() + 3_000;
  for (;;) {
    const rows = await rowsOf(panel);
    const count = rows.filter(({ state }) => state === 'blocked').length;
    const summary = (await panel.getByTestId('summary').textContent()) ?? '';
    const inPanel = Number(/^(\d+) blocked/.exec(summary)?.[1] ?? 0);
    const badge = Number((await badgeOf(lab.browser, page)) || 0);
    const isOne = count === inPanel && count === badge;
    const lies = ledger.lies(rows);
    if ((isOne && lies.length === 0) || Date.now() > deadline) {
      await page.bringToFront();
      const told = `rows ${count}, summary ${inPanel}, badge ${badge}`;
      return [...lies, ...(isOne ? [] : [`counts disagree: ${told}`])];
    }
    await panel.waitForTimeout(50);
  }
}

const rowsOf = (panel: Page): Promise<readonly ShownRow[]> =>
  panel.getByTestId('exchange-row').evaluateAll((rows) =>
    rows.map((row) => ({
      key: row.getAttribute('data-key') ?? '',
      state: row.getAttribute('data-verdict') ?? '',
    })),
  );

const badgeOf = async (browser: ChromiumUnderTest, page: Page): Promise<string> =>
  (await browser.background()).evaluate(
    (tabId) => chrome.action.getBadgeText({ tabId }),
    browser.tabId(page),
  );
