import fc from 'fast-check';
import { type HapiCorsOptions, hapiCors } from '../../../src/servers/hapi/model.ts';
import { byPrefix, literal } from '../javascript.ts';
import { type LabSettings, type LabStack, labModel } from '../lab-stack.ts';
import { nodeProgram, nodeReady, nodeVersion } from '../node.ts';
import { codeFor, marked, replaceMarked, withFile } from '../paste.ts';
import { labRoutes } from '../routes.ts';

const ROUTES = `
const addRoutes = (server) => {
  server.route([
    {
      method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      path: '/api/data',
      handler: (request, h) =>
        h.response({ ok: true, method: request.method }).header('X-Total', '42'),
    },
    {
      method: 'GET',
      path: '/api/boom',
      handler: () => {
        throw new Error('boom');
      },
    },
    { method: 'GET', path: '/api/redirect', handler: (_, h) => h.redirect('data') },
  ]);
};
`;

const MANNERS = { options: 404, method: 404 } as const;

const PACKAGE = '{ "type": "module" }\n';
const LOG = 'debug: false,';

function program({ cors, before = '' }: LabSettings, port: number): string {
  return [
    "import Hapi from '@hapi/hapi';",
    ROUTES,
    'const server = Hapi.server({',
    `  host: '127.0.0.1', port: ${port}, ${LOG}`,
    marked('//', cors),
    '});',
    before,
    'addRoutes(server);',
    'await server.start();',
    '',
  ].join('\n');
}

const option = (options: string) => `routes: { cors: ${options} },`;

/** hapi 21. */
export const hapi21: LabStack = {
  id: 'hapi-21',
  stack: 'hapi',
  version: async () => `hapi ${nodeVersion('@hapi/hapi')}`,
  ready: nodeReady,
  proofOnly: true,
  project: ({ port }, settings) => ({
    'package.json': PACKAGE,
    'server.js': program(settings, port),
  }),
  command: () => nodeProgram('server.js'),
  failures: {
    'nothing-configured': { unrecognised: true, cors: '' },
    'origin-not-listed': {
      unrecognised: true,
      cors: option("{ origin: ['https://app.example'] }"),
    },
    'origin-misspelled': {
      unrecognised: true,
      cors: option("{ origin: ['{page}/'] }"),
    },
    'wildcard-with-credentials': 'hapi sends back whoever asks, in place of the star',
    'credentials-not-allowed': { cors: option("{ origin: ['{page}'] }") },
    'method-not-allowed': 'hapi has no list of methods: it allows what a route has',
    'header-not-allowed': { unrecognised: true, cors: option("{ origin: ['{page}'] }") },
    'expose-missing': { cors: option("{ origin: ['{page}'] }") },
    'error-without-headers': { unrecognised: true, cors: '' },
    redirect: { unrecognised: true, cors: '' },
    'two-layers': 'hapi sets its headers and never adds to them',
  },
  paste: (files, snippets) =>
    withFile(files, 'server.js', (text) => replaceMarked(text, codeFor('server.js', snippets))),
  model: labModel<HapiCorsOptions>({
    settings: fc.record(
      {
        origin: fc.oneof(
          fc.constantFrom(['*'], ['http://localhost:3000', 'https://app.example']),
          fc.subarray(['http://localhost:3000', 'https://app.example', 'null'], { minLength: 1 }),
        ),
        headers: fc.oneof(
          fc.constant(['x-token', 'X-Other', 'Content-Type']),
          fc.subarray(['x-token', 'Content-Type', 'Accept']),
        ),
        exposedHeaders: fc.subarray(['x-total', 'ETag']),
        credentials: fc.boolean(),
        maxAge: fc.constantFrom(0, 600),
      },
      { requiredKeys: [] },
    ),
    project: ({ port }, all) => ({
      'package.json': PACKAGE,
      'server.js': [
        "import Hapi from '@hapi/hapi';",
        ROUTES,
        'const start = async (cors) => {',
        `  const server = Hapi.server({ ${LOG} routes: { cors } });`,
        '  addRoutes(server);',
        '  await server.initialize();',
        "  return (request, response) => server.listener.emit('request', request, response);",
        '};',
        'const servers = [];',
        `for (const one of [${all.map(literal).join(', ')}]) servers.push(await start(one));`,
        byPrefix('servers', port),
      ].join('\n'),
    }),
    answer: (options, request) => hapiCors(options, labRoutes(MANNERS))(request),
  }),
};
