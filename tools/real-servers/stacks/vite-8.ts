import { viteCors } from '../../../src/servers/vite/index.ts';
import { byPrefix, literal } from '../javascript.ts';
import { type LabSettings, type LabStack, labModel } from '../lab-stack.ts';
import { nodeProgram, nodeReady, nodeVersion } from '../node.ts';
import { npmCorsSettings } from '../npm-cors-settings.ts';
import { codeFor, marked, replaceMarked, withFile } from '../paste.ts';
import { labRoutes } from '../routes.ts';

/** A plugin's own responses, which come behind Vite's CORS code. */
const PLUGIN = `
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const api = (request, response, next) => {
  const path = request.url.split('?')[0];
  const reads = ['GET', 'HEAD'].includes(request.method);
  if (path === '/api/boom' && reads) return response.writeHead(500).end();
  if (path === '/api/redirect' && reads) {
    return response.writeHead(302, { Location: 'data' }).end();
  }
  if (path !== '/api/data' || !METHODS.includes(request.method)) {
    return response.writeHead(404).end();
  }
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('X-Total', '42');
  response.end(JSON.stringify({ ok: true, method: request.method }));
};
export const plugin = {
  name: 'api',
  configureServer: (server) => void server.middlewares.use(api),
};
`;

const MANNERS = { options: 404, method: 404 } as const;

const PACKAGE = '{ "type": "module" }\n';
const MAIN = `
import { createServer } from 'vite';
const server = await createServer({ configFile: './vite.config.js' });
await server.listen();
`;

function config({ cors }: LabSettings, port: number): string {
  return [
    "import { plugin } from './plugin.js';",
    'export default {',
    "  logLevel: 'silent',",
    '  plugins: [plugin],',
    '  server: {',
    `    host: '127.0.0.1', port: ${port}, strictPort: true, hmr: false, watch: null,`,
    marked('//', cors),
    '  },',
    '};',
  ].join('\n');
}

/** The development server of Vite 8. */
export const vite8: LabStack = {
  id: 'vite-8',
  stack: 'vite',
  version: async () => `Vite ${nodeVersion('vite')}`,
  ready: nodeReady,
  proofOnly: true,
  project: ({ port }, settings) => ({
    'package.json': PACKAGE,
    'plugin.js': PLUGIN,
    'main.js': MAIN,
    'vite.config.js': config(settings, port),
  }),
  command: () => nodeProgram('main.js'),
  failures: {
    'nothing-configured': { cors: 'cors: false,', unrecognised: true },
    'origin-not-listed': { cors: "cors: { origin: ['https://app.example'] },", unrecognised: true },
    'origin-misspelled': { cors: "cors: { origin: ['{page}/'] },", unrecognised: true },
    'wildcard-with-credentials': {
      cors: "cors: { origin: '*', credentials: true },",
      unrecognised: true,
    },
    'credentials-not-allowed': { cors: '', unrecognised: true },
    'method-not-allowed': {
      cors: "cors: { origin: ['{page}'], methods: ['GET', 'POST'] },",
      unrecognised: true,
    },
    'header-not-allowed': {
      cors: "cors: { origin: ['{page}'], allowedHeaders: ['content-type'] },",
      unrecognised: true,
    },
    'expose-missing': { cors: '', unrecognised: true },
    'error-without-headers': { cors: 'cors: false,', unrecognised: true },
    redirect: { cors: 'cors: false,', unrecognised: true },
    'two-layers': 'cors sets its headers and never adds to them',
  },
  paste: (files, snippets) =>
    withFile(files, 'vite.config.js', (text) =>
      replaceMarked(text, codeFor('vite.config.js', snippets)),
    ),
  model: labModel({
    settings: npmCorsSettings,
    project: ({ port }, all) => ({
      'package.json': PACKAGE,
      'plugin.js': PLUGIN,
      'main.js': [
        "import { createServer as createVite } from 'vite';",
        "import { plugin } from './plugin.js';",
        'const start = async (cors) => {',
        '  const server = await createVite({',
        "    configFile: false, logLevel: 'silent', plugins: [plugin], appType: 'custom',",
        '    server: { middlewareMode: true, hmr: false, ws: false, watch: null, cors },',
        '  });',
        '  return server.middlewares;',
        '};',
        'const servers = [];',
        `for (const one of [${all.map(literal).join(', ')}]) servers.push(await start(one));`,
        byPrefix('servers', port),
      ].join('\n'),
    }),
    answer: (options, request) => viteCors(options, labRoutes(MANNERS))(request),
  }),
};
