import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/**
 * The page that tries the behaviors, and a server of another site that returns each request's
 * contents.
 */
export type BehaviorServers = {
  /** `http://localhost:8123` */
  readonly page: string;
  readonly close: () => Promise<void>;
};

const FOLDER = join(import.meta.dirname, 'page');
const SCRIPTS = readdirSync(FOLDER);
/** Values that differ between requests, or that only the browser sets. */
const IRRELEVANT =
  /^(host|connection|user-agent|accept(-language|-encoding)?|sec-.*|origin|referer|cookie|cache-control|pragma|priority|te)$/i;

/** Starts both servers on free loopback ports. */
export async function startBehaviorServers(): Promise<BehaviorServers> {
  const api = await listening((request, response) => void echo(request, response));
  const page = await listening((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/echo') return void echo(request, response);
    if (pathname === '/events') return events(response);
    const script = SCRIPTS.find((name) => pathname === `/${name}`);
    if (script !== undefined) {
      response.writeHead(200, { 'Content-Type': 'text/javascript; charset=utf-8' });
      response.end(readFileSync(join(FOLDER, script)));
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(pathname === '/frame.html' ? FRAME : documentOf(portOf(api)));
  });
  return {
    page: `http://localhost:${portOf(page)}`,
    close: async () => {
      for (const server of [page, api]) server.closeAllConnections();
      await Promise.all([page, api].map((one) => new Promise((done) => one.close(done))));
    },
  };
}

const FRAME =
  '<!doctype html><title>Frame</title><link rel="icon" href="data:,"><script>var early = fetch;</script>';

const documentOf = (port: number): string => `<!doctype html><meta charset="utf-8">
<title>Behaviors</title><link rel="icon" href="data:,"><body>
<script>const API = 'http://127.0.0.1:${port}';</script>
<script type="module" src="/main.js"></script>`;

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

async function listening(
  listener: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Server> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/**
 * Returns the method, the headers as spelled and the body of the request. The query decides the
 * rest: `allow` (origin), `methods`, `names`, `hidden`, `expose`, `to` (redirect), `delay`.
 */
async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  await new Promise((resolve) => setTimeout(resolve, Number(query.get('delay') ?? 0)));
  const headers: [string, string][] = [['Cache-Control', 'no-store']];
  const put = (name: string, value: string | null) => {
    if (value !== null) headers.push([name, value]);
  };
  put('Access-Control-Allow-Origin', query.get('allow'));
  put('Access-Control-Allow-Methods', query.get('methods'));
  put('Access-Control-Allow-Headers', query.get('names'));
  put('Access-Control-Expose-Headers', query.get('expose'));
  put('X-Hidden', query.get('hidden'));
  put('Location', query.get('to'));
  response.writeHead(query.has('to') ? 302 : 200, headers.flat());
  const sent = request.rawHeaders.flatMap((name, i) =>
    i % 2 === 0 && !IRRELEVANT.test(name) ? [`${name}: ${request.rawHeaders[i + 1]}`] : [],
  );
  const body = Buffer.concat(chunks).toString('utf8');
  response.end(JSON.stringify({ method: request.method, sent, body: mask(body) }));
}

/** Browsers make up a boundary for each form. */
const mask = (text: string): string => text.replace(/-{4,}\w+/g, 'BOUNDARY');

function events(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write('data: hello\n\n');
}
