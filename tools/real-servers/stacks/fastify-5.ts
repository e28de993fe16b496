import fc from 'fast-check';
import { type FastifyCorsOptions, fastifyCors } from '../../../src/servers/fastify-cors/model.ts';
import { literal, pasteBelow } from '../javascript.ts';
import { type LabSettings, type LabStack, labModel } from '../lab-stack.ts';
import { nodeProgram, nodeReady, nodeVersion } from '../node.ts';
import { marked } from '../paste.ts';
import { labRoutes } from '../routes.ts';

const ROUTES = `
const data = async (request, reply) => {
  reply.header('X-Total', '42');
  return { ok: true, method: request.method };
};
const api = async (routes) => {
  for (const method of ['get', 'post', 'put', 'patch', 'delete']) routes[method]('/api/data', data);
  routes.get('/api/boom', async () => {
    throw new Error('boom');
  });
  routes.get('/api/redirect', async (_, reply) => reply.redirect('data'));
};
`;

const MANNERS = { options: 404, method: 404 } as const;

const PACKAGE = '{ "type": "module" }\n';
const APP = 'const app = Fastify();';

function app({ cors, before = '' }: LabSettings, port: number): string {
  return [
    "import Fastify from 'fastify';",
    ...(cors === '' ? [] : ["import cors from '@fastify/cors';"]),
    '',
    APP,
    before,
    marked('//', cors),
    ROUTES,
    'app.register(api);',
    `await app.listen({ port: ${port}, host: '127.0.0.1' });`,
    '',
  ].join('\n');
}

const register = (options: string) => `await app.register(cors, ${options});`;

/** A hook before the plugin's own, such as one for logins. */
const hook = (answer: string) =>
  `app.addHook('onRequest', async (request, reply) => {\n  ${answer}\n});`;

/** Fastify 5 with @fastify/cors. */
export const fastify5: LabStack = {
  id: 'fastify-5',
  stack: 'fastify-cors',
  version: async () =>
    `Fastify ${nodeVersion('fastify')}, @fastify/cors ${nodeVersion('@fastify/cors')}`,
  ready: nodeReady,
  proofOnly: true,
  project: ({ port }, settings) => ({ 'package.json': PACKAGE, 'app.js': app(settings, port) }),
  command: () => nodeProgram('app.js'),
  failures: {
    'nothing-configured': { cors: '' },
    'origin-not-listed': { cors: register("{ origin: ['https://app.example'] }") },
    'origin-misspelled': { cors: register("{ origin: ['{page}/'] }") },
    'wildcard-with-credentials': { cors: register('{ credentials: true }') },
    'credentials-not-allowed': { cors: register("{ origin: ['{page}'] }") },
    'method-not-allowed': { cors: register("{ origin: ['{page}'] }") },
    'header-not-allowed': {
      cors: register("{ origin: ['{page}'], allowedHeaders: ['content-type'] }"),
    },
    'expose-missing': { cors: register("{ origin: ['{page}'] }") },
    'error-without-headers': {
      before: hook("if (request.url === '/api/boom') return reply.code(500).send('boom');"),
      cors: register("{ origin: ['{page}'] }"),
    },
    redirect: {
      before: hook("if (request.url === '/api/redirect') return reply.redirect('data');"),
      cors: register("{ origin: ['{page}'] }"),
    },
    'two-layers': 'the plugin sets its headers and never adds to them',
  },
  paste: (files, snippets) => pasteBelow(files, 'app.js', APP, snippets),
  model: labModel<FastifyCorsOptions>({
    settings: fc.record(
      {
        origin: fc.oneof(
          fc.constantFrom('*', 'http://localhost:3000', 'http://localhost:3000/', true, false),
          fc.subarray(['http://localhost:3000', 'https://app.example', 'null', '*']),
        ),
        methods: fc.subarray(['GET', 'PUT', 'patch', 'PROPFIND']),
        allowedHeaders: fc.subarray(['x-token', 'Content-Type', '*']),
        exposedHeaders: fc.subarray(['x-total', 'ETag']),
        credentials: fc.boolean(),
        maxAge: fc.constantFrom(0, 600),
        strictPreflight: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    project: ({ port }, all) => ({
      'package.json': PACKAGE,
      'app.js': [
        "import cors from '@fastify/cors';",
        "import Fastify from 'fastify';",
        ROUTES,
        APP,
        'const below = async (routes, options, number) => routes.register(async (scope) => {',
        '  await scope.register(cors, options);',
        '  scope.setNotFoundHandler((_, reply) => reply.code(404).send({}));',
        '  scope.register(api);',
        "}, { prefix: '/' + number });",
        ...all.map((one, index) => `await below(app, ${literal(one)}, ${index});`),
        `await app.listen({ port: ${port}, host: '127.0.0.1' });`,
      ].join('\n'),
    }),
    answer: (options, request) => fastifyCors(options, labRoutes(MANNERS))(request),
  }),
};
