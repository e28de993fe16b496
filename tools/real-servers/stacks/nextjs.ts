import { FETCH_ROUTES } from '../javascript.ts';
import type { LabStack } from '../lab-stack.ts';
import { npmPackages } from '../npm-packages.ts';
import { codeFor } from '../paste.ts';
import { usualFailures } from '../usual-failures.ts';

const packages = npmPackages('next');
const FILE = 'proxy.ts';

const ROUTE = `
import { answer } from '../../../routes.js';

export const GET = answer;
export const POST = answer;
export const PUT = answer;
export const PATCH = answer;
export const DELETE = answer;
`;

/** What articles print, for one origin. */
const byHand = (origin: string) => `
import { NextResponse } from 'next/server';

const headers = {
  'Access-Control-Allow-Origin': '${origin}',
  'Access-Control-Allow-Methods': 'GET, POST',
  'Access-Control-Allow-Headers': 'content-type',
};

export function proxy(request: Request) {
  if (request.method === 'OPTIONS') return new NextResponse(null, { status: 204, headers });
  const response = NextResponse.next();
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

export const config = { matcher: '/api/:path*' };
`;

/** The development server of Next.js, with route handlers. */
export const nextjsLab: LabStack = {
  id: 'nextjs-16',
  stack: 'nextjs',
  proofOnly: true,
  version: async () => `Next.js ${packages.version('next')}`,
  ready: packages.ready,
  packages,
  project: (_, { cors }) => ({
    'package.json': '{ "name": "lab", "private": true }\n',
    'next.config.mjs': `export default { turbopack: { root: ${JSON.stringify(packages.folder)} } };\n`,
    'routes.js': FETCH_ROUTES,
    'app/api/[name]/route.js': ROUTE,
    ...(cors === '' ? {} : { [FILE]: cors }),
  }),
  command: ({ port }) => ({
    ...packages.program(
      `${packages.folder}/node_modules/next/dist/bin/next`,
      ...['dev', '--hostname', '127.0.0.1', '--port', String(port)],
    ),
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  }),
  failures: {
    ...usualFailures({ allowing: byHand, star: { cors: byHand('*') } }),
    // The proxy’s own answer to a preflight does not show Next.js.
    'method-not-allowed': { cors: byHand('{page}'), unrecognised: true },
    'header-not-allowed': { cors: byHand('{page}'), unrecognised: true },
  },
  paste: (files, snippets) => ({ ...files, [FILE]: codeFor(FILE, snippets) }),
  model: null,
};
