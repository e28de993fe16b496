import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContext, chromium } from 'playwright';
import { watchContext } from '../../src/playwright/watch.ts';
import { chromiumPath } from '../browsers/chromium-path.ts';
import { table } from '../table.ts';
import { median, ratio } from './statistics.ts';

/** What a page with this many requests costs in a test of Playwright, with our fixture and without. */
const REQUESTS = 50;
const PARALLEL = 6;

type Cost = { readonly wall: number; readonly processor: number };

/** Prints the cost of `crosscheck/playwright` beside that of the page. */
export async function showWatching(rounds: number): Promise<void> {
  const [api, closeApi] = await listen((_, response) => {
    response.setHeader('access-control-allow-origin', '*').end(ITEMS);
  });
  const [page, closePage] = await listen((_, response) => {
    response.setHeader('content-type', 'text/html').end(pageAsking(`http://127.0.0.1:${api}`));
  });
  const executablePath = chromiumPath();
  const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
  const url = `http://localhost:${page}/`;
  const costs = { without: [] as Cost[], watched: [] as Cost[] };
  try {
    for (const watched of [false, true]) await visit(browser, url, watched);
    for (let round = 0; round < rounds; round += 1) {
      for (const watched of round % 2 === 0 ? [false, true] : [true, false]) {
        costs[watched ? 'watched' : 'without'].push(await visit(browser, url, watched));
      }
    }
  } finally {
    await browser.close();
    closeApi();
    closePage();
  }
  const row = (name: string, part: keyof Cost) => {
    const [without, watched] = [costs.without, costs.watched].map((all) =>
      all.map((one) => one[part]),
    );
    return [
      name,
      ...[without ?? [], watched ?? []].map((all) => `${Math.round(median(all))} ms`),
      ratio(watched ?? [], without ?? []),
    ];
  };
  console.log(
    `\nA page with ${REQUESTS} requests in a Playwright test (median of ${rounds} rounds)\n`,
  );
  console.log(
    table(
      [
        { title: 'what', width: 34 },
        { title: 'without', width: 10 },
        { title: 'watched', width: 10 },
        { title: 'ratio', width: 8 },
      ],
      [
        row('until the page has all of them', 'wall'),
        row('processor: browser and test', 'processor'),
      ],
    ),
  );
}

const ITEMS = JSON.stringify(
  Array.from({ length: 40 }, (_, id) => ({ id, name: `item ${id}`, note: 'x'.repeat(20) })),
);

const pageAsking = (server: string): string => `<!doctype html><title>bench</title><script>
  (async () => {
    const ask = async (id) => (await fetch('${server}/items/' + id)).json();
    const ids = [...Array(${REQUESTS}).keys()];
    while (ids.length > 0) await Promise.all(ids.splice(0, ${PARALLEL}).map(ask));
    document.title = 'done';
  })();
</script>`;

async function listen(listener: RequestListener): Promise<readonly [number, () => void]> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return [(server.address() as AddressInfo).port, close];
}

async function visit(browser: Browser, url: string, watched: boolean): Promise<Cost> {
  const context = await browser.newContext();
  try {
    return await timed(context, url, watched);
  } finally {
    await context.close();
  }
}

async function timed(context: BrowserContext, url: string, watched: boolean): Promise<Cost> {
  const watch = watched ? watchContext(context) : null;
  const page = await context.newPage();
  await watch?.ready();
  const [start, before] = [performance.now(), processorTime()];
  await page.goto(url);
  await page.waitForFunction(() => document.title === 'done');
  return { wall: performance.now() - start, processor: processorTime() - before };
}

/** Milliseconds of this process and of those that it started. Only Linux tells: elsewhere, its own. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  const all = processes();
  const started = new Set([process.pid]);
  // A process can have a smaller number than its parent.
  for (let size = 0; size < started.size; ) {
    size = started.size;
    for (const [pid, { parent }] of all) if (started.has(parent)) started.add(pid);
  }
  started.delete(process.pid);
  const ticks = [...started].reduce((sum, pid) => sum + (all.get(pid)?.ticks ?? 0), 0);
  return (user + system) / 1000 + ticks * TICK;
}

/** Milliseconds of one unit in which Linux counts. */
const TICK = 10;

function processes(): ReadonlyMap<number, { readonly parent: number; readonly ticks: number }> {
  const found = new Map<number, { readonly parent: number; readonly ticks: number }>();
  for (const name of foldersOfProcesses()) {
    try {
      const line = readFileSync(`/proc/${name}/stat`, 'utf8');
      // The name of a program can contain anything. The numbers follow its bracket.
      const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
      const [parent, user, system] = [1, 11, 12].map((at) => Number(fields[at]));
      found.set(Number(name), { parent: parent ?? 0, ticks: (user ?? 0) + (system ?? 0) });
    } catch {
      // It has just ended.
    }
  }
  return found;
}

function foldersOfProcesses(): readonly string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}
