import { FETCH_ROUTES, fetchByHand } from '../javascript.ts';
import type { LabStack } from '../lab-stack.ts';
import { npmPackages } from '../npm-packages.ts';
import { codeFor, marked, replaceMarked, withFile } from '../paste.ts';
import { nameless, usualFailures } from '../usual-failures.ts';

const packages = npmPackages('workers');
const FILE = 'src/index.js';

const main = (port: number) => `
import { Miniflare } from 'miniflare';
const server = new Miniflare({
  modules: true,
  scriptPath: '${FILE}',
  modulesRules: [{ type: 'ESModule', include: ['**/*.js'] }],
  compatibilityDate: '2026-07-01',
  host: '127.0.0.1',
  port: ${port},
});
await server.ready;
`;

/** The Worker as its developer wrote it; `handle` is what the fix calls the present function. */
const worker = (cors: string) =>
  [
    "import { answer } from './routes.js';",
    'async function handle(request, env, ctx) {',
    '  return answer(request);',
    '}',
    marked('//', cors === '' ? 'export default { fetch: handle };' : cors),
    '',
  ].join('\n');

const byHand = (origin: string) =>
  `export default { async fetch(request, env, ctx) {${fetchByHand(origin, 'await handle(request, env, ctx)')}} };`;

/** A Worker in Cloudflare's own runtime. */
export const cloudflareWorkersLab: LabStack = {
  id: 'cloudflare-workers',
  stack: 'cloudflare-workers',
  proofOnly: true,
  version: async () =>
    `workerd ${packages.version('workerd')} (Miniflare ${packages.version('miniflare')})`,
  ready: packages.ready,
  packages,
  project: ({ port }, { cors }) => ({
    'package.json': '{ "type": "module", "private": true }\n',
    'main.js': main(port),
    'src/routes.js': FETCH_ROUTES,
    [FILE]: worker(cors),
  }),
  command: () => packages.program('main.js'),
  failures: nameless({
    ...usualFailures({ allowing: byHand, star: { cors: byHand('*') } }),
    'two-layers': {
      cors: byHand('{page}').replace(
        'return response;',
        "response.headers.append('Access-Control-Allow-Origin', '*');\nreturn response;",
      ),
    },
  }),
  paste: (files, snippets) =>
    withFile(files, FILE, (text) => replaceMarked(text, codeFor(FILE, snippets))),
  model: null,
};
