import type { LabStack } from '../lab-stack.ts';
import { npmPackages } from '../npm-packages.ts';
import { codeFor } from '../paste.ts';
import { nameless, usualFailures } from '../usual-failures.ts';

const packages = npmPackages('nitro');
/** Nitro without Nuxt calls it so. */
const FILE = 'middleware/cors.ts';
const PRINTED = 'server/middleware/cors.ts';

const DATA = `
export default defineEventHandler((event) => {
  setResponseHeader(event, 'X-Total', '42');
  return { ok: true };
});
`;

/** What articles print, for one origin. */
const byHand = (origin: string) => `
export default defineEventHandler((event) => {
  setResponseHeaders(event, {
    'Access-Control-Allow-Origin': '${origin}',
    'Access-Control-Allow-Methods': 'GET, POST',
    'Access-Control-Allow-Headers': 'content-type',
  });
  if (event.method === 'OPTIONS') return sendNoContent(event);
});
`;

/** Nitro 2, the server of Nuxt, built for Node.js. */
export const nitroLab: LabStack = {
  id: 'nitro-2',
  stack: 'nitro',
  proofOnly: true,
  version: async () => `Nitro ${packages.version('nitropack')}, h3 ${packages.version('h3')}`,
  ready: packages.ready,
  packages,
  project: (_, { cors }) => ({
    'package.json': '{ "type": "module", "private": true }\n',
    'nitro.config.ts': 'export default { compatibilityDate: "2026-01-01" };\n',
    ...Object.fromEntries(
      ['get', 'post', 'put', 'patch', 'delete'].map((one) => [`routes/api/data.${one}.ts`, DATA]),
    ),
    'routes/api/boom.get.ts': 'export default defineEventHandler(() => { throw new Error(); });\n',
    'routes/api/redirect.get.ts':
      "export default defineEventHandler((event) => sendRedirect(event, '/api/data', 302));\n",
    ...(cors === '' ? {} : { [FILE]: cors }),
  }),
  build: () =>
    packages.program(`${packages.folder}/node_modules/nitropack/dist/cli/index.mjs`, 'build'),
  command: ({ port }) => ({
    ...packages.program('.output/server/index.mjs'),
    env: { ...process.env, NITRO_HOST: '127.0.0.1', NITRO_PORT: String(port) },
  }),
  failures: nameless(usualFailures({ allowing: byHand, star: { cors: byHand('*') } })),
  paste: (files, snippets) => ({ ...files, [FILE]: codeFor(PRINTED, snippets) }),
  model: null,
};
