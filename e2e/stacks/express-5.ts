import fc from 'fast-check';
import { type NpmCorsOptions, npmCors } from '../../src/remedies/express-cors/model.ts';
import { type LabSettings, type LabStack, labModel } from '../stack-lab/lab-stack.ts';
import { nodeProgram, nodeReady, nodeVersion } from '../stack-lab/node.ts';
import { insertBelow, marked, replaceMarked, withFile } from '../stack-lab/paste.ts';
import { labRoutes } from '../stack-lab/routes.ts';

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

/** Express answers OPTIONS by itself, and varies its redirects by what they are written in. */
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
    },
    redirect: {
      before: "app.get('/api/redirect', (_, response) => response.redirect('/api/data'));",
      cors: "app.use(cors({ origin: ['{page}'] }));",
    },
    'two-layers': 'cors sets its headers and never adds to them: a second line comes from a proxy',
  },
  paste: (files, snippets) =>
    snippets
      .filter(({ file }) => file === 'app.js')
      .reduce(
        (project, { code }) => withFile(project, 'app.js', (text) => pasteInto(text, code)),
        withFile(files, 'app.js', (text) => replaceMarked(text, '')),
      ),
  model: labModel<NpmCorsOptions>({
    settings: fc.record(
      {
        origin: fc.oneof(matcher(), fc.array(matcher(), { maxLength: 3 })),
        methods: fc.oneof(
          fc.constantFrom('', 'GET,PUT', 'GET, PUT'),
          fc.subarray(['GET', 'PUT', 'patch', 'PROPFIND']),
        ),
        allowedHeaders: fc.oneof(
          fc.constantFrom('', 'x-token, Content-Type', '*'),
          fc.subarray(['x-token', 'Content-Type', '*']),
        ),
        exposedHeaders: fc.oneof(fc.constantFrom('', 'x-total'), fc.subarray(['x-total', 'ETag'])),
        credentials: fc.boolean(),
        maxAge: fc.constantFrom(0, 600),
        preflightContinue: fc.boolean(),
        optionsSuccessStatus: fc.constantFrom(200, 204),
      },
      { requiredKeys: [] },
    ),
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

/** An import goes to the top, unless it is there; everything else below the app. */
function pasteInto(text: string, code: string): string {
  if (code.startsWith('import ')) return text.includes(code.trimEnd()) ? text : `${code}${text}`;
  return insertBelow(text, 'const app = express();', code);
}

function matcher() {
  return fc.constantFrom(
    '*',
    '',
    true,
    false,
    'http://localhost:3000',
    'http://localhost:3000/',
    'https://app.example',
    /^http:\/\/localhost:\d+$/,
    /example/,
  );
}

/** The options as JavaScript. */
function literal(options: NpmCorsOptions): string {
  const value = (one: unknown): string => {
    if (one instanceof RegExp) return String(one);
    return Array.isArray(one) ? `[${one.map(value).join(', ')}]` : JSON.stringify(one);
  };
  const fields = Object.entries(options).map(([name, one]) => `${name}: ${value(one)}`);
  return `{ ${fields.join(', ')} }`;
}
