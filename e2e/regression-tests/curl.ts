import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serializedOrigin } from '../../src/model/origin.ts';
import { curlTest } from '../../src/servers/kit/regression-test/curl.ts';
import { snippetText } from '../../src/servers/kit/stack.ts';

/**
 * What the printed script says about a server that gives every request this response; then its exit
 * code.
 */
export async function curlAgainst(headers: OutgoingHttpHeaders, preflightStatus = 204) {
  const server = createServer(({ method }, answer) => {
    answer.writeHead(method === 'OPTIONS' ? preflightStatus : 200, headers);
    // A body is no header, whatever it says.
    answer.end('x\nAccess-Control-Allow-Origin: http://localhost:3000\n');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const folder = await mkdtemp(join(tmpdir(), 'crosscheck-curl-'));
  try {
    const { port } = server.address() as AddressInfo;
    const script = join(folder, 'cors-test.sh');
    await writeFile(script, snippetText(curlTest(requirement(`http://127.0.0.1:${port}`))));
    return await new Promise<string>((resolve) => {
      execFile('sh', [script], (error, out, problem) =>
        resolve(`${out}${problem}exit code ${error === null ? 0 : error.code}`),
      );
    });
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const ORIGIN = serializedOrigin('http://localhost:3000');

const requirement = (server: string): Parameters<typeof curlTest>[0] => ({
  server: serializedOrigin(server),
  url: `${server}/items?a='b`,
  method: 'PUT',
  origin: ORIGIN,
  origins: [ORIGIN],
  credentials: true,
  methods: ['PUT'],
  headers: ['content-type', 'x-token'],
  expose: ['x-total'],
  preflight: true,
});
