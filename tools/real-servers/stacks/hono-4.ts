import fc from 'fast-check';
import { type HonoCorsOptions, honoCors } from '../../../src/servers/hono/model.ts';
import { literal, pasteBelow } from '../javascript.ts';
import { type LabSettings, type LabStack, labModel } from '../lab-stack.ts';
import { nodeProgram, nodeReady, nodeVersion } from '../node.ts';
import { marked } from '../paste.ts';
import { labRoutes } from '../routes.ts';

const ROUTES = `
const data = (c) => {
  c.header('X-Total', '42');
  return c.json({ ok: true, method: c.req.method });
};
const addRoutes = (routes) => {
  for (const method of ['get', 'post', 'put', 'patch', 'delete']) routes[method]('/api/data', data);
  routes.get('/api/boom', () => {
    throw new Error('boom');
  });
  routes.get('/api/redirect', (c) => c.redirect('data'));
};
`;

const MANNERS = { options: 404, method: 404 } as const;

const PACKAGE = '{ "type": "module" }\n';
const APP = 'const app = new Hono();';
const IMPORTS = ["import { serve } from '@hono/node-server';", "import { Hono } from 'hono';"];

/** Node runs TypeScript files only since release 22, so the project has none. */
function app({ cors, before = '' }: LabSettings, port: number): string {
  return [
    ...IMPORTS,
    ...(cors === '' ? [] : ["import { cors } from 'hono/cors';"]),
    '',
    APP,
    before,
    marked('//', cors),
    ROUTES,
    'addRoutes(app);',
    'app.onError((_, c) => c.text("error", 500));',
    `serve({ fetch: app.fetch, port: ${port}, hostname: '127.0.0.1' });`,
    '',
  ].join('\n');
}

const use = (options: string) => `app.use('*', cors(${options}));`;

/** Hono 4 on Node. */
export const hono4: LabStack = {
  id: 'hono-4',
  stack: 'hono',
  version: async () => `Hono ${nodeVersion('hono')}`,
  ready: nodeReady,
  proofOnly: true,
  project: ({ port }, settings) => ({ 'package.json': PACKAGE, 'index.ts': app(settings, port) }),
  command: () => ({ ...nodeProgram('index.ts'), args: ['--import', 'tsx', 'index.ts'] }),
  failures: {
    'nothing-configured': { unrecognised: true, cors: '' },
    'origin-not-listed': { unrecognised: true, cors: use("{ origin: ['https://app.example'] }") },
    'origin-misspelled': { unrecognised: true, cors: use("{ origin: ['{page}/'] }") },
    'wildcard-with-credentials': {
      unrecognised: true,
      cors: use('{ credentials: true, origin: "*" }'),
    },
    'credentials-not-allowed': { unrecognised: true, cors: use("{ origin: ['{page}'] }") },
    'method-not-allowed': {
      unrecognised: true,
      cors: use("{ origin: ['{page}'], allowMethods: ['GET', 'POST'] }"),
    },
    'header-not-allowed': { cors: use("{ origin: ['{page}'], allowHeaders: ['content-type'] }") },
    'expose-missing': { unrecognised: true, cors: use("{ origin: ['{page}'] }") },
    'error-without-headers': {
      unrecognised: true,
      before: "app.get('/api/boom', (c) => c.text('boom', 500));",
      cors: use("{ origin: ['{page}'] }"),
    },
    redirect: {
      unrecognised: true,
      before: "app.get('/api/redirect', (c) => c.redirect('data'));",
      cors: use("{ origin: ['{page}'] }"),
    },
    'two-layers': 'the middleware sets its headers and never adds to them',
  },
  paste: (files, snippets) => pasteBelow(files, 'index.ts', APP, snippets),
  model: labModel<HonoCorsOptions>({
    settings: fc.record(
      {
        origin: fc.oneof(
          fc.constantFrom('*', 'http://localhost:3000', 'http://localhost:3000/'),
          fc.subarray(['http://localhost:3000', 'https://app.example', 'null', '*']),
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
      'index.ts': [
        ...IMPORTS,
        "import { cors } from 'hono/cors';",
        ROUTES,
        APP,
        ...all.flatMap((one, index) => [
          `const routes${index} = new Hono();`,
          `addRoutes(routes${index});`,
          `app.use('/${index}/*', cors(${literal(one)}));`,
          `app.route('/${index}', routes${index});`,
        ]),
        'app.onError((_, c) => c.text("error", 500));',
        `serve({ fetch: app.fetch, port: ${port}, hostname: '127.0.0.1' });`,
      ].join('\n'),
    }),
    answer: (options, request) => honoCors(options, labRoutes(MANNERS))(request),
  }),
};
