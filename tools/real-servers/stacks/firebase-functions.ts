import type { LabStack } from '../lab-stack.ts';
import { npmPackages } from '../npm-packages.ts';
import { codeFor, marked, replaceMarked, withFile } from '../paste.ts';
import { nameless, usualFailures } from '../usual-failures.ts';

const packages = npmPackages('firebase');
const FILE = 'index.js';
const EXPORT = 'exports.api = onRequest(';
const HANDLER = 'handle,';

const HANDLE = `
const { onRequest } = require('firebase-functions/v2/https');

function handle(request, response) {
  const reads = ['GET', 'HEAD'].includes(request.method);
  const status = { '/api/data': 200, '/api/boom': 500, '/api/redirect': 302 }[request.path] ?? 404;
  if (request.method === 'OPTIONS' || (status !== 200 && !reads)) return response.sendStatus(405);
  if (status === 302) return response.redirect('/api/data');
  if (status !== 200) return response.sendStatus(status);
  response.set('X-Total', '42').json({ ok: true });
}
`;

const program = (above: string, options: string, handler: string) =>
  [HANDLE, above, EXPORT, marked('//', options), handler, ');', ''].join('\n');

/** The option for the origins, and the package for more. */
const OWN = /^\{ cors: /;

/** A function of Firebase, run by Google’s own framework. */
export const firebaseFunctionsLab: LabStack = {
  id: 'firebase-functions-7',
  stack: 'firebase-functions',
  proofOnly: true,
  version: async () =>
    `firebase-functions ${packages.version('firebase-functions')}, ` +
    `Functions Framework ${packages.version('@google-cloud/functions-framework')}`,
  ready: packages.ready,
  packages,
  project: (_, { cors }) => ({
    'package.json': '{ "main": "index.js", "private": true }\n',
    [FILE]: program('', cors, HANDLER),
  }),
  command: ({ port }) => ({
    ...packages.program(
      `${packages.folder}/node_modules/@google-cloud/functions-framework/build/src/main.js`,
      ...['--target=api', `--port=${port}`],
    ),
  }),
  failures: nameless({
    ...usualFailures({
      allowing: (origin) => `{ cors: '${origin}' },`,
      star: { cors: "{ cors: '*' }," },
    }),
    'method-not-allowed': 'the option allows all usual methods',
    'header-not-allowed': 'the option allows every header that is asked for',
  }),
  paste: (files, snippets) => {
    const code = codeFor(FILE, snippets);
    if (OWN.test(code)) return withFile(files, FILE, (text) => replaceMarked(text, code));
    return withFile(files, FILE, () =>
      program(
        code,
        '',
        '(request, response) => withCors(request, response, () => handle(request, response)),',
      ),
    );
  },
  model: null,
};
