import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PageUnderTest } from '../../tools/browsers/browser-under-test.ts';
import {
  type DjangoVersion,
  type RunningDjango,
  startDjango,
} from '../../tools/real-servers/django/server.ts';
import type { Misconfiguration, PageRequest } from './misconfigurations.ts';

/** The server of the page that asks Django. */
export type PageServer = {
  /** `http://localhost:8123` */
  readonly origin: string;
  readonly close: () => void;
};

export async function servePage(): Promise<PageServer> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>The page of the loop</title>');
  });
  const port = await listen(server);
  return { origin: `http://localhost:${port}`, close: () => server.close() };
}

/** Listens on a free port of the loopback address, and returns it. */
export async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** The values for the braces of a misconfiguration. */
type Places = {
  /** The page's origin. */
  readonly page: string;
  readonly tls?: string;
};

export const filled = (text: string, { page, tls = '' }: Places): string =>
  text
    .replaceAll('{page}', page)
    .replaceAll('{page-port}', new URL(page).port)
    .replaceAll('{tls}', tls);

const isLibrary = (path: string) => path.startsWith('corsheaders.');

/** A Django that is misconfigured in this way; the caller stops it. */
export const startMisconfigured = (
  { settings, middleware, installed }: Misconfiguration,
  version: DjangoVersion,
  places: Places,
): Promise<RunningDjango> =>
  startDjango({
    version,
    server: 'gunicorn',
    settings: filled(settings, places),
    ...(middleware && { middleware }),
    apps: installed || middleware?.some(isLibrary) ? ['corsheaders'] : [],
  });

/** The page's request: `status N` when the page may read the answer, else `refused: …`. */
export const askFrom = (
  page: PageUnderTest,
  server: string,
  { path, ...init }: PageRequest,
): Promise<string> =>
  page.evaluate(
    ([url, options]: readonly [string, RequestInit]) =>
      fetch(url, { cache: 'no-store', ...options }).then(
        ({ status }) => `status ${status}`,
        (error: unknown) => `refused: ${String(error)}`,
      ),
    [new URL(path, server).href, init] as const,
  );
