import fc from 'fast-check';
import { type KoaCorsOptions, koaCors } from '../../../src/servers/koa-cors/model.ts';
import { byPrefix, literal, pasteBelow } from '../javascript.ts';
import { type LabSettings, type LabStack, labModel } from '../lab-stack.ts';
import { nodeProgram, nodeReady, nodeVersion } from '../node.ts';
import { marked } from '../paste.ts';
import { labRoutes } from '../routes.ts';

const ROUTES = `
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const api = (ctx) => {
  const reads = ['GET', 'HEAD'].includes(ctx.method);
  if (ctx.path === '/api/boom' && reads) throw new Error('boom');
  if (ctx.path === '/api/redirect' && reads) return ctx.redirect('data');
  if (ctx.path !== '/api/data' || !METHODS.includes(ctx.method)) return;
  ctx.set('X-Total', '42');
  ctx.body = { ok: true, method: ctx.method };
};
`;

/** Koa has no routes of its own: what nothing answers is a 404. */
const MANNERS = { options: 404, method: 404 } as const;

const PACKAGE = '{ "type": "module" }\n';
const APP = 'const app = new Koa();';

function app({ cors, before = '' }: LabSettings, port: number): string {
  return [
    "import Koa from 'koa';",
    ...(cors === '' ? [] : ["import cors from '@koa/cors';"]),
    '',
    APP,
    before,
    marked('//', cors),
    ROUTES,
    'app.use(api);',
    'app.silent = true;',
    `app.listen(${port}, '127.0.0.1');`,
    '',
  ].join('\n');
}

const use = (options: string) => `app.use(cors(${options}));`;

/** Koa 3 with @koa/cors. */
export const koa3: LabStack = {
  id: 'koa-3',
  stack: 'koa-cors',
  version: async () => `Koa ${nodeVersion('koa')}, @koa/cors ${nodeVersion('@koa/cors')}`,
  ready: nodeReady,
  proofOnly: true,
  project: ({ port }, settings) => ({ 'package.json': PACKAGE, 'app.js': app(settings, port) }),
  command: () => nodeProgram('app.js'),
  failures: {
    'nothing-configured': { unrecognised: true, cors: '' },
    'origin-not-listed': { unrecognised: true, cors: use("{ origin: 'https://app.example' }") },
    'origin-misspelled': { unrecognised: true, cors: use("{ origin: '{page}/' }") },
    'wildcard-with-credentials':
      'with credentials the middleware sends back whoever asks, in place of the star',
    'credentials-not-allowed': { unrecognised: true, cors: use("{ origin: '{page}' }") },
    'method-not-allowed': {
      unrecognised: true,
      cors: use("{ origin: '{page}', allowMethods: ['GET', 'POST'] }"),
    },
    'header-not-allowed': { cors: use("{ origin: '{page}', allowHeaders: ['content-type'] }") },
    'expose-missing': { unrecognised: true, cors: use("{ origin: '{page}' }") },
    'error-without-headers': {
      unrecognised: true,
      cors: use("{ origin: '{page}', keepHeadersOnError: false }"),
    },
    redirect: {
      unrecognised: true,
      before:
        "app.use((ctx, next) => (ctx.path === '/api/redirect' ? ctx.redirect('data') : next()));",
      cors: use("{ origin: '{page}' }"),
    },
    'two-layers': 'the middleware sets its headers and never adds to them',
  },
  paste: (files, snippets) => pasteBelow(files, 'app.js', APP, snippets),
  model: labModel<KoaCorsOptions>({
    settings: fc.record(
      {
        origin: fc.oneof(
          fc.constantFrom('*', '', 'http://localhost:3000', 'http://localhost:3000/'),
          fc.subarray(['http://localhost:3000', 'https://app.example', 'null']),
        ),
        allowMethods: fc.subarray(['GET', 'PUT', 'patch', 'PROPFIND']),
        allowHeaders: fc.subarray(['x-token', 'Content-Type', '*']),
        exposeHeaders: fc.subarray(['x-total', 'ETag']),
        credentials: fc.boolean(),
        maxAge: fc.constantFrom(0, 600),
      },
      { requiredKeys: [] },
    ),
    project: ({ port }, all) => ({
      'package.json': PACKAGE,
      'app.js': [
        "import cors from '@koa/cors';",
        "import Koa from 'koa';",
        ROUTES,
        'const compare = (list) => (ctx) => (list.includes(ctx.get("Origin")) ? ctx.get("Origin") : "");',
        'const handler = (options) => {',
        '  const app = new Koa();',
        '  app.silent = true;',
        '  const { origin } = options;',
        '  app.use(cors(Array.isArray(origin) ? { ...options, origin: compare(origin) } : options));',
        '  app.use(api);',
        '  return app.callback();',
        '};',
        byPrefix(`[${all.map(literal).join(', ')}].map(handler)`, port),
      ].join('\n'),
    }),
    answer: (options, request) => koaCors(options, labRoutes(MANNERS))(request),
  }),
};
