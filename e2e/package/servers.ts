import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on this machine, and what it was asked. */
export type Serving = {
  readonly url: string;
  readonly got: readonly string[];
  readonly close: () => void;
};

export async function serve(answer: RequestListener, host = '127.0.0.1'): Promise<Serving> {
  const got: string[] = [];
  const server: Server = createServer((request, response) => {
    got.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, host, done));
  const { port } = server.address() as AddressInfo;
  const name = host === '::1' ? '[::1]' : host;
  return { url: `http://${name}:${port}`, got, close: () => server.close() };
}

/** An API that refuses pages in many ways, by its path. */
export const api: RequestListener = ({ url = '', headers: { origin = '' } }, response) => {
  const allow = (value: string): void => {
    response.setHeader('Access-Control-Allow-Origin', value);
  };
  if (url === '/any' || url === '/cookies') allow('*');
  if (url === '/mismatch') allow('http://localhost:1');
  if (url === '/echo') {
    allow(origin);
    response.setHeader('Access-Control-Allow-Credentials', 'true');
  }
  if (url === '/moved') {
    allow('*');
    response.writeHead(302, { Location: '/missing' });
  }
  response.end('{}');
};

/** A page without content. */
export const page: RequestListener = (_, response) => {
  response.setHeader('Content-Type', 'text/html');
  response.end('<!doctype html><title>page</title>');
};
