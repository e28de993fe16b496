import { handSetCors, nodeHttp } from '../../../src/servers/node-http/index.ts';
import { byPrefix } from '../javascript.ts';
import { type LabSettings, type LabStack, labModel } from '../lab-stack.ts';
import { anyLayerSettings, printedFor } from '../layer-settings.ts';
import { nodeProgram, nodeReady } from '../node.ts';
import { codeFor, insertBelow, marked, replaceMarked, withFile } from '../paste.ts';
import { labRoutes } from '../routes.ts';

const PACKAGE = '{ "type": "module" }\n';
const FILE = 'server.js';

const ROUTES = `
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (request.url === '/api/boom') {
    response.writeHead(reads ? 500 : 405).end();
  } else if (request.url === '/api/redirect') {
    response.writeHead(reads ? 302 : 405, { Location: 'data' }).end();
  } else if (request.url !== '/api/data') {
    response.writeHead(404).end();
  } else if (!['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(request.method)) {
    response.writeHead(405).end();
  } else {
    response.setHeader('Content-Type', 'application/json');
    response.setHeader('X-Total', '42');
    response.end('{"ok":true}');
  }
`;
const MANNERS = { options: 405, method: 405 } as const;

const LISTENER = 'const listener = (request, response) => {';

function program({ cors, before = '' }: LabSettings, port: number): string {
  return [
    "import { createServer } from 'node:http';",
    LISTENER,
    before,
    marked('//', cors),
    ROUTES,
    '};',
    `createServer(listener).listen(${port}, '127.0.0.1');`,
    '',
  ].join('\n');
}

const set = (name: string, value: string) => `response.setHeader('${name}', '${value}');`;

/** What articles print: the headers, and a 204 to any OPTIONS. */
const byHand = (origin: string, methods = 'GET, POST, PUT, DELETE', headers = 'content-type') =>
  [
    set('Access-Control-Allow-Origin', origin),
    set('Access-Control-Allow-Methods', methods),
    set('Access-Control-Allow-Headers', headers),
    "if (request.method === 'OPTIONS') return response.writeHead(204).end();",
  ].join('\n');

/** Answers before anything about CORS is set. */
const early = (path: string, answer: string) =>
  `if (request.url === '${path}') return response.writeHead(${answer}).end();`;

/** A server of Node.js itself. */
export const nodeHttpLab: LabStack = {
  id: 'node-http',
  stack: 'node-http',
  version: async () => `Node.js ${process.versions.node}`,
  ready: nodeReady,
  proofOnly: true,
  project: ({ port }, settings) => ({ 'package.json': PACKAGE, [FILE]: program(settings, port) }),
  command: () => nodeProgram(FILE),
  failures: {
    'nothing-configured': { unrecognised: true, cors: '' },
    'origin-not-listed': { unrecognised: true, cors: byHand('https://app.example') },
    'origin-misspelled': { unrecognised: true, cors: byHand('{page}/') },
    'wildcard-with-credentials': { unrecognised: true, cors: byHand('*') },
    'credentials-not-allowed': { unrecognised: true, cors: byHand('{page}') },
    'method-not-allowed': { unrecognised: true, cors: byHand('{page}', 'GET, POST') },
    'header-not-allowed': { unrecognised: true, cors: byHand('{page}') },
    'expose-missing': { unrecognised: true, cors: byHand('{page}') },
    'error-without-headers': {
      unrecognised: true,
      before: early('/api/boom', '500'),
      cors: byHand('{page}'),
    },
    redirect: {
      unrecognised: true,
      before: early('/api/redirect', "302, { Location: 'data' }"),
      cors: byHand('{page}'),
    },
    'two-layers': {
      unrecognised: true,
      cors: `${byHand('{page}')}\nresponse.appendHeader('Access-Control-Allow-Origin', '*');`,
    },
  },
  paste: (files, snippets) =>
    withFile(files, FILE, (text) =>
      insertBelow(replaceMarked(text, ''), LISTENER, codeFor(FILE, snippets)),
    ),
  model: labModel({
    settings: anyLayerSettings,
    project: ({ port }, all) => ({
      'package.json': PACKAGE,
      [FILE]: byPrefix(
        `[${all
          .map(
            (one) =>
              `${LISTENER.slice('const listener = '.length)}\n${printedFor(nodeHttp, FILE, one)}${ROUTES}}`,
          )
          .join(',\n')}]`,
        port,
      ),
    }),
    answer: (settings, request) =>
      handSetCors({ ...settings, answersPreflights: true }, labRoutes(MANNERS))(request),
  }),
};
