import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { selfSigned } from '../../tools/scripted-servers/certificate.ts';
import { checkCommand } from './check-command.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PATIENCE = 60_000;
const PAGE = 'http://localhost:3000';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

type Told = { readonly code: number; readonly out: string; readonly said: string };

const around = {
  terminal: { width: 100, colours: false },
  version: '0',
  capturedAt: '2026-01-01T00:00:00Z',
  folder: tmpdir(),
  environment: {},
};

/** What the command prints, and its exit code. */
async function check(...args: readonly string[]): Promise<Told> {
  const all = { code: 0, out: '', said: '' };
  for await (const told of checkCommand(args, around)) {
    if ('problem' in told) return { code: 2, out: all.out, said: told.problem };
    all.code = Math.max(all.code, told.code);
    all.out += [...told.pieces].join('');
  }
  return all;
}

/** The same in a process of its own, as `npm run check` starts it. */
const command = (...args: readonly string[]): Promise<Told> =>
  new Promise((done) => {
    const all = ['--import', 'tsx', resolve(import.meta.dirname, 'main.ts'), 'check', ...args];
    const env = { PATH: process.env['PATH'], COLUMNS: '100' };
    execFile(process.execPath, all, { cwd: ROOT, env }, (error, out, said) => {
      done({ code: error === null ? 0 : Number(error.code ?? Number.NaN), out, said });
    });
  });

/** What a server got: the request line and its header lines, as they came. */
type Got = { readonly line: string; readonly headers: readonly string[] };

const listening = (server: Server, host = '127.0.0.1') =>
  new Promise<number>((done) => {
    server.listen(0, host, () => {
      closing.push(() => server.close());
      const address = server.address();
      done(address !== null && typeof address === 'object' ? address.port : Number.NaN);
    });
  });

/** A server on this machine. `got` collects what it was asked. */
async function serving(answer: RequestListener, host?: string) {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    const headers = request.rawHeaders.flatMap((name, at, all) =>
      at % 2 === 0 ? [`${name}: ${all[at + 1]}`] : [],
    );
    got.push({ line: `${request.method} ${request.url}`, headers });
    answer(request, response);
  });
  const port = await listening(server, host);
  return { got, url: `http://${host === '::1' ? '[::1]' : '127.0.0.1'}:${port}/items`, port };
}

const allowing: RequestListener = ({ method }, response) => {
  response.writeHead(method === 'OPTIONS' ? 204 : 200, {
    'Access-Control-Allow-Origin': PAGE,
    'Access-Control-Allow-Methods': 'PUT',
    'Access-Control-Allow-Headers': 'x-a, content-type, authorization',
  });
  response.end();
};

/** Express with `cors`, set up by that line of code, as people run it. */
async function express(code: string): Promise<string> {
  const source = `
    import express from 'express';
    import cors from 'cors';
    const app = express();
    ${code}
    app.all('/items', (_, response) => response.json([]));
    const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));`;
  const args = ['--input-type=module', '-e', source];
  const child: ChildProcess = spawn(process.execPath, args, { cwd: ROOT });
  closing.push(() => child.kill());
  const port = await new Promise<string>((done, fail) => {
    child.stdout?.once('data', (data) => done(String(data).trim()));
    child.once('exit', () => fail(new Error('Express did not start')));
  });
  return `http://127.0.0.1:${port}/items`;
}

describe('what is sent', { timeout: PATIENCE }, () => {
  test('a GET carries the origin and what else Chromium tells the server about the page', async () => {
    const { got, url, port } = await serving(allowing);
    const { code, out } = await check(url, '--origin', PAGE);
    expect([code, out]).toEqual([
      0,
      expect.stringContaining('Chromium: allowed · Firefox: allowed'),
    ]);
    expect(got).toHaveLength(1);
    expect(got[0]?.line).toBe('GET /items');
    expect(got[0]?.headers.filter((one) => !/^User-Agent/.test(one))).toEqual([
      `Host: 127.0.0.1:${port}`,
      'Connection: keep-alive',
      `Origin: ${PAGE}`,
      'Accept: */*',
      'Accept-Language: en-US,en;q=0.9',
      'Sec-Fetch-Site: cross-site',
      'Sec-Fetch-Mode: cors',
      'Sec-Fetch-Dest: empty',
      `Referer: ${PAGE}/`,
      'Accept-Encoding: gzip, deflate, br, zstd',
    ]);
  });

  test('a PUT is asked for, and not sent', async () => {
    const { got, url } = await serving(allowing);
    const { code, out } = await check(
      ...[url, '--origin', PAGE, '--method', 'put', '--header', 'X-B: 1', '--header', 'X-A: 1'],
      ...['--expect', 'blocked'],
    );
    expect(got.map(({ line }) => line)).toEqual(['OPTIONS /items']);
    expect(got[0]?.headers).toContain('Access-Control-Request-Method: PUT');
    expect(got[0]?.headers).toContain('Access-Control-Request-Headers: x-a,x-b');
    expect(got[0]?.headers.join()).not.toContain('X-A: 1');
    expect([code, out]).toEqual([0, expect.stringContaining('x-b')]);
  });

  test('a PUT whose preflight passes counts as allowed, and the output says what was not sent', async () => {
    const { got, url } = await serving(allowing);
    const { code, out } = await check(url, '--origin', PAGE, '--method', 'PUT');
    expect(got.map(({ line }) => line)).toEqual(['OPTIONS /items']);
    expect([code, out]).toEqual([0, expect.stringContaining('The request itself was not sent')]);
  });

  test('with --send, the PUT follows its preflight, with its headers', async () => {
    const { got, url } = await serving(allowing);
    const token = 'Authorization: Bearer c2VjcmV0LXRva2VuLTEyMzQ1Njc4';
    const args = [url, '--origin', PAGE, '--method', 'PUT', '--header', token, '--send'];
    const { code, out } = await check(...args, '--format', 'json');
    expect(got.map(({ line }) => line)).toEqual(['OPTIONS /items', 'PUT /items']);
    expect(got[0]?.headers.join()).not.toContain('c2VjcmV0');
    expect(got[1]?.headers).toContain(token);
    expect(out).not.toContain('c2VjcmV0');
    expect([code, JSON.parse(out).exchanges[0].verdict]).toEqual([0, 'allowed']);
  });

  test('a secret in the URL reaches the server, and no output', async () => {
    const { got, url } = await serving(allowing);
    const { code, out } = await check(`${url}?api_key=c2VjcmV0MTIzNDU2Nzg5`, '--origin', PAGE);
    expect(got[0]?.line).toBe('GET /items?api_key=c2VjcmV0MTIzNDU2Nzg5');
    expect([code, out.includes('c2VjcmV0')]).toEqual([0, false]);
  });

  test('a POST without a preflight is sent only with --send', async () => {
    const { got, url } = await serving(allowing);
    const without = await check(url, '--origin', PAGE, '--method', 'POST');
    expect([without.code, got.length]).toEqual([2, 0]);
    expect(without.said).toContain('add --send');
    const sent = await check(url, '--origin', PAGE, '--method', 'POST', '--send');
    expect([sent.code, got.map(({ line }) => line)]).toEqual([0, ['POST /items']]);
  });

  test('a redirected preflight is not followed; a redirected GET is', async () => {
    const { got, url } = await serving(({ url: path, method }, response) => {
      const headers = { 'Access-Control-Allow-Origin': '*', Location: '/moved' };
      response.writeHead(path === '/items' ? 307 : 200, headers);
      response.end(method);
    });
    const put = await check(url, '--origin', PAGE, '--method', 'PUT', '--format', 'json');
    expect(JSON.parse(put.out).exchanges[0].findings[0].cause).toBe('preflight-redirect');
    expect([put.code, got.splice(0).map(({ line }) => line)]).toEqual([1, ['OPTIONS /items']]);
    const get = await check(url, '--origin', PAGE);
    expect([get.code, got.map(({ line }) => line)]).toEqual([0, ['GET /items', 'GET /moved']]);
  });

  test('an IPv6 address is asked', async () => {
    const { got, url } = await serving(allowing, '::1');
    expect([(await check(url, '--origin', PAGE)).code, got.length]).toEqual([0, 1]);
  });
});

describe('what goes wrong on the way', { timeout: PATIENCE }, () => {
  const failureOf = async (...args: readonly string[]) => {
    const { code, out } = await check(...args, '--origin', PAGE, '--format', 'json');
    return [code, JSON.parse(out).exchanges[0].failure];
  };

  test('nothing listens: connection refused, and no expectation holds', async () => {
    const server = createTcpServer();
    const port = await listening(server);
    await new Promise((done) => server.close(done));
    const url = `http://127.0.0.1:${port}/`;
    expect(await failureOf(url)).toEqual([1, 'connection-refused']);
    expect(await failureOf(url, '--expect', 'blocked')).toEqual([1, 'connection-refused']);
    expect(await failureOf(url, '--method', 'PUT')).toEqual([1, 'connection-refused']);
  });

  test('a server that never answers: timeout', async () => {
    const { url } = await serving(() => {});
    expect(await failureOf(url, '--timeout', '0.5')).toEqual([1, 'timeout']);
  });

  test('a server that hangs up: reset', async () => {
    const { url } = await serving(({ socket }) => socket.destroy());
    expect(await failureOf(url)).toEqual([1, 'reset']);
  });

  test('https: to a server that speaks http: TLS', async () => {
    const { port } = await serving(allowing);
    expect(await failureOf(`https://127.0.0.1:${port}/`)).toEqual([1, 'tls']);
  });

  test('a certificate that nobody has signed: TLS, by its name', async () => {
    const { key, cert } = selfSigned();
    const port = await listening(createTlsServer({ key, cert }, allowing));
    const { code, out } = await check(`https://127.0.0.1:${port}/`, '--origin', PAGE);
    expect([code, out]).toEqual([1, expect.stringContaining('net::ERR_CERT_AUTHORITY_INVALID')]);
  });

  test('a name that does not exist: DNS', async () => {
    expect(await failureOf('http://nobody.invalid/')).toEqual([1, 'dns']);
  });
});

describe('Express with cors', { timeout: PATIENCE }, () => {
  const causeAt = async (line: string, ...args: readonly string[]) => {
    const url = await express(line);
    const { code, out } = await check(url, '--origin', PAGE, '--format', 'json', ...args);
    return [code, JSON.parse(out).exchanges[0].findings[0]?.cause ?? null];
  };

  test.each([
    ['no cors at all', '', [], [1, 'missing-allow-origin']],
    [
      'a slash behind the origin',
      `app.use(cors({ origin: '${PAGE}/' }));`,
      [],
      [1, 'allow-origin-mismatch'],
    ],
    [
      'another origin',
      "app.use(cors({ origin: 'http://127.0.0.1:3000' }));",
      [],
      [1, 'allow-origin-mismatch'],
    ],
    [
      'a star with cookies',
      'app.use(cors());',
      ['--credentials'],
      [1, 'wildcard-with-credentials'],
    ],
    [
      'credentials left out',
      `app.use(cors({ origin: '${PAGE}' }));`,
      ['--credentials'],
      [1, 'credentials-not-allowed'],
    ],
    [
      'a method left out',
      "app.use(cors({ methods: ['GET'] }));",
      ['--method', 'PUT'],
      [1, 'method-not-allowed'],
    ],
    [
      'a header left out',
      "app.use(cors({ allowedHeaders: ['x-a'] }));",
      ['--header', 'x-b'],
      [1, 'header-not-allowed'],
    ],
    [
      'preflights left to a route',
      "app.get('/items', cors());",
      ['--method', 'PUT'],
      [1, 'missing-allow-origin'],
    ],
    [
      'right settings',
      `app.use(cors({ origin: '${PAGE}', credentials: true }));`,
      ['--credentials', '--method', 'PUT', '--send'],
      [0, null],
    ],
  ])('%s', async (_, line, args, expected) => {
    expect(await causeAt(line, ...args)).toEqual(expected);
  });

  test('the fix follows, for the server that was detected', async () => {
    const url = await express("app.use(cors({ origin: 'http://127.0.0.1:3000' }));");
    const { code, out } = await check(url, '--origin', PAGE);
    expect(code).toBe(1);
    expect(out).toContain('✗ GET');
    expect(out).toMatch(/Fix: Express/);
    expect(out).toContain(`'${PAGE}'`);
    expect(out).toContain('Chromium: blocked by CORS · Firefox: blocked by CORS');
  });
});

describe('--strangers', { timeout: PATIENCE }, () => {
  const page = 'http://app.example.test:3000';
  const askedAt = async (line: string, ...args: readonly string[]) =>
    check(await express(line), '--origin', page, '--strangers', ...args);

  test('a server that lists the page lets nobody else in', async () => {
    const { code, out } = await askedAt(
      `app.use(cors({ origin: ['${page}'], credentials: true }));`,
    );
    expect(out.replace(/\s+/g, ' ').match(/: not allowed/g)).toHaveLength(6);
    expect([code, out.includes('Risk:')]).toEqual([0, false]);
  });

  test('a server that echoes any origin is a risk', async () => {
    const { code, out } = await askedAt('app.use(cors({ origin: true, credentials: true }));');
    expect(out.replace(/\s+/g, ' ')).toContain(
      'https://stranger.invalid (any site): allowed by name, with cookies',
    );
    expect([code, out.includes('Risk:')]).toEqual([1, true]);
  });

  test('a pattern without an end is a risk', async () => {
    const { code, out } = await askedAt(
      'app.use(cors({ origin: /^http:\\/\\/app\\.example\\.test/ }));',
    );
    const words = out.replace(/\s+/g, ' ');
    expect(words).toContain(
      'http://app.example.test.stranger.invalid:3000 (a site whose name begins like the page’s): allowed by name',
    );
    expect(words).toContain('https://stranger.invalid (any site): not allowed');
    expect(code).toBe(1);
  });

  test('a pattern for this machine without a beginning is a risk, and any site is not let in', async () => {
    const url = await express('app.use(cors({ origin: /localhost:3000$/, credentials: true }));');
    const { code, out } = await check(url, '--origin', PAGE, '--strangers');
    expect(out).toContain('Risk: the server compares only a part of the origin.');
    expect([code, out.includes('echoes any origin')]).toEqual([1, false]);
  });

  test('a public API is no risk', async () => {
    const { code, out } = await askedAt('app.use(cors());');
    expect(out).toContain('as every site (*)');
    expect(code).toBe(0);
  });
});

test('the command prints the result and ends with its code, or with one line and 2', {
  timeout: PATIENCE,
}, async () => {
  const { url } = await serving(allowing);
  const ended = await command(url, '--origin', 'http://localhost:4000');
  expect([ended.code, ended.said]).toEqual([1, '']);
  expect(ended.out).toContain('Expected: allowed.');
  const said = 'crosscheck: name the page: --origin ORIGIN\n';
  expect(await command(url)).toEqual({ code: 2, out: '', said });
});
