import { debianReady } from '../../tools/real-servers/debian.ts';
import { codeFor, insertBelow, withFile } from '../../tools/real-servers/paste.ts';
import { fastapi } from './fastapi.ts';
import type { TestProject } from './project.ts';

const APP = 'app = Flask(__name__)';
const FILE = `from flask import Flask

${APP}


@app.put("/items")
def items():
    return {"ok": True}
`;

/** Flask with Debian's pytest. */
export const flask: TestProject = {
  stack: 'flask-cors',
  missing: debianReady(
    ['python3-flask', 'python3-flask-cors', 'python3-pytest'],
    ['flask', 'flask_cors', 'pytest'].map((name) => `/usr/lib/python3/dist-packages/${name}`),
  ),
  files: { 'app.py': FILE },
  refusal: { status: 200, headers: { server: 'Werkzeug/2.2.2 Python/3.11.2', allow: 'PUT' } },
  paste: (files, snippets) =>
    withFile(files, 'app.py', (text) => insertBelow(text, APP, codeFor('app.py', snippets))),
  command: fastapi.command,
  failing: fastapi.failing,
  passing: fastapi.passing,
};
