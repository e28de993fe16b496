import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
} from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';

/** A request as it reached the server. */
export type Received = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
};

/** Settings of the package cors. */
export type CorsOptions = { readonly origin: string; readonly methods: string };

/** A real Express server with the package cors, as people run it. It keeps its port. */
export type CorsServer = {
  readonly origin: string;
  /** Everything that reached it, the newest last. */
  readonly received: readonly Received[];
  /** Stops it, and starts it with other settings: null runs no CORS code. */
  restart(options: CorsOptions | null): Promise<void>;
  stop(): Promise<void>;
};

/** The part that we use of Express and cors, which come without types. */
type App = RequestListener & { use(path: string, handler: RequestListener): void };
type Modules = { express(): App; cors(options: CorsOptions): RequestListener };

/** Where `/login` leads: a server that no page of the tests asks. */
const LOGIN = 'http://127.0.0.2:9/accounts/login';

export async function startCorsServer(options: CorsOptions | null): Promise<CorsServer> {
  const received: Received[] = [];
  const listen = async (changed: CorsOptions | null, port: number): Promise<Server> => {
    const app = appWith(changed);
    const started = createServer((request, response) => {
      const { method = '', url: path = '', headers } = request;
      received.push({ method, path, headers });
      app(request, response);
    }).listen(port, '127.0.0.1');
    await once(started, 'listening');
    return started;
  };
  let server = await listen(options, 0);
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    stop,
    async restart(changed) {
      await stop();
      server = await listen(changed, port);
    },
  };
}

function appWith(options: CorsOptions | null): RequestListener {
  const load = createRequire(import.meta.url);
  const { express, cors }: Modules = { express: load('express'), cors: load('cors') };
  const app = express();
  if (options !== null) app.use('/', cors(options));
  app.use('/login', (_, response) => {
    response.writeHead(302, { location: LOGIN }).end();
  });
  app.use('/', (_, response) => {
    response.setHeader('content-type', 'application/json').end('[]');
  });
  return app;
}
