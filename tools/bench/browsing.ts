import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromiumPath } from '../browsers/chromium-path.ts';
import { CHROME_BUILD, chromiumProfile, chromiumSwitches } from '../browsers/profile.ts';
import { idleExtension } from './idle-extension.ts';

/** Milliseconds for the measured requests, one number a round. */
export type Timings = {
  readonly watched: readonly number[];
  readonly unwatched: readonly number[];
};
export type Browsing = { readonly none: Timings; readonly idle: Timings; readonly ours: Timings };

const COUNT = 1000;
const PARALLEL = 50;
const PAGE = readFileSync(join(import.meta.dirname, 'bench-page.html'));
/** The limit for one browser's two runs, including its start, in case something hangs. */
const LIMIT = 40_000;
/** The wait until an extension that has just been installed listens. */
const SETTLED = 1_500;

const running = new Set<ChildProcess>();

/** Ends what `measureBrowsing` has started, if it is interrupted. */
export async function stopBrowsing(): Promise<void> {
  await Promise.all([...running].map(stop));
}

/**
 * Times cross-origin requests in real Chromium: without an extension, with one that only listens,
 * and with ours. The requests go to hosts that the extensions may see (`localhost`, `127.0.0.1`)
 * and to hosts that they may not. Every run has a fresh browser; the three take turns.
 * @param until No round begins after this time, in milliseconds since the epoch.
 * @throws When a browser does not finish its runs.
 */
export async function measureBrowsing(rounds: number, until: number): Promise<Browsing> {
  const idle = idleExtension(CHROME_BUILD);
  const bench = await startServers();
  const extensions = { none: null, idle, ours: CHROME_BUILD } as const;
  const result = {
    none: { watched: [] as number[], unwatched: [] as number[] },
    idle: { watched: [] as number[], unwatched: [] as number[] },
    ours: { watched: [] as number[], unwatched: [] as number[] },
  };
  try {
    for (let round = 0; round < rounds && (round === 0 || Date.now() < until); round += 1) {
      for (const name of ['none', 'idle', 'ours'] as const) {
        const [watched, unwatched] = await browse(bench, extensions[name]);
        result[name].watched.push(watched);
        result[name].unwatched.push(unwatched);
      }
    }
    return result;
  } finally {
    bench.close();
    await rm(idle, { recursive: true, force: true });
  }
}

type Bench = {
  readonly url: string;
  /** The next time that a page reports. */
  readonly report: () => Promise<number>;
  readonly close: () => void;
};

async function startServers(): Promise<Bench> {
  const waiting: ((milliseconds: number) => void)[] = [];
  const [page, closePage] = await listen(async (request, response) => {
    if (request.method === 'POST') waiting.shift()?.(Number(await body(request)));
    response.setHeader('content-type', 'text/html').end(PAGE);
  });
  const [api, closeApi] = await listen((_, response) => {
    response.setHeader('access-control-allow-origin', '*').end('{}');
  });
  const run = (host: string, apiHost: string, next: string) => {
    const query = {
      api: `http://${apiHost}:${api}`,
      next,
      count: `${COUNT}`,
      parallel: `${PARALLEL}`,
    };
    return `http://${host}:${page}/?${new URLSearchParams(query)}`;
  };
  return {
    url: run('localhost', '127.0.0.1', run('page.test', 'api.test', '')),
    report: () => new Promise((resolve) => waiting.push(resolve)),
    close: () => {
      closePage();
      closeApi();
    },
  };
}

async function listen(listener: RequestListener): Promise<readonly [number, () => void]> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return [(server.address() as AddressInfo).port, close];
}

async function body(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

async function browse(bench: Bench, extension: string | null): Promise<readonly [number, number]> {
  const path = chromiumPath();
  if (path === undefined) throw new Error('No Chromium found.');
  const profile = chromiumProfile('allowed');
  const switches = chromiumSwitches(extension ?? '').filter(
    (one) => extension !== null || !one.includes('extension'),
  );
  const child = spawn(
    path,
    [
      ...switches,
      `--user-data-dir=${profile}`,
      '--no-default-browser-check',
      '--remote-debugging-port=0',
      '--host-resolver-rules=MAP *.test 127.0.0.1',
    ],
    { stdio: 'ignore' },
  );
  running.add(child);
  try {
    await openTab(profile, bench.url);
    const watched = await inTime(bench.report());
    return [watched, await inTime(bench.report())];
  } finally {
    await stop(child);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * Opens a tab without attaching to it. A URL on the command line would be requested during the
 * installation of the extension, and could then wait forever.
 */
async function openTab(profile: string, url: string): Promise<void> {
  const port = await debuggingPort(join(profile, 'DevToolsActivePort'));
  await sleep(SETTLED);
  await fetch(`http://127.0.0.1:${port}/json/new?${encodeURIComponent(url)}`, { method: 'PUT' });
}

async function debuggingPort(file: string): Promise<string> {
  const deadline = Date.now() + LIMIT;
  while (Date.now() < deadline) {
    const [port = ''] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    if (port !== '') return port;
    await sleep(50);
  }
  throw new Error('A browser did not start in time.');
}

function inTime<T>(promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('A browser did not report in time.')), LIMIT);
    void promise.then(resolve).finally(() => clearTimeout(timer));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  running.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  const force = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await gone;
  clearTimeout(force);
}
