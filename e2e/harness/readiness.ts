import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A loopback server that answers anything with an empty page. */
export async function startReadinessServer(): Promise<{
  readonly url: string;
  /** The same server under a name that makes it another origin. */
  readonly elsewhere: string;
  readonly close: () => void;
}> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>ready</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    elsewhere: `http://localhost:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
