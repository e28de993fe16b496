import { asEsModule } from '../../tools/real-servers/javascript.ts';
import { NODE_MODULES, nodeReady } from '../../tools/real-servers/node.ts';
import { codeFor, insertBelow, withFile } from '../../tools/real-servers/paste.ts';
import type { TestProject } from './project.ts';

const APP = `import express from 'express';

export const app = express();
app.put('/items', (_, response) => response.json({ ok: true }));
`;

/** Express with supertest, in Node's own test runner. */
export const express: TestProject = {
  stack: 'express-cors',
  missing: nodeReady,
  files: { 'package.json': '{ "type": "module" }\n', 'app.js': APP },
  refusal: { status: 200, headers: { 'X-Powered-By': 'Express', Allow: 'PUT' } },
  paste: (files, snippets) =>
    withFile(files, 'app.js', (text) =>
      insertBelow(text, 'export const app = express();', asEsModule(codeFor('app.js', snippets))),
    ),
  links: { node_modules: NODE_MODULES },
  command: () => ({ program: process.execPath, args: ['--test', 'cors.test.js'] }),
  failing: /^# pass 0\n# fail 2$/m,
  passing: /^# pass 2\n# fail 0$/m,
};
