import { createServer, type RequestListener, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';

/** A page and the API that it asks, each with its own origin. */
export type PlainFailures = {
  readonly page: string;
  /** What the page does, one request after the other. */
  readonly requests: readonly Request[];
  readonly close: () => void;
};

/** A request of the page, and the name of the picture of its row in the panel. */
export type Request = {
  readonly name: string;
  readonly path: string;
  readonly url: string;
  readonly init: Readonly<Record<string, string>>;
  /** Makes its server right, as its developer does with the fix. */
  readonly mend: () => void;
};

/** The ports that everybody knows, if they are free. */
const PAGE_PORT = 3000;
const API_PORT = 8000;

/**
 * Four plain failures of four Express servers: no CORS headers, `127.0.0.1` for `localhost`, `*`
 * for a request with cookies, and a method that is not allowed. Each server has one, so that each
 * fix is about one failure.
 */
export async function startPlainFailures(): Promise<PlainFailures> {
  const pages = await listen(
    createServer((_, response) => {
      response.setHeader('content-type', 'text/html').end('<!doctype html><title>Shop</title>');
    }),
    PAGE_PORT,
  );
  const page = `http://localhost:${portOf(pages)}`;
  const servers = [pages];
  const failing = async (
    name: string,
    path: string,
    options: CorsOptions | null,
    init: Request['init'] = {},
  ): Promise<Request> => {
    const api = await listen(createServer(expressApp(options)), API_PORT + servers.length - 1);
    servers.push(api);
    const mend = (): void => {
      const right = { origin: page, methods: ['GET', 'POST', 'PUT'], credentials: true };
      api.removeAllListeners('request').on('request', expressApp(right));
    };
    return { name, path, init, mend, url: `http://localhost:${portOf(api)}${path}` };
  };
  return {
    page: `${page}/`,
    requests: [
      await failing('missing', '/api/products', null),
      await failing('mismatch', '/api/prices', { origin: page.replace('localhost', '127.0.0.1') }),
      await failing('star', '/api/session', {}, { credentials: 'include' }),
      await failing(
        'method',
        '/api/items/42',
        { origin: page, methods: ['GET', 'POST'] },
        { method: 'PUT' },
      ),
    ],
    close: () => {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

/** The part that we use of Express and cors, which come without types. */
type App = RequestListener & { use(path: string, handler: RequestListener): void };
type CorsOptions = {
  readonly origin?: string;
  readonly methods?: readonly string[];
  readonly credentials?: boolean;
};
type Modules = { express(): App; cors(options: CorsOptions): RequestListener };

function expressApp(options: CorsOptions | null): RequestListener {
  const load = createRequire(import.meta.url);
  const { express, cors }: Modules = { express: load('express'), cors: load('cors') };
  const app = express();
  if (options !== null) app.use('/', cors(options));
  app.use('/', (_, response) => {
    response.setHeader('content-type', 'application/json').end('[]');
  });
  return app;
}

/** Listens at the wanted port of `localhost` if it is free, else at any. */
export async function listen(server: Server, wanted: number): Promise<Server> {
  const on = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, 'localhost', () => {
        server.off('error', reject);
        resolve();
      });
    });
  await on(wanted).catch(() => on(0));
  return server;
}

export const portOf = (server: Server): number => (server.address() as AddressInfo).port;
