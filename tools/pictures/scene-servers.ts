import { createServer, type ServerResponse } from 'node:http';
import { listen, portOf } from './failures.ts';

/** The page of the scenes, and the API that it asks. */
export type SceneServers = {
  /** `http://localhost:3000` */
  readonly page: string;
  readonly api: string;
  /** Nothing answers there. */
  readonly closed: string;
  /** Whether the API allows the page from now on. */
  readonly fix: (fixed: boolean) => void;
  readonly close: () => void;
};

/** The ports that everybody knows, if they are free. */
const PAGE_PORT = 3000;
const API_PORT = 8000;
const CLOSED_PORT = 9000;

const PAGE = '<!doctype html><link rel="icon" href="data:,"><title>Shop</title>';

/** Starts a page and an API that looks like Express. Each path of the API fails in its own way. */
export async function startSceneServers(): Promise<SceneServers> {
  let isFixed = false;
  const pages = await listen(
    createServer((_, response) => {
      response.setHeader('content-type', 'text/html').end(PAGE);
    }),
    PAGE_PORT,
  );
  const api = await listen(
    createServer(({ url = '', headers: { origin = '' } }, response) => {
      response.setHeader('X-Powered-By', 'Express');
      if (isFixed) allow(response, origin, 'GET,HEAD,PUT,POST');
      else if (url.startsWith('/api/items')) allow(response, origin, 'GET,HEAD,POST');
      else if (url.startsWith('/api/session')) allow(response, '*', 'GET,HEAD,POST');
      else if (url.startsWith('/api/public')) allow(response, '*', 'GET');
      response.setHeader('content-type', 'application/json').end('[]');
    }),
    API_PORT,
  );
  const gone = await listen(createServer(), CLOSED_PORT);
  const closedPort = portOf(gone);
  gone.close();
  return {
    page: `http://localhost:${portOf(pages)}`,
    api: `http://localhost:${portOf(api)}`,
    closed: `http://localhost:${closedPort}`,
    fix: (fixed) => {
      isFixed = fixed;
    },
    close: () => {
      for (const server of [pages, api]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

function allow(response: ServerResponse, origin: string, methods: string): void {
  response.setHeader('Access-Control-Allow-Origin', origin);
  if (origin !== '*') {
    response.setHeader('Access-Control-Allow-Credentials', 'true');
    response.setHeader('Vary', 'Origin');
  }
  response.setHeader('Access-Control-Allow-Methods', methods);
}
