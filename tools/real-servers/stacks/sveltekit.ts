import { FETCH_ROUTES, fetchByHand } from '../javascript.ts';
import type { Files, LabStack } from '../lab-stack.ts';
import { npmPackages } from '../npm-packages.ts';
import { codeFor, insertBelow, withFile } from '../paste.ts';
import { nameless, usualFailures } from '../usual-failures.ts';

const packages = npmPackages('sveltekit');
const FILE = 'src/hooks.server.ts';

const SETTINGS = 'vite.config.js';
const OPTIONS = 'const options = {';

const CONFIG = `
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';

${OPTIONS}
  adapter: adapter(),
};
export default { logLevel: 'error', plugins: [sveltekit(options)] };
`;

const ENDPOINT = `
import { answer } from '../../../routes.js';

const handler = ({ request }) => answer(request);
export const GET = handler;
export const POST = handler;
export const PUT = handler;
export const PATCH = handler;
export const DELETE = handler;
`;

/** What articles print, for one origin. */
const byHand = (origin: string) =>
  `export const handle = async ({ event, resolve }) => {
  const { request } = event;${fetchByHand(origin, 'await resolve(event)')}};
`;

/** SvelteKit, built for Node.js. */
export const sveltekitLab: LabStack = {
  id: 'sveltekit-3',
  stack: 'sveltekit',
  proofOnly: true,
  version: async () => `SvelteKit ${packages.version('@sveltejs/kit')}`,
  ready: packages.ready,
  packages,
  project: (_, { cors }) => ({
    'package.json': '{ "type": "module", "private": true }\n',
    [SETTINGS]: CONFIG,
    'src/app.html': '<!doctype html><head>%sveltekit.head%</head><body>%sveltekit.body%</body>\n',
    'src/routes.js': FETCH_ROUTES,
    'src/routes/api/[name]/+server.js': ENDPOINT,
    ...(cors === '' ? {} : { [FILE]: cors }),
  }),
  build: () => packages.program(`${packages.folder}/node_modules/vite/bin/vite.js`, 'build'),
  command: ({ port }) => ({
    ...packages.program('build/index.js'),
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(port) },
  }),
  failures: nameless(usualFailures({ allowing: byHand, star: { cors: byHand('*') } })),
  paste: (files, snippets) =>
    snippets
      .filter(({ file }) => file === SETTINGS)
      .reduce<Files>(
        (project, { code }) =>
          withFile(project, SETTINGS, (text) => insertBelow(text, OPTIONS, code)),
        { ...files, [FILE]: codeFor(FILE, snippets) },
      ),
  model: null,
};
