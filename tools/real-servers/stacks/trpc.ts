import type { LabRequest } from '../failures.ts';
import type { LabFailure, LabStack } from '../lab-stack.ts';
import { npmCorsByHand } from '../npm-cors-settings.ts';
import { npmPackages } from '../npm-packages.ts';
import { codeFor, marked, replaceMarked, withFile } from '../paste.ts';
import { TSX } from '../typescript.ts';
import { nameless } from '../usual-failures.ts';

const packages = npmPackages('rpc');
const FILE = 'server.ts';

const program = (cors: string, port: number) =>
  [
    "import { initTRPC } from '@trpc/server';",
    "import { createHTTPServer } from '@trpc/server/adapters/standalone';",
    "import cors from 'cors';",
    '',
    'const t = initTRPC.create();',
    'const router = t.router({',
    "  hello: t.procedure.query(() => 'world'),",
    "  save: t.procedure.mutation(() => 'saved'),",
    "  boom: t.procedure.query(() => { throw new Error('boom'); }),",
    '});',
    'createHTTPServer({',
    '  router,',
    "  basePath: '/trpc/',",
    "  responseMeta: () => ({ headers: { 'X-Total': '42' } }),",
    marked('  //', cors),
    `}).listen(${port}, '127.0.0.1');`,
    '',
  ].join('\n');

const QUERY: LabRequest = { path: '/trpc/hello' };
const MUTATION: LabRequest = {
  path: '/trpc/save',
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{}',
};

const allowing = (origin: string) => `middleware: cors(${npmCorsByHand(origin)}),`;
const failure = (cors: string, request: LabRequest): LabFailure => ({ cors, request });

/** The standalone server of tRPC, with the package cors. */
export const trpcLab: LabStack = {
  id: 'trpc-11',
  stack: 'trpc',
  proofOnly: true,
  version: async () => `tRPC ${packages.version('@trpc/server')}, cors ${packages.version('cors')}`,
  ready: packages.ready,
  packages,
  project: ({ port }, { cors }) => ({
    'package.json': '{ "type": "module", "private": true }\n',
    [FILE]: program(cors, port),
  }),
  command: () => packages.program('--import', TSX, FILE),
  failures: nameless({
    'nothing-configured': failure('', MUTATION),
    'origin-not-listed': failure(allowing('https://app.example'), QUERY),
    'origin-misspelled': failure(allowing('{page}/'), MUTATION),
    'wildcard-with-credentials': failure('middleware: cors(),', {
      ...QUERY,
      credentials: 'include',
    }),
    'credentials-not-allowed': failure(allowing('{page}'), { ...MUTATION, credentials: 'include' }),
    'method-not-allowed': 'its clients ask with GET and POST only',
    'header-not-allowed': failure(allowing('{page}'), { ...QUERY, headers: { 'x-token': '1' } }),
    'expose-missing': failure(allowing('{page}'), { ...QUERY, reads: 'x-total' }),
    'error-without-headers': failure('', { path: '/trpc/boom' }),
    redirect: 'it never redirects',
    'two-layers': 'cors sets its headers and never adds to them',
  }),
  paste: (files, snippets) =>
    withFile(files, FILE, (text) => replaceMarked(text, codeFor(FILE, snippets))),
  model: null,
};
