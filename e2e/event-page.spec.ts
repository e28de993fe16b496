import { expect, test } from 'playwright/test';
import type { ExportedExchange } from '../tools/browsers/browser-under-test.ts';
import { type FirefoxUnderTest, launchFirefox } from '../tools/browsers/firefox.ts';
import type { FirefoxPage } from '../tools/browsers/firefox-page.ts';
import { firefoxPath } from '../tools/browsers/firefox-path.ts';
import { type Random, randomOf } from '../tools/random.ts';
import { type BurstServer, startBurstServer } from '../tools/scripted-servers/burst-server.ts';

/** Firefox stops the extension's event page when it is idle, and starts it for the next event. */
test.skip(firefoxPath() === undefined, 'no Firefox');
test.setTimeout(180_000);

let browser: FirefoxUnderTest;
let server: BurstServer;

test.beforeAll(async () => {
  server = await startBurstServer(randomOf('delays of an event page'));
  browser = await launchFirefox();
  await browser.waitReady();
});
test.afterAll(async () => {
  await browser.close();
  await server.close();
});

/** `STOPS=100 SEED=7 npm run e2e -- event-page` stops it more often, at other moments. */
const STOPS = Number(process.env['STOPS'] ?? 25);
const SEED = Number(process.env['SEED'] ?? 1);
const LONGEST_PAUSE = 60;

/** A request with the one header that it carries, and its outcome at the burst server. */
type Shot = { readonly method: string; readonly header: string; readonly outcome: string };

/** Each header is in one request only, so it shows whose a preflight is. */
const KINDS: readonly ((name: string) => Shot)[] = [
  (name) => ({ method: 'PUT', header: `x-ok-${name}`, outcome: 'allowed' }),
  (name) => ({ method: 'PATCH', header: `x-no-${name}`, outcome: 'header-not-allowed' }),
  (name) => ({ method: 'PURGE', header: `x-ok-${name}`, outcome: 'method-not-allowed' }),
  (name) => ({ method: 'DELETE', header: `x-mute-${name}`, outcome: 'missing-allow-origin' }),
  (name) => ({ method: 'PUT', header: `x-moved-${name}`, outcome: 'allowed' }),
];

/** Runs in the page: makes all requests at once; resolves with whether each was answered. */
const fire = (burst: { readonly url: string; readonly shots: readonly Shot[] }) =>
  Promise.all(
    burst.shots.map(({ method, header }) =>
      fetch(burst.url, { method, headers: { [header]: '1' } }).then(
        (response) => response.text().then(() => true),
        () => false,
      ),
    ),
  );

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/**
 * Fires a burst and stops the event page at random moments of it, as often as possible. Some
 * responses are on their way then, others are still to come.
 * @returns How often it was stopped.
 */
async function stoppedBurst(
  page: FirefoxPage,
  shots: readonly Shot[],
  random: Random,
): Promise<number> {
  const { privileged, extensionId } = browser;
  let over = false;
  const firing = page.evaluate(fire, { url: `${server.api}/burst`, shots }).finally(() => {
    over = true;
  });
  let stops = 0;
  while (!over) {
    await pause(random.next() * LONGEST_PAUSE);
    // After a stop, only a response starts it again, and the last one may have come already.
    if ((await privileged.backgroundState(extensionId)) !== 'running') continue;
    if (random.chance(0.5)) server.hold();
    if (await privileged.stopBackground(extensionId)) stops += 1;
    server.release();
  }
  expect(await firing).toEqual(shots.map(({ outcome }) => outcome === 'allowed'));
  return stops;
}

/** The report's exchanges, once it lists `count` of them and none is pending. */
async function exported(page: FirefoxPage, count: number): Promise<readonly ExportedExchange[]> {
  const panel = await browser.panelTab(page);
  const deadline = Date.now() + 15_000;
  for (;;) {
    const exchanges = (await browser.exported(panel))?.exchanges ?? [];
    const areSettled = exchanges.every(({ verdict }) => verdict !== 'pending');
    if ((areSettled && exchanges.length >= count) || Date.now() > deadline) {
      await panel.close();
      return exchanges;
    }
    await pause(100);
  }
}

/** Our headers in a request and its preflights. */
function headersOf({ hops }: ExportedExchange): readonly string[] {
  const names = hops.flatMap(({ request, preflight }) => [
    ...(request?.headers ?? []).map(([name]) => name),
    ...(preflight?.request.headers ?? []).map(([, value]) => value),
  ]);
  return [...new Set(names.filter((name) => /^x-(ok|no|mute|moved)-/.test(name)))];
}

/**
 * A sentence for each request that is not listed exactly once, with its own preflights and its own
 * outcome.
 */
function problemsOf(shots: readonly Shot[], listed: readonly ExportedExchange[]): string[] {
  const mixed = listed.filter((exchange) => headersOf(exchange).length !== 1);
  const problems = mixed.map((one) => `one of ${headersOf(one).join(' and ') || 'nobody'}`);
  for (const { header, outcome } of shots) {
    const own = listed.filter((exchange) => headersOf(exchange).includes(header));
    const said = own.map(({ verdict, findings: [first], hops }) => {
      const asked = hops.every(({ preflight }) => preflight !== null) ? '' : ' without a preflight';
      return `${verdict === 'blocked' ? first?.cause : verdict}${asked}`;
    });
    if (said.join() !== outcome) problems.push(`${header}: ${said.join() || 'lost'}`);
  }
  return problems;
}

test(`${STOPS} stops at random moments lose nothing and mix nothing up`, async () => {
  test.setTimeout(60_000 + STOPS * 3_000);
  const random = randomOf(`stops of an event page ${SEED}`);
  const page = await browser.open(server.page);
  const shots: Shot[] = [];
  let stops = 0;
  while (stops < STOPS) {
    const burst = KINDS.map((kind) => kind(`${shots.length}-${random.next()}`));
    shots.push(...burst);
    stops += await stoppedBurst(page, burst, random);
  }
  const ours = await exported(page, shots.length);
  const problems = problemsOf(shots, ours);
  console.log(`${shots.length} requests, ${stops} stops, ${problems.length} problems`);
  expect(problems).toEqual([]);
  expect(ours).toHaveLength(shots.length);
  expect(browser.extensionErrors()).toEqual([]);
  await page.close();
});

/** The labels of a panel's rows; the selected ones have a mark. */
const ROWS = `[...document.querySelectorAll('[data-testid=exchange-row]')].map(
  (row) => row.dataset.key + (row.getAttribute('aria-selected') === 'true' ? ' (selected)' : ''))`;

test('the panel in the toolbox keeps its selection when the event page is stopped', async () => {
  const page = await browser.open(server.page);
  const ask = (path: string) => {
    const shots: readonly Shot[] = [{ method: 'DELETE', header: `x-mute-${path}`, outcome: '' }];
    return page.evaluate(fire, { url: `${server.api}/${path}`, shots });
  };
  const panel = await browser.devtoolsPanel(page);
  const rows = () => panel.evaluate<readonly string[]>(ROWS);
  const selected = async () => (await rows()).filter((row) => row.endsWith('(selected)'));
  await ask('first');
  await ask('second');
  await expect.poll(rows, { timeout: 20_000 }).toHaveLength(2);
  await panel.click('[data-testid=exchange-row]:not([aria-selected=true])');
  await expect.poll(selected).toHaveLength(1);
  const chosen = await selected();
  for (const [index, path] of ['third', 'fourth'].entries()) {
    expect(await browser.privileged.stopBackground(browser.extensionId)).toBe(true);
    // Only the panel starts it here.
    const state = () => browser.privileged.backgroundState(browser.extensionId);
    await expect.poll(state, { timeout: 20_000 }).toBe('running');
    expect(await rows()).toHaveLength(2 + index);
    await ask(path);
    await expect.poll(rows, { timeout: 20_000 }).toHaveLength(3 + index);
    expect(await selected()).toEqual(chosen);
  }
  expect(browser.extensionErrors()).toEqual([]);
  await page.close();
});
