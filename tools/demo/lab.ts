import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { djangoFailures, startProject, whyNoDjango } from './django-failures.ts';
import type { Action, DemoFailure } from './failure.ts';
import { nodeFailures } from './node-failures.ts';
import { PAINS } from './pains.ts';
import { nobody, type Running, serve } from './running.ts';

/** A failure whose server runs. */
export type ReadyFailure = Omit<DemoFailure, 'server' | 'action'> & { readonly action: Action };

/** The demo, running on loopback. */
export type DemoLab = {
  /** Where the page is; `/?run=all` runs every failure on load. */
  readonly origin: string;
  readonly failures: readonly ReadyFailure[];
  /** Failures that are not available here, and why. */
  readonly skipped: readonly { readonly id: string; readonly why: string }[];
  /** Ends every server. */
  readonly close: () => Promise<void>;
};

const PAGE: Readonly<Record<string, string>> = {
  '/': 'index.html',
  '/demo.css': 'demo.css',
  '/demo.js': 'demo.js',
  '/ways.js': 'ways.js',
};
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
};

/**
 * Starts the demo page and every server that it needs, on free ports of loopback.
 * @param atEnd Gets the function that ends everything, before anything runs, in case of an
 * interruption.
 * @throws When a server does not start; those already running are stopped.
 */
export async function startDemoLab(
  atEnd: (close: DemoLab['close']) => void = () => {},
): Promise<DemoLab> {
  const why = await whyNoDjango();
  const ready: ReadyFailure[] = [];
  const page = await serve((request, response) => {
    void servePage(request.url ?? '/', response, ready);
  });
  const origin = page.origin.replace('127.0.0.1', 'localhost');
  const running = new Map<string, Promise<Running>>();
  const close = async (): Promise<void> => {
    const started = await Promise.allSettled(running.values());
    const servers = started.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    await Promise.all([page, ...servers].map((server) => server.stop()));
  };
  atEnd(close);
  const able = [...nodeFailures, ...(why === null ? djangoFailures : [])];
  // First start all at once: a Django takes time, and one that fails must not leave others running.
  await Promise.allSettled(able.map((failure) => startServer(failure, origin, running)));
  try {
    for (const failure of able.toSorted((a, b) => a.pain - b.pain)) {
      const { server: _, action, ...rest } = failure;
      const { origin: api } = await startServer(failure, origin, running);
      ready.push({ ...rest, action: action(api) });
    }
  } catch (error) {
    await close();
    throw error;
  }
  const skipped = why === null ? [] : djangoFailures.map(({ id }) => ({ id, why }));
  return { origin, failures: ready, skipped, close };
}

/** Starts what is not running yet: Django failures with the same settings share a project. */
function startServer(
  { id, server }: DemoFailure,
  page: string,
  running: Map<string, Promise<Running>>,
): Promise<Running> {
  const key = server.kind === 'django' ? JSON.stringify(server.project(page)) : id;
  const started = running.get(key) ?? start(server, page);
  running.set(key, started);
  return started;
}

function start(server: DemoFailure['server'], page: string): Promise<Running> {
  if (server.kind === 'nobody') return nobody();
  if (server.kind === 'node') return serve(server.listen(page));
  return startProject(server.project(page));
}

async function servePage(
  url: string,
  response: ServerResponse,
  failures: readonly ReadyFailure[],
): Promise<void> {
  const { pathname } = new URL(url, 'http://localhost');
  if (pathname === '/failures.json') {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(shown(failures)));
    return;
  }
  const file = PAGE[pathname];
  if (file === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.setHeader('content-type', TYPES[extname(file)] ?? 'text/plain');
  response.end(await readFile(join(import.meta.dirname, 'page', file)));
}

const shown = (failures: readonly ReadyFailure[]) =>
  failures.map(({ expected: _, pain, ...failure }) => ({
    ...failure,
    pain: { number: pain, words: PAINS[pain] },
  }));
