import type { LabRequest } from '../failures.ts';
import type { LabFailure, LabStack } from '../lab-stack.ts';
import { npmCorsByHand } from '../npm-cors-settings.ts';
import { npmPackages } from '../npm-packages.ts';
import { codeFor, marked, replaceMarked, withFile } from '../paste.ts';
import { TSX } from '../typescript.ts';

const packages = npmPackages('rpc');
const FILE = 'server.ts';

const made = (options: string) => `const io = new Server(httpServer, { ${options} });`;

const program = (cors: string, port: number) =>
  [
    "import { createServer } from 'node:http';",
    "import { Server } from 'socket.io';",
    '',
    'const httpServer = createServer((request, response) => response.writeHead(404).end());',
    marked('//', made(cors)),
    "io.engine.on('headers', (headers) => { headers['X-Total'] = '42'; });",
    `httpServer.listen(${port}, '127.0.0.1');`,
    '',
  ].join('\n');

/** The first request of its client. */
const HANDSHAKE: LabRequest = { path: '/socket.io/?EIO=4&transport=polling' };

const allowing = (origin: string) => `cors: ${npmCorsByHand(origin)}`;
const failure = (cors: string, more: Partial<LabRequest> = {}): LabFailure => ({
  cors,
  request: { ...HANDSHAKE, ...more },
});

/** Socket.IO on a server of Node.js. */
export const socketIoLab: LabStack = {
  id: 'socket-io-4',
  stack: 'socket-io',
  proofOnly: true,
  version: async () => `Socket.IO ${packages.version('socket.io')}`,
  ready: packages.ready,
  packages,
  project: ({ port }, { cors }) => ({
    'package.json': '{ "type": "module", "private": true }\n',
    [FILE]: program(cors, port),
  }),
  command: () => packages.program('--import', TSX, FILE),
  failures: {
    'nothing-configured': failure(''),
    'origin-not-listed': failure(allowing('https://app.example')),
    'origin-misspelled': failure(allowing('{page}/')),
    'wildcard-with-credentials': failure("cors: { origin: '*' }", { credentials: 'include' }),
    'credentials-not-allowed': failure(allowing('{page}'), { credentials: 'include' }),
    'method-not-allowed': 'its client asks with GET and POST only',
    'header-not-allowed': failure(allowing('{page}'), { headers: { 'x-token': '1' } }),
    'expose-missing': failure(allowing('{page}'), { reads: 'x-total' }),
    'error-without-headers': {
      ...failure('', { path: '/socket.io/?EIO=4&transport=none' }),
      status: 400,
    },
    redirect: 'it never redirects',
    'two-layers': 'cors sets its headers and never adds to them',
  },
  paste: (files, snippets) =>
    withFile(files, FILE, (text) => replaceMarked(text, codeFor(FILE, snippets))),
  model: null,
};
