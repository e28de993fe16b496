import { graphqlFailures } from '../graphql.ts';
import type { LabStack } from '../lab-stack.ts';
import { npmCorsByHand } from '../npm-cors-settings.ts';
import { npmPackages } from '../npm-packages.ts';
import { codeFor, marked, replaceMarked, withFile } from '../paste.ts';
import { TSX } from '../typescript.ts';
import { nameless } from '../usual-failures.ts';

const packages = npmPackages('graphql');
const FILE = 'index.ts';

const program = (cors: string, port: number) =>
  [
    "import { ApolloServer } from '@apollo/server';",
    "import { expressMiddleware } from '@as-integrations/express5';",
    "import cors from 'cors';",
    "import express from 'express';",
    '',
    'const typeDefs = `type Query { hello: String }`;',
    "const resolvers = { Query: { hello: () => 'world' } };",
    'const server = new ApolloServer({ typeDefs, resolvers });',
    'await server.start();',
    'const app = express();',
    'app.use(',
    "  '/graphql',",
    '  (request, response, next) => {',
    "    response.set('X-Total', '42');",
    '    next();',
    '  },',
    '  express.json(),',
    marked('  //', cors),
    '  expressMiddleware(server),',
    ');',
    `app.listen(${port}, '127.0.0.1');`,
    '',
  ].join('\n');

const allowing = (origin: string) => `cors(${npmCorsByHand(origin)}),`;

/** Apollo Server in Express, with the package cors. */
export const apolloServerLab: LabStack = {
  id: 'apollo-server-5',
  stack: 'apollo-server',
  proofOnly: true,
  version: async () =>
    `Apollo Server ${packages.version('@apollo/server')}, ` +
    `Express ${packages.version('express')}, cors ${packages.version('cors')}`,
  ready: packages.ready,
  packages,
  project: ({ port }, { cors }) => ({
    'package.json': '{ "type": "module", "private": true }\n',
    [FILE]: program(cors, port),
  }),
  command: () => packages.program('--import', TSX, FILE),
  // On the wire it is Express.
  failures: nameless(graphqlFailures({ nothing: '', allowing, star: { cors: 'cors(),' } })),
  paste: (files, snippets) =>
    withFile(files, FILE, (text) => replaceMarked(text, codeFor(FILE, snippets))),
  model: null,
};
