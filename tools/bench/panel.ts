import { type Browser, chromium, type Page } from 'playwright';
import { chromiumPath } from '../browsers/chromium-path.ts';
import { startLab } from '../panel-lab/server.ts';
import { table } from '../table.ts';
import { median } from './statistics.ts';

/**
 * The longest task of the page's main thread, in milliseconds of its own time, one number a round.
 */
type Longest = {
  readonly name: string;
  /** The panel. */
  readonly panel: readonly number[];
  /** The same page and the same work, without a panel. */
  readonly nothing: readonly number[];
};

type Act = {
  readonly name: string;
  /** How many requests the panel has when the act begins. */
  readonly state: 'empty' | 'large';
  readonly play: (page: Page) => Promise<unknown>;
};

declare global {
  interface Window {
    /** Created before the clock starts. */
    prepared: ReturnType<Window['traffic']['large']>;
  }
}

const SETTLED_MS = 1_500;
const SECONDS = 4;

/** From one end of the list to the other and back, a little with each frame. */
const scroll: Act['play'] = (page) =>
  page.evaluate(async (seconds) => {
    const pane = document.querySelector('.list-scroll') ?? document.documentElement;
    const frames = seconds * 60;
    for (let frame = 0; frame < frames; frame += 1) {
      await new Promise(requestAnimationFrame);
      const way = 1 - Math.abs(1 - (2 * frame) / frames);
      pane.scrollTop = way * (pane.scrollHeight - pane.clientHeight);
    }
  }, SECONDS);

/** 200 requests a second, in the batches in which the background sends them. */
const arrive: Act['play'] = (page) =>
  page.evaluate(async (seconds) => {
    const start = performance.now();
    for (let sent = 0; sent < seconds * 200; ) {
      const due = Math.floor((performance.now() - start) / 5);
      if (due > sent) window.lab.change(window.traffic.large(due - sent, 10_000 + sent));
      sent = Math.max(sent, due);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }, SECONDS);

/** A view that has just opened gets everything that the background has. */
const open: Act['play'] = async (page) => {
  await page.evaluate(() => window.lab.fill(window.prepared));
  await filled(page);
};

/** Resolves when all requests are listed. */
async function filled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('[aria-setsize="10000"], [aria-setsize="10001"]') !== null ||
      document.querySelector('#root > *') === null,
  );
}

/** Starts with the first key, and goes back to all rows. */
const search: Act['play'] = async (page) => {
  await page.keyboard.press('/');
  await page.keyboard.type('things/77 localhost', { delay: 150 });
  await page.keyboard.press('Escape');
  await page.waitForTimeout(500);
};

/** Every other way to see the list. */
const arrange: Act['play'] = async (page) => {
  const choices = page.locator('.list-choice, .chip');
  for (const choice of await choices.all()) {
    if ((await choice.getAttribute('class')) === 'chip') await choice.click();
    else await choice.selectOption({ index: 1 });
    await page.waitForTimeout(500);
  }
};

/** Everything, in the format with the most details. */
const exportAll: Act['play'] = async (page) => {
  const menu = page.getByTestId('export-menu');
  if ((await menu.count()) === 0) return;
  await menu.click();
  await page.getByTestId('export-json').click();
  await page.waitForFunction(() => window.lab.saved.length > 0, undefined, { timeout: 120_000 });
};

const ACTS: readonly Act[] = [
  { name: 'opening it on 10,000 requests', state: 'empty', play: open },
  { name: 'scrolling through 10,000 requests', state: 'large', play: scroll },
  { name: '200 requests a second arrive on top of 10,000', state: 'large', play: arrive },
  {
    name: 'both at once',
    state: 'large',
    play: (page) => Promise.all([scroll(page), arrive(page)]),
  },
  { name: 'searching among 10,000 requests', state: 'large', play: search },
  { name: 'filtering, grouping and sorting 10,000', state: 'large', play: arrange },
  { name: 'exporting 10,000 requests as JSON', state: 'large', play: exportAll },
];

/** Measures the panel in a real browser, without an extension around it, and prints a table. */
export async function showPanel(rounds: number): Promise<void> {
  const lab = await startLab();
  const executablePath = chromiumPath();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const results: Longest[] = [];
    for (const act of ACTS) {
      const [panel, nothing]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round += 1) {
        panel.push(await longestTask(browser, `${lab.url}?state=${act.state}`, act));
        nothing.push(await longestTask(browser, `${lab.url}?state=${act.state}&view=none`, act));
      }
      results.push({ name: act.name, panel, nothing });
    }
    print(results, rounds);
  } finally {
    await browser.close();
    await lab.close();
  }
}

function print(results: readonly Longest[], rounds: number): void {
  const milliseconds = (values: readonly number[]) => `${median(values).toFixed(1)} ms`;
  console.log(`\nThe longest task while the panel is used (median of ${rounds} rounds)\n`);
  console.log(
    table(
      [
        { title: 'what', width: 46 },
        { title: 'panel', width: 9 },
        { title: 'empty page', width: 10 },
        { title: 'ratio', width: 7 },
      ],
      results.map(({ name, panel, nothing }) => [
        name,
        milliseconds(panel),
        milliseconds(nothing),
        `×${(median(panel) / median(nothing)).toFixed(1)}`,
      ]),
    ),
  );
}

async function longestTask(browser: Browser, url: string, { state, play }: Act): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1_200, height: 800 } });
  await page.goto(url);
  await page.waitForFunction(() => document.querySelector('#root')?.hasChildNodes());
  if (state === 'large') await filled(page);
  await page.evaluate(() => {
    window.prepared = window.traffic.large(10_000);
  });
  await page.waitForTimeout(SETTLED_MS);
  await browser.startTracing(page, {
    categories: ['toplevel', 'blink.user_timing', 'disabled-by-default-devtools.timeline'],
  });
  await page.evaluate(() => performance.mark('bench'));
  await play(page);
  const trace: { readonly traceEvents: readonly TraceEvent[] } = JSON.parse(
    (await browser.stopTracing()).toString(),
  );
  await page.close();
  return longestOf(trace.traceEvents);
}

/** Times are in microseconds; `tdur` is the thread's own work, without other threads. */
type TraceEvent = {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
};

function longestOf(events: readonly TraceEvent[]): number {
  const mark = events.find(({ name }) => name === 'bench');
  if (mark === undefined) throw new Error('The trace does not show the page.');
  const tasks = events.filter(
    ({ name, pid, tid, ts }) =>
      name === 'RunTask' && pid === mark.pid && tid === mark.tid && ts > mark.ts,
  );
  return tasks.reduce((most, { tdur, dur }) => Math.max(most, tdur ?? dur ?? 0), 0) / 1_000;
}
