import { npmCors } from '../../../src/servers/kit/npm-cors/model.ts';
import { literal, pasteBelow } from '../javascript.ts';
import { type LabSettings, type LabStack, labModel } from '../lab-stack.ts';
import { nodeProgram, nodeReady, nodeVersion } from '../node.ts';
import { npmCorsSettings } from '../npm-cors-settings.ts';
import { marked } from '../paste.ts';
import { labRoutes } from '../routes.ts';

const ROUTES = `
const data = (request, response) => {
  response.set('X-Total', '42').json({ ok: true, method: request.method });
};
const api = express.Router();
for (const method of ['get', 'post', 'put', 'patch', 'delete']) api[method]('/api/data', data);
api.get('/api/boom', () => {
  throw new Error('boom');
});
api.get('/api/redirect', (request, response) => response.redirect(\`\${request.baseUrl}/api/data\`));
`;

/**
 * Express answers OPTIONS itself, and its redirects vary by the format in which they are written.
 */
const MANNERS = { options: 200, method: 404, redirect: [['Vary', 'Accept']] } as const;

const PACKAGE = '{ "type": "module" }\n';

function app({ cors, before = '' }: LabSettings, port: number): string {
  return [
    "import express from 'express';",
    ...(cors === '' ? [] : ["import cors from 'cors';"]),
    '',
    'const app = express();',
    before,
    marked('//', cors),
    ROUTES,
    'app.use(api);',
    `app.listen(${port}, '127.0.0.1');`,
    '',
  ].join('\n');
}

/** Express 5 with the npm package cors. */
export const express5: LabStack = {
  id: 'express-5',
  stack: 'express-cors',
  version: async () => `Express ${nodeVersion('express')}, cors ${nodeVersion('cors')}`,
  ready: nodeReady,
  project: ({ port }, settings) => ({ 'package.json': PACKAGE, 'app.js': app(settings, port) }),
  command: () => nodeProgram('app.js'),
  failures: {
    'nothing-configured': { cors: '' },
    'origin-not-listed': { cors: "app.use(cors({ origin: ['https://app.example'] }));" },
    'origin-misspelled': { cors: "app.use(cors({ origin: ['{page}/'] }));" },
    'wildcard-with-credentials': { cors: 'app.use(cors({ credentials: true }));' },
    'credentials-not-allowed': { cors: "app.use(cors({ origin: ['{page}'] }));" },
    'method-not-allowed': {
      cors: "app.use(cors({ origin: ['{page}'], methods: ['GET', 'POST'] }));",
    },
    'header-not-allowed': {
      cors: "app.use(cors({ origin: ['{page}'], allowedHeaders: ['content-type'] }));",
    },
    'expose-missing': { cors: "app.use(cors({ origin: ['{page}'] }));" },
    'error-without-headers': {
      before: "app.get('/api/boom', () => {\n  throw new Error('boom');\n});",
      cors: "app.use(cors({ origin: ['{page}'] }));",
      twin: '',
    },
    redirect: {
      before: "app.get('/api/redirect', (_, response) => response.redirect('/api/data'));",
      cors: "app.use(cors({ origin: ['{page}'] }));",
      twin: '',
    },
    'two-layers': 'cors sets its headers and never adds to them: a second line comes from a proxy',
  },
  paste: (files, snippets) => pasteBelow(files, 'app.js', 'const app = express();', snippets),
  model: labModel({
    settings: npmCorsSettings,
    project: ({ port }, all) => ({
      'package.json': PACKAGE,
      'app.js': [
        "import cors from 'cors';",
        "import express from 'express';",
        ROUTES,
        'const app = express();',
        ...all.map((one, index) => `app.use('/${index}', cors(${literal(one)}), api);`),
        `app.listen(${port}, '127.0.0.1');`,
      ].join('\n'),
    }),
    answer: (options, request) => npmCors(options, labRoutes(MANNERS))(request),
  }),
};
