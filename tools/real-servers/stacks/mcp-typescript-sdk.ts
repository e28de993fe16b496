import type { LabRequest } from '../failures.ts';
import { pasteBelow } from '../javascript.ts';
import type { LabFailure, LabStack } from '../lab-stack.ts';
import { npmCorsByHand } from '../npm-cors-settings.ts';
import { npmPackages } from '../npm-packages.ts';
import { marked } from '../paste.ts';
import { TSX } from '../typescript.ts';

const packages = npmPackages('mcp');
const FILE = 'server.ts';
const APP = 'const app = express();';

const program = (cors: string, port: number) =>
  [
    "import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';",
    "import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';",
    "import express from 'express';",
    ...(cors === '' ? [] : ["import cors from 'cors';"]),
    '',
    APP,
    marked('//', cors),
    'app.use(express.json());',
    "app.post('/mcp', async (request, response) => {",
    "  const server = new McpServer({ name: 'lab', version: '1.0.0' });",
    "  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: () => '42' });",
    '  await server.connect(transport);',
    '  await transport.handleRequest(request, response, request.body);',
    '});',
    `app.listen(${port}, '127.0.0.1');`,
    '',
  ].join('\n');

/** The first request of a client, and one that it sends next. */
const INITIALIZE: LabRequest = {
  path: '/mcp',
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2025-06-18',
  },
  body: JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'page', version: '1.0.0' },
    },
  }),
};

const used = (options: string) => `app.use(cors(${options}));`;
const WITH_HEADERS = npmCorsByHand('{page}').replace(
  "['content-type']",
  "['content-type', 'mcp-protocol-version']",
);
const failure = (cors: string, more: Partial<LabRequest> = {}): LabFailure => ({
  cors,
  request: { ...INITIALIZE, ...more },
});

/** A server of the official SDK in Express, as a page with an MCP client asks it. */
export const mcpTypescriptSdkLab: LabStack = {
  id: 'mcp-typescript-sdk-1',
  stack: 'mcp-typescript-sdk',
  proofOnly: true,
  version: async () =>
    `MCP TypeScript SDK ${packages.version('@modelcontextprotocol/sdk')}, ` +
    `Express ${packages.version('express')}, cors ${packages.version('cors')}`,
  ready: packages.ready,
  packages,
  project: ({ port }, { cors }) => ({
    'package.json': '{ "type": "module", "private": true }\n',
    [FILE]: program(cors, port),
  }),
  command: () => packages.program('--import', TSX, FILE),
  failures: {
    'nothing-configured': failure(''),
    'origin-not-listed': failure(used(WITH_HEADERS.replace('{page}', 'https://app.example'))),
    'origin-misspelled': failure(used(WITH_HEADERS.replace('{page}', '{page}/'))),
    'wildcard-with-credentials': failure(used(''), { credentials: 'include' }),
    'credentials-not-allowed': failure(used(WITH_HEADERS), { credentials: 'include' }),
    'method-not-allowed': 'Express knows only POST here',
    'header-not-allowed': failure(used(npmCorsByHand('{page}'))),
    'expose-missing': failure(used(WITH_HEADERS), { reads: 'mcp-session-id' }),
    'error-without-headers': {
      cors: '',
      request: { path: '/none' },
      status: 404,
      unrecognised: true,
    },
    redirect: 'it never redirects',
    'two-layers': 'cors sets its headers and never adds to them',
  },
  paste: (files, snippets) => pasteBelow(files, FILE, APP, snippets),
  model: null,
};
