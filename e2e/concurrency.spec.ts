import { expect, type Page, test } from 'playwright/test';
import type { ExportedExchange } from '../tools/browsers/browser-under-test.ts';
import { playwrightSession } from '../tools/browsers/cdp-session.ts';
import { type ChromiumUnderTest, exportJson, launchChromium } from '../tools/browsers/chromium.ts';
import { randomOf } from '../tools/random.ts';
import { type BurstServer, startBurstServer } from '../tools/scripted-servers/burst-server.ts';
import { type Burst, burstOf, fire } from './concurrency/burst.ts';
import { problemsOf } from './concurrency/compare.ts';
import { recordTruth, type Truth } from './concurrency/truth.ts';

/** `BURSTS=50 SEED=7 npm run e2e -- concurrency` fires more bursts, with another seed. */
const BURSTS = Number(process.env['BURSTS'] ?? 8);
const SEED = Number(process.env['SEED'] ?? 1);
const [FEWEST, MOST] = [20, 120];
const ABORTED = 0.1;

let server: BurstServer;
let browser: ChromiumUnderTest;
const random = randomOf(`bursts ${SEED}`);

test.beforeAll(async () => {
  server = await startBurstServer(randomOf(`delays ${SEED}`));
  browser = await launchChromium();
  await browser.waitReady();
});
test.afterAll(async () => {
  await browser.close();
  await server.close();
});

type Tab = {
  readonly page: Page;
  readonly panel: Page;
  readonly truth: (url: string) => ReadonlyMap<string, Truth>;
};

async function openTab(): Promise<Tab> {
  const page = await browser.open(server.page);
  const session = await browser.context.newCDPSession(page);
  const truth = await recordTruth(playwrightSession(session));
  return { page, panel: await browser.panelTab(page), truth };
}

/** The browser's verdict on each request of a burst, once all have ended. */
async function truthOf(tab: Tab, { url, shots }: Burst): Promise<ReadonlyMap<string, Truth>> {
  const ended = () => [...tab.truth(url).values()].filter(({ outcome }) => outcome !== 'pending');
  await expect.poll(() => ended().length).toBe(shots.length);
  return tab.truth(url);
}

/** The panel's report of a burst, once it knows how each request ended. */
async function oursOf(tab: Tab, { url, shots }: Burst): Promise<readonly ExportedExchange[]> {
  // The browser delays the frames of a page in the background.
  await tab.panel.bringToFront();
  const deadline = Date.now() + 15_000;
  for (;;) {
    const report = await exportJson(tab.panel);
    const exchanges = (report?.exchanges ?? []).filter((one) => one.url === url);
    const settled = exchanges.every(({ verdict }) => verdict !== 'pending');
    if ((settled && exchanges.length >= shots.length) || Date.now() > deadline) return exchanges;
    await tab.page.waitForTimeout(50);
  }
}

async function fired(tab: Tab, url: string, size: number): Promise<Burst> {
  const shots = burstOf(random, size, ABORTED);
  return { url, shots, order: await tab.page.evaluate(fire, { url, shots }) };
}

/** Everything that the extension got wrong about a burst. */
async function judged(tab: Tab, burst: Burst): Promise<readonly string[]> {
  const truth = await truthOf(tab, burst);
  const ours = await oursOf(tab, burst);
  await tab.panel.getByRole('button', { name: 'Clear' }).click();
  await expect(tab.panel.getByTestId('export-menu')).toBeDisabled();
  tally(truth);
  return problemsOf(burst, truth, ours);
}

const count = { requests: 0, preflights: 0, blocked: 0, aborted: 0 };

function tally(truth: ReadonlyMap<string, Truth>): void {
  for (const { corsError, errorText, preflights } of truth.values()) {
    count.requests += 1;
    count.preflights += preflights.size;
    if (corsError !== null) count.blocked += 1;
    if (errorText === 'net::ERR_ABORTED') count.aborted += 1;
  }
}

test(`${BURSTS} bursts to one URL each: every preflight is paired with its own request`, async () => {
  test.setTimeout(30_000 + BURSTS * 5_000);
  const tabs = [await openTab(), await openTab()];
  const problems: string[] = [];
  for (let round = 0; round < BURSTS; round += 1) {
    const url = `${server.api}/burst/${round}`;
    const size = FEWEST + Math.floor(random.next() * (MOST - FEWEST + 1));
    // Every second burst comes from two tabs at once.
    const firing = round % 2 === 0 ? tabs.slice(0, 1) : tabs;
    const share = Math.ceil(size / firing.length);
    const bursts = await Promise.all(
      firing.map(async (tab) => ({ tab, burst: await fired(tab, url, share) })),
    );
    for (const { tab, burst } of bursts) problems.push(...(await judged(tab, burst)));
  }
  console.log(`Seed ${SEED}, ${BURSTS} bursts:`, count, `${problems.length} problems`);
  expect(count.preflights).toBeGreaterThan(FEWEST * BURSTS * 0.5);
  expect(problems).toEqual([]);
  expect(browser.extensionErrors()).toEqual([]);
});
