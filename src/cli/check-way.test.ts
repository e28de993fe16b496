import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, request } from 'node:http';
import { createSecureServer, type ServerHttp2Stream } from 'node:http2';
import { createServer as createTlsServer } from 'node:https';
import { connect, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Certificate, selfSigned } from '../../tools/scripted-servers/certificate.ts';
import { checkCommand } from './check-command.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PATIENCE = 60_000;
const PAGE = 'http://app.example.test';
const LOGIN = 'me:c2VjcmV0LXBhc3M';
const BASIC = `Basic ${Buffer.from(LOGIN).toString('base64')}`;

let certificate: Certificate;
beforeAll(() => {
  certificate = selfSigned();
});

const closing: (() => void)[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0)) close();
});

/** The certificate of the tests names no address. */
const trustAll = () => vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');

/** What the command prints for this environment, and its exit code. */
async function check(environment: Record<string, string>, ...args: readonly string[]) {
  const terminal = { width: 200, colours: false };
  const around = { terminal, version: '0', capturedAt: '2026-01-01T00:00:00Z', folder: tmpdir() };
  const all = { code: 0, out: '' };
  for await (const told of checkCommand([...args, '--origin', PAGE], { ...around, environment })) {
    if ('problem' in told) return { code: 2, out: told.problem };
    all.code = Math.max(all.code, told.code);
    all.out += [...told.pieces].join('');
  }
  return all;
}

/** The exit code, and why nothing came back. */
async function failure(environment: Record<string, string>, ...args: readonly string[]) {
  const { code, out } = await check(environment, ...args, '--format', 'json');
  expect(out).not.toContain('c2VjcmV0');
  return [code, JSON.parse(out).exchanges[0].failure];
}

const listening = (server: Server, host = '127.0.0.1') =>
  new Promise<number>((done) => {
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => sockets.add(socket));
    server.listen(0, host, () => {
      closing.push(() => {
        server.close();
        for (const socket of sockets) socket.destroy();
      });
      const address = server.address();
      done(address !== null && typeof address === 'object' ? address.port : Number.NaN);
    });
  });

const allowing: RequestListener = ({ method }, response) => {
  response.writeHead(method === 'OPTIONS' ? 204 : 200, {
    'Access-Control-Allow-Origin': PAGE,
    'Access-Control-Allow-Methods': 'PUT',
  });
  response.end();
};

/** A proxy that brings every request to one port of this machine. `got`: what it was asked. */
async function proxying(port: number, tls?: Certificate) {
  const got: string[] = [];
  const listener: RequestListener = (asked, response) => {
    const { method, url = '', headers } = asked;
    got.push(`${method} ${url} ${headers.host} ${headers['proxy-authorization'] ?? '-'}`);
    const { 'proxy-authorization': _, ...own } = headers;
    const path = url.replace(/^http:\/\/[^/]+/, '');
    request({ host: '127.0.0.1', port, method, path, headers: own }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    }).end();
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.on('connect', ({ url, headers }, socket: Socket) => {
    got.push(`CONNECT ${url} ${headers.host} ${headers['proxy-authorization'] ?? '-'}`);
    const there = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      there.pipe(socket).pipe(there);
    });
    for (const one of [there, socket]) one.on('error', () => {});
  });
  const own = await listening(server);
  const scheme = tls === undefined ? 'http' : 'https';
  return {
    got,
    address: `${scheme}://127.0.0.1:${own}`,
    login: `${scheme}://${LOGIN}@127.0.0.1:${own}`,
  };
}

/** A server that speaks only HTTP/2. `got`: the headers of each request, pseudo-headers too. */
async function http2Only(
  answer: (stream: ServerHttp2Stream, method: string) => void,
  host?: string,
) {
  const got: Record<string, unknown>[] = [];
  const server = createSecureServer({ key: certificate.key, cert: certificate.cert });
  server.on('stream', (stream, headers) => {
    got.push({ ...headers });
    stream.on('error', () => {});
    answer(stream, String(headers[':method']));
  });
  return { got, port: await listening(server, host) };
}

const allowingStream = (stream: ServerHttp2Stream, method: string) => {
  stream.respond({
    ':status': method === 'OPTIONS' ? 204 : 200,
    'access-control-allow-origin': PAGE,
    'access-control-allow-methods': 'PUT',
  });
  stream.end();
};

describe('through a proxy', { timeout: PATIENCE }, () => {
  test('http: the proxy gets the whole URL and the login, and nobody reads the login', async () => {
    const paths: string[] = [];
    const port = await listening(
      createServer((asked, response) => {
        paths.push(`${asked.method} ${asked.url} ${asked.headers.host}`);
        allowing(asked, response);
      }),
    );
    const { got, address, login } = await proxying(port);
    const url = 'http://api.example.test:8080/items?page=1';
    const { out } = await check({ HTTP_PROXY: login }, url);
    expect(got).toEqual([
      `GET http://api.example.test:8080/items?page=1 api.example.test:8080 ${BASIC}`,
    ]);
    expect(paths).toEqual(['GET /items?page=1 api.example.test:8080']);
    expect(out).toContain(`through the proxy ${address}:`);
    expect(out).not.toContain('c2VjcmV0');
  });

  test('https: the proxy only connects; the request and its preflight go through the tunnel', async () => {
    trustAll();
    const asked: string[] = [];
    const port = await listening(
      createTlsServer({ key: certificate.key, cert: certificate.cert }, (one, response) => {
        asked.push(`${one.method} ${one.url} ${one.headers['proxy-authorization'] ?? '-'}`);
        allowing(one, response);
      }),
    );
    const { got, login } = await proxying(port);
    const url = 'https://api.example.test/items';
    const { code, out } = await check({ HTTPS_PROXY: login }, url, '--method', 'PUT', '--send');
    expect(got).toEqual([
      `CONNECT api.example.test:443 api.example.test:443 ${BASIC}`,
      `CONNECT api.example.test:443 api.example.test:443 ${BASIC}`,
    ]);
    expect(asked).toEqual(['OPTIONS /items -', 'PUT /items -']);
    expect([code, out.includes('c2VjcmV0')]).toEqual([0, false]);
  });

  test('an IPv6 address keeps its brackets', async () => {
    trustAll();
    const { port } = await http2Only(allowingStream);
    const { got, address } = await proxying(port);
    expect((await check({ HTTPS_PROXY: address }, 'https://[2001:db8::1]/')).code).toBe(0);
    expect(got).toEqual(['CONNECT [2001:db8::1]:443 [2001:db8::1]:443 -']);
  });

  test('a proxy that is itself reached over TLS', async () => {
    trustAll();
    const { got: asked, port } = await http2Only(allowingStream);
    const { got, address } = await proxying(port, certificate);
    expect((await check({}, 'https://api.example.test/', '--proxy', address)).code).toBe(0);
    expect([got.length, asked.length]).toEqual([1, 1]);
  });

  test('this machine is asked directly, unless --proxy is given', async () => {
    const port = await listening(createServer(allowing));
    const { got, address } = await proxying(port);
    const environment = { http_proxy: address, https_proxy: address };
    const url = `http://localhost:${port}/`;
    expect([(await check(environment, url)).out, got.length]).toEqual([
      expect.not.stringContaining('through the proxy'),
      0,
    ]);
    await check({}, url, '--proxy', address);
    expect(got).toEqual([`GET http://localhost:${port}/ localhost:${port} -`]);
  });

  test('NO_PROXY and --no-proxy keep the proxy out', async () => {
    const { got, address } = await proxying(1);
    const url = 'https://nobody.invalid/';
    const dns = [1, 'dns'];
    expect(await failure({ HTTPS_PROXY: address, NO_PROXY: '.invalid' }, url)).toEqual(dns);
    expect(await failure({ HTTPS_PROXY: address }, url, '--no-proxy')).toEqual(dns);
    expect(got).toEqual([]);
  });
});

describe('a proxy that fails', { timeout: PATIENCE }, () => {
  const [SECURE, PLAIN] = ['https://api.example.test/', 'http://api.example.test/'];
  const through = (port: number, host = '127.0.0.1') => {
    const proxy = `http://${LOGIN}@${host}:${port}`;
    return { HTTPS_PROXY: proxy, HTTP_PROXY: proxy };
  };

  test('nothing listens there', async () => {
    const server = createTcpServer();
    const port = await listening(server);
    await new Promise((done) => server.close(done));
    for (const url of [SECURE, PLAIN]) {
      const { code, out } = await check(through(port), url);
      expect([code, out]).toEqual([1, expect.stringContaining('Check the proxy settings')]);
      expect(out).toContain('net::ERR_PROXY_CONNECTION_FAILED');
      expect(out).not.toContain('c2VjcmV0');
    }
  });

  test.each([
    [403, 'net::ERR_TUNNEL_CONNECTION_FAILED'],
    [502, 'net::ERR_TUNNEL_CONNECTION_FAILED'],
    [302, 'net::ERR_TUNNEL_CONNECTION_FAILED'],
    [407, 'net::ERR_PROXY_AUTH_REQUESTED'],
  ])('it answers the CONNECT with %s: %s', async (status, error) => {
    const server = createServer();
    server.on('connect', (_, socket) => socket.end(`HTTP/1.1 ${status} No\r\n\r\n`));
    const { code, out } = await check(through(await listening(server)), SECURE);
    expect([code, out]).toEqual([1, expect.stringContaining(error)]);
    expect(out).toContain('goes through a proxy, and that proxy did not connect');
  });

  test('it asks for a login, for http: too', async () => {
    const port = await listening(createServer((_, response) => response.writeHead(407).end()));
    const { out } = await check(through(port), PLAIN);
    expect(out).toContain('net::ERR_PROXY_AUTH_REQUESTED');
  });

  test.each<[string, (socket: Socket) => void]>([
    ['hangs up', (socket) => socket.destroy()],
    ['speaks another language', (socket) => socket.end('220 mail.example.test ESMTP\r\n')],
    ['never answers', () => {}],
  ])('it %s', async (_, serve) => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => serve(socket));
    });
    const environment = through(await listening(server));
    expect(await failure(environment, SECURE, '--timeout', '0.5')).toEqual([1, 'proxy']);
  });

  test('its name does not exist', async () => {
    expect(await failure(through(80, 'proxy.invalid'), SECURE)).toEqual([1, 'proxy']);
  });

  test('behind it, the certificate is wrong: this is the server’s', async () => {
    const { port } = await http2Only(allowingStream);
    const { address } = await proxying(port);
    expect(await failure({ HTTPS_PROXY: address }, SECURE)).toEqual([1, 'tls']);
  });

  test('its address cannot be read: one line, and exit code 2', async () => {
    const told = await check({ HTTPS_PROXY: `http://${LOGIN}@` }, SECURE);
    expect(told).toEqual({ code: 2, out: 'HTTPS_PROXY must be like http://proxy.example:3128' });
    const socks = await check({ HTTPS_PROXY: `socks5://${LOGIN}@127.0.0.1:1080` }, SECURE);
    expect(socks).toEqual({
      code: 2,
      out: expect.stringMatching(/^HTTPS_PROXY is a SOCKS proxy\./),
    });
    expect(socks.out).not.toContain(LOGIN);
  });
});

describe('HTTP/2', { timeout: PATIENCE }, () => {
  test('a server that speaks nothing else gets what a browser sends', async () => {
    trustAll();
    const { got, port } = await http2Only(allowingStream);
    const args = ['--method', 'PUT', '--send', '--header', 'Cookie: a=1', '--expect', 'blocked'];
    const { out } = await check({}, `https://127.0.0.1:${port}/items?page=1`, ...args);
    expect(out).toContain('Access-Control-Allow-Credentials');
    const [preflight = {}, ...others] = got;
    expect(others).toEqual([]);
    expect(preflight).toMatchObject({
      ':method': 'OPTIONS',
      ':authority': `127.0.0.1:${port}`,
      ':scheme': 'https',
      ':path': '/items?page=1',
      origin: PAGE,
      'access-control-request-method': 'PUT',
    });
    const names = Object.keys(preflight);
    expect(names).toEqual(names.map((name) => name.toLowerCase()));
    expect(names).not.toContain('host');
    expect(names).not.toContain('connection');
  });

  test('the request itself follows, with its headers', async () => {
    trustAll();
    const { got, port } = await http2Only(allowingStream);
    const args = ['--method', 'PUT', '--send', '--header', 'Range: bytes=0-1'];
    expect((await check({}, `https://127.0.0.1:${port}/`, ...args)).code).toBe(0);
    expect(got.map((one) => [one[':method'], one['range'], one['content-length']])).toEqual([
      ['OPTIONS', undefined, undefined],
      ['PUT', 'bytes=0-1', '0'],
    ]);
  });

  test('two header lines stay two', async () => {
    trustAll();
    const { key, cert } = certificate;
    const server = createSecureServer({ key, cert }, (_, response) => {
      response.setHeader('Access-Control-Allow-Origin', [PAGE, PAGE]);
      response.end();
    });
    const port = await listening(server);
    const { out } = await check({}, `https://127.0.0.1:${port}/`, '--format', 'json');
    const [{ findings }] = JSON.parse(out).exchanges;
    expect(findings[0]).toMatchObject({ cause: 'multiple-allow-origin-values' });
    expect(findings[0].evidence.received).toEqual([PAGE, PAGE]);
  });

  test('an IPv6 address is asked', async () => {
    trustAll();
    const { got, port } = await http2Only(allowingStream, '::1');
    expect([(await check({}, `https://[::1]:${port}/`)).code, got[0]?.[':authority']]).toEqual([
      0,
      `[::1]:${port}`,
    ]);
  });

  test.each([
    [true, '2.0'],
    [false, '1.1'],
  ])('a server that speaks both chooses (HTTP/2 is on: %s)', async (isOn, version) => {
    trustAll();
    const versions: string[] = [];
    const tls = { key: certificate.key, cert: certificate.cert };
    const server = isOn
      ? createSecureServer({ ...tls, allowHTTP1: true }, (asked, response) => {
          versions.push(asked.httpVersion);
          response.writeHead(200, { 'access-control-allow-origin': '*' }).end();
        })
      : createTlsServer(tls, (asked, response) => {
          versions.push(asked.httpVersion);
          allowing(asked, response);
        });
    const { code } = await check({}, `https://127.0.0.1:${await listening(server)}/`);
    expect([code, versions]).toEqual([0, [version]]);
  });

  test.each<[string, (stream: ServerHttp2Stream) => void, string]>([
    ['resets the request', (stream) => stream.close(2), 'reset'],
    ['breaks off', (stream) => stream.session?.destroy(), 'reset'],
    ['never answers', () => {}, 'timeout'],
  ])('a server that %s', async (_, answer, expected) => {
    trustAll();
    const { port } = await http2Only(answer);
    const url = `https://127.0.0.1:${port}/`;
    expect(await failure({}, url, '--timeout', '1')).toEqual([1, expected]);
  });

  test('a body without an end does not hold the command', async () => {
    trustAll();
    const { port } = await http2Only((stream) => {
      stream.respond({ ':status': 200, 'access-control-allow-origin': '*' });
      stream.write('data: 1\n\n');
    });
    expect((await check({}, `https://127.0.0.1:${port}/`, '--timeout', '30')).code).toBe(0);
  });
});

test('as a command: the environment’s proxy, a name, a trusted certificate and HTTP/2 go together', {
  timeout: PATIENCE,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'crosscheck-way-'));
  closing.push(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'cert.pem'), certificate.cert);
  const { got: asked, port } = await http2Only(allowingStream);
  const { got, address, login } = await proxying(port);
  const args = ['--import', 'tsx', 'src/cli/main.ts', 'check', 'https://lab/', '--origin', PAGE];
  const env = {
    PATH: process.env['PATH'],
    NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem'),
    HTTPS_PROXY: login,
    COLUMNS: '200',
  };
  const [code, out] = await new Promise<[number, string]>((done) => {
    execFile(process.execPath, args, { cwd: ROOT, env }, (error, text, said) => {
      done([error === null ? 0 : Number(error.code ?? Number.NaN), text + said]);
    });
  });
  expect([code, out]).toEqual([0, expect.stringContaining(`through the proxy ${address}:`)]);
  expect(out).not.toContain('c2VjcmV0');
  expect([got, asked.length]).toEqual([[`CONNECT lab:443 lab:443 ${BASIC}`], 1]);
});
