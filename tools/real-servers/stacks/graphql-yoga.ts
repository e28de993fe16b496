import { graphqlFailures } from '../graphql.ts';
import type { LabStack } from '../lab-stack.ts';
import { npmCorsByHand } from '../npm-cors-settings.ts';
import { npmPackages } from '../npm-packages.ts';
import { codeFor, marked, replaceMarked, withFile } from '../paste.ts';
import { TSX } from '../typescript.ts';
import { nameless } from '../usual-failures.ts';

const packages = npmPackages('graphql');
const FILE = 'server.ts';

const program = (cors: string, port: number) =>
  [
    "import { createServer } from 'node:http';",
    "import { createSchema, createYoga } from 'graphql-yoga';",
    '',
    'const yoga = createYoga({',
    marked('  //', cors),
    '  schema: createSchema({',
    '    typeDefs: `type Query { hello: String }`,',
    "    resolvers: { Query: { hello: () => 'world' } },",
    '  }),',
    "  plugins: [{ onResponse: ({ response }) => response.headers.set('X-Total', '42') }],",
    '});',
    `createServer(yoga).listen(${port}, '127.0.0.1');`,
    '',
  ].join('\n');

const allowing = (origin: string) =>
  `cors: ${npmCorsByHand(origin).replace(/'([^']+)', m/, "['$1'], credentials: false, m")},`;

/** GraphQL Yoga on a server of Node.js. */
export const graphqlYogaLab: LabStack = {
  id: 'graphql-yoga-5',
  stack: 'graphql-yoga',
  proofOnly: true,
  version: async () => `GraphQL Yoga ${packages.version('graphql-yoga')}`,
  ready: packages.ready,
  packages,
  project: ({ port }, { cors }) => ({
    'package.json': '{ "type": "module", "private": true }\n',
    [FILE]: program(cors, port),
  }),
  command: () => packages.program('--import', TSX, FILE),
  failures: nameless(
    graphqlFailures({
      // Without the option it allows every origin.
      nothing: 'cors: false,',
      allowing,
      // It answers what it cannot read with 200.
      wrong: { path: '/none', status: 404 },
      star: 'it names the origin that asks, never a star',
    }),
  ),
  paste: (files, snippets) =>
    withFile(files, FILE, (text) => replaceMarked(text, codeFor(FILE, snippets))),
  model: null,
};
