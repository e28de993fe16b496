import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that runs. */
export type Running = { readonly origin: string; readonly stop: () => Promise<void> };

/** Listens on this port of loopback; by default a free one. */
export async function serve(listener: RequestListener, wanted = 0): Promise<Running> {
  const server = createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(wanted, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A port that was free a moment ago, where nothing listens. */
export async function nobody(): Promise<Running> {
  const server = await serve(() => {});
  await server.stop();
  return { ...server, stop: async () => {} };
}
