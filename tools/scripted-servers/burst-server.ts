import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Random } from '../random.ts';

export type BurstServer = {
  /** An empty page. */
  readonly page: string;
  /** Another origin than the page's: `http://127.0.0.1:8123`. */
  readonly api: string;
  /** Answers nothing until it is released. */
  readonly hold: () => void;
  readonly release: () => void;
  readonly close: () => Promise<void>;
};

/** The response header that identifies one preflight. */
export const SERIAL = 'x-serial';
/** The response to a preflight that asks for this header alone may be cached. */
export const SHARED = 'x-shared';
const LONGEST_DELAY = 16;

/**
 * A loopback server that answers at random times, so that responses overtake each other. The
 * request decides the response. A preflight never gets a header `x-no-…` or the method PURGE
 * allowed. A request with `x-mute-…` is answered without CORS headers. A request with `x-moved-…`
 * is redirected to another port: in Chromium, six redirects keep all six connections to a server
 * while the preflights of their targets wait for one.
 */
export async function startBurstServer(random: Random): Promise<BurstServer> {
  let serial = 0;
  let held: (() => void)[] | null = null;
  let elsewhere = '';
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    request.resume();
    const answer = () => {
      serial += 1;
      if ('access-control-request-method' in request.headers) {
        answerPreflight(request, response, serial);
      } else answerActual(request, response, elsewhere);
    };
    setTimeout(() => (held === null ? answer() : held.push(answer)), random.next() * LONGEST_DELAY);
  };
  const servers = [createServer(listener), createServer(listener)] as const;
  const [port, other] = [await portOf(servers[0]), await portOf(servers[1])];
  elsewhere = `http://127.0.0.1:${other}`;
  return {
    page: `http://localhost:${port}/page`,
    api: `http://127.0.0.1:${port}`,
    hold: () => {
      held ??= [];
    },
    release: () => {
      const answers = held ?? [];
      held = null;
      for (const answer of answers) answer();
    },
    close: async () => {
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((one) => new Promise((done) => one.close(done))));
    },
  };
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function answerPreflight(request: IncomingMessage, response: ServerResponse, serial: number) {
  const asked = String(request.headers['access-control-request-headers'] ?? '');
  const allowed = asked.split(',').filter((name) => !name.startsWith('x-no-'));
  response.writeHead(204, {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'PUT, DELETE, PATCH',
    'Access-Control-Allow-Headers': allowed.join(','),
    'Access-Control-Max-Age': asked === SHARED ? '600' : '0',
    [SERIAL]: String(serial),
  });
  response.end();
}

function answerActual(request: IncomingMessage, response: ServerResponse, elsewhere: string): void {
  const names = Object.keys(request.headers);
  const has = (prefix: string) => names.some((name) => name.startsWith(prefix));
  const moved = has('x-moved-') && !request.url?.endsWith('/moved');
  const target = `${elsewhere}${request.url}/moved`;
  response.writeHead(moved ? 307 : 200, {
    'Content-Type': 'text/html',
    'Cache-Control': 'no-store',
    ...(moved ? { Location: target } : {}),
    ...(has('x-mute-') ? {} : { 'Access-Control-Allow-Origin': '*' }),
  });
  response.end('<!doctype html><link rel="icon" href="data:,"><title>Burst</title>');
}
