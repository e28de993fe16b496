import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Header } from '../../src/model/header-list.ts';
import { type Certificate, selfSigned } from './certificate.ts';

/** How a server answers one request. In values, `{page}`, `{api:path}`, `{origin}` are filled in. */
export type Answer = {
  readonly status?: number;
  readonly headers?: readonly Header[];
  readonly body?: string;
  /** The response waits for this. */
  readonly after?: Promise<unknown>;
  /** Closes the connection instead of answering. */
  readonly drop?: true;
  /** Resets the connection instead of answering. */
  readonly reset?: true;
  /** Begins the response body, and never ends it. */
  readonly endless?: true;
  /** Does not answer and does not close. */
  readonly hang?: true;
  /** Writes exactly these bytes to the connection, then closes it. */
  readonly raw?: string;
};

/** What one URL answers: to a preflight, and to anything else. */
export type Answers = { readonly preflight?: Answer; readonly actual?: Answer };

/** Responses by server and path, `api/users`. Any other path answers 200 without CORS headers. */
export type Script = Readonly<Record<string, Answers>>;

/**
 * The servers of a scenario. `page` and `near` are different ports of `localhost`: one site, two
 * origins. `api` and `other` are ports of `127.0.0.1`: another site. `public` looks to Chromium
 * like a server of the internet, if the browser has the harness's switches. `insecure` is the same
 * server under a name that is not trustworthy. `secure` and `selfsigned` speak https. The browser
 * trusts the certificate of `secure` if it was started with its fingerprint. Nothing answers at
 * `closed`, `tls` speaks plain HTTP where `https:` is expected, and `nowhere` has no address.
 */
export type ServerName =
  | 'page'
  | 'near'
  | 'api'
  | 'other'
  | 'public'
  | 'insecure'
  | 'secure'
  | 'selfsigned'
  | 'closed'
  | 'tls'
  | 'nowhere';

export type ScenarioServers = {
  /** `http://127.0.0.1:8123` */
  readonly origin: (server: ServerName) => string;
  /** Of the trusted certificate. */
  readonly fingerprint: string;
  /** The same certificate in full, DER in Base64. */
  readonly certificate: string;
  /** `api/users` of a scenario as a URL. */
  readonly url: (scenario: string, target: string) => string;
  /** Fills `{page}` and `{api:path}` in. */
  readonly fill: (scenario: string, text: string) => string;
  readonly script: (scenario: string, script: Script) => void;
  /** Requests received since the scenario's script was set, `OPTIONS api/users`. */
  readonly received: (scenario: string) => readonly string[];
  readonly close: () => Promise<void>;
};

const HOSTS = {
  page: 'localhost',
  near: 'localhost',
  api: '127.0.0.1',
  other: '127.0.0.1',
} as const;
const PAGE_SCRIPT = readFileSync(join(import.meta.dirname, 'scenario-page.js'), 'utf8');
const PAGE = `<!doctype html><meta charset="utf-8"><title>Scenario</title><link rel="icon" href="data:,"><script>${PAGE_SCRIPT}</script>`;

type Certificates = { readonly trusted: Certificate; readonly other: Certificate };
let made: Certificates | undefined;

/** Made once: many servers start, and each certificate needs a run of openssl. */
function certificates(): Certificates {
  made ??= { trusted: selfSigned(), other: selfSigned() };
  return made;
}

/** Starts all servers on free loopback ports. Every URL is `/s/<scenario>/<path>`. */
export async function startScenarioServers(): Promise<ScenarioServers> {
  const scripts = new Map<string, Script>();
  const log = new Map<string, string[]>();
  const origins = new Map<ServerName, string>();
  const servers: Server[] = [];

  const fill = (scenario: string, text: string): string =>
    text.replace(/\{(\w+)(?::([^}]*))?\}/g, (whole, name, path) => {
      const origin = origins.get(name);
      if (origin === undefined) return whole;
      return path === undefined ? origin : `${origin}/s/${scenario}/${path}`;
    });

  const start = async (name: ServerName, certificate?: Certificate): Promise<number> => {
    const listener = (request: IncomingMessage, response: ServerResponse) => {
      const [, scenario = '', path = ''] = /^\/s\/([^/]+)\/([^?#]*)/.exec(request.url ?? '') ?? [];
      const answers = scripts.get(scenario)?.[`${name}/${path}`];
      log.get(scenario)?.push(`${request.method} ${name}/${path}`);
      const filled = (text: string) =>
        fill(scenario, text.replaceAll('{origin}', request.headers.origin ?? ''));
      answer(request, response, answers ?? {}, path, filled);
    };
    const server =
      certificate === undefined ? createServer(listener) : createTlsServer(certificate, listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };

  for (const name of ['page', 'near', 'api', 'other'] as const) {
    origins.set(name, `http://${HOSTS[name]}:${await start(name)}`);
  }
  const { trusted, other } = certificates();
  origins.set('secure', `https://localhost:${await start('secure', trusted)}`);
  origins.set('selfsigned', `https://127.0.0.1:${await start('selfsigned', other)}`);
  const publicPort = await start('public');
  origins.set('public', `http://localhost:${publicPort}`);
  origins.set('insecure', `http://shop.test:${publicPort}`);
  origins.set('closed', `http://127.0.0.1:${await unusedPort()}`);
  origins.set('tls', `${origins.get('api')}`.replace('http:', 'https:'));
  origins.set('nowhere', 'http://no-such-host.invalid');

  const origin = (server: ServerName): string => origins.get(server) ?? '';
  return {
    origin,
    fingerprint: trusted.fingerprint,
    certificate: new X509Certificate(trusted.cert).raw.toString('base64'),
    url: (scenario, target) => fill(scenario, target.replace(/^(\w+)\/(.*)$/, '{$1:$2}')),
    fill,
    script: (scenario, script) => {
      scripts.set(scenario, script);
      log.set(scenario, []);
    },
    received: (scenario) => log.get(scenario) ?? [],
    close: async () => {
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((one) => new Promise((done) => one.close(done))));
    },
  };
}

/** Ports that no system gives to a server or a connection by itself. */
const LOWEST_UNGIVEN = 20_000;
const UNGIVEN = 10_000;

/** A port at which nothing listens, and nobody gets by chance. */
async function unusedPort(): Promise<number> {
  for (;;) {
    const port = LOWEST_UNGIVEN + Math.floor(Math.random() * UNGIVEN);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  answers: Answers,
  path: string,
  filled: (text: string) => string,
): void {
  const isPreflight =
    request.method === 'OPTIONS' && 'access-control-request-method' in request.headers;
  const chosen = (isPreflight ? answers.preflight : answers.actual) ?? {};
  if (chosen.hang) return;
  if (chosen.drop) {
    request.socket.destroy();
    return;
  }
  if (chosen.reset) {
    request.socket.resetAndDestroy();
    return;
  }
  if (chosen.raw !== undefined) {
    request.socket.end(Buffer.from(filled(chosen.raw), 'latin1'));
    return;
  }
  void Promise.resolve(chosen.after).then(() => write(response, chosen, path, filled));
}

function write(
  response: ServerResponse,
  { status = 200, headers = [], body, endless }: Answer,
  path: string,
  filled: (text: string) => string,
): void {
  const [type, content] = contentOf(path, body);
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type');
  // The time of the recording does not belong in a fixture.
  response.sendDate = false;
  // A flat list: the only form in which Node keeps repeated names separate and in order.
  response.writeHead(status, [
    ...(hasType ? [] : ['Content-Type', type]),
    ...headers.flatMap(([name, value]) => [name, filled(value)]),
  ]);
  if (endless) response.write(content);
  else response.end(content);
}

function contentOf(path: string, body: string | undefined): readonly [string, string] {
  if (path.endsWith('.html')) return ['text/html; charset=utf-8', body ?? PAGE];
  if (path.endsWith('worker.js')) return ['text/javascript', body ?? PAGE_SCRIPT];
  return ['text/plain', body ?? 'hello'];
}

/** Whether a URL belongs to the scenario's requests, not to its documents and worker scripts. */
export const isSubject = (url: string, scenario: string): boolean =>
  url.includes(`/s/${scenario}/`) && !/\.html$|worker\.js$/.test(url);
