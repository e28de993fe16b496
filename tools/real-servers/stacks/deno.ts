import { FETCH_ROUTES, fetchByHand } from '../javascript.ts';
import type { LabStack } from '../lab-stack.ts';
import { npmPackages } from '../npm-packages.ts';
import { codeFor, marked, replaceMarked, withFile } from '../paste.ts';
import { nameless, usualFailures } from '../usual-failures.ts';

const packages = npmPackages('deno');
const FILE = 'main.ts';

const program = (cors: string) =>
  [
    "import { answer } from './routes.js';",
    'async function handle(request: Request): Promise<Response> {',
    '  return answer(request);',
    '}',
    marked('//', cors === '' ? 'Deno.serve(handle);' : cors),
    '',
  ].join('\n');

const byHand = (origin: string) =>
  `Deno.serve(async (request) => {${fetchByHand(origin, 'await handle(request)')}});`;

/** A program of Deno’s own runtime. */
export const denoLab: LabStack = {
  id: 'deno-2',
  stack: 'deno-deploy',
  proofOnly: true,
  version: async () => `Deno ${packages.version('deno')}`,
  ready: packages.ready,
  packages,
  project: (_, { cors }) => ({ 'routes.js': FETCH_ROUTES, [FILE]: program(cors) }),
  command: ({ port, folder }) => ({
    program: `${packages.folder}/node_modules/@deno/linux-x64-glibc/deno`,
    args: ['run', '--no-config', '--no-check', '--allow-net', FILE],
    env: {
      HOME: folder,
      DENO_DIR: `${folder}/deno`,
      DENO_NO_UPDATE_CHECK: '1',
      DENO_SERVE_ADDRESS: `tcp:127.0.0.1:${port}`,
    },
  }),
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
