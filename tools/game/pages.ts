import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { PageUnderTest } from '../browsers/browser-under-test.ts';
import type { Ask } from './life.ts';

const fileOf = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`./${name}`, import.meta.url)), 'utf8');

/** Starts the server of the pages. They set a cookie that is sent to other ports of their host. */
export async function startPages(): Promise<{ readonly port: number; readonly close: () => void }> {
  const [page, frame, send, worker] = ['page.html', 'frame.html', 'send.js', 'worker.js'].map(
    fileOf,
  );
  const files = new Map([
    ['/frame', { type: 'text/html', text: frame }],
    ['/send.js', { type: 'text/javascript', text: send }],
    ['/worker.js', { type: 'text/javascript', text: `${send}${worker}` }],
  ]);
  const server = createServer(({ url = '' }, response) => {
    const { type, text } = files.get(url) ?? { type: 'text/html', text: page };
    response.setHeader('Set-Cookie', 'session=1; Path=/; SameSite=Lax');
    response.writeHead(200, { 'content-type': type }).end(text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { port, close };
}

/** Makes a page of the game ask. Resolves with what it got. */
export function askFrom(page: PageUnderTest, server: string, ask: Ask): Promise<string> {
  const { from, by, path, method, headers, credentials, mode } = ask;
  const init = { method, headers, credentials, mode };
  return page.evaluate<string>(
    `play(${JSON.stringify({ from, by, url: `${server}${path}`, init })})`,
  );
}
