import { debianReady } from '../../tools/real-servers/debian.ts';
import { codeFor, withFile } from '../../tools/real-servers/paste.ts';
import type { TestProject } from './project.ts';

const MAIN = `from fastapi import FastAPI

app = FastAPI()


@app.put("/items")
def items():
    return {"ok": True}
`;

/** FastAPI with Debian's pytest. */
export const fastapi: TestProject = {
  stack: 'fastapi',
  missing: debianReady(
    ['python3-fastapi', 'python3-httpx', 'python3-pytest'],
    ['fastapi', 'httpx', 'pytest'].map((name) => `/usr/lib/python3/dist-packages/${name}`),
  ),
  files: { 'main.py': MAIN },
  refusal: { status: 405, headers: { server: 'uvicorn', allow: 'PUT' } },
  paste: (files, snippets) =>
    withFile(files, 'main.py', (text) => `${text}\n\n${codeFor('main.py', snippets)}`),
  command: (folder) => ({
    program: '/usr/bin/python3',
    args: ['-m', 'pytest', '-p', 'no:cacheprovider', '-p', 'no:django', '-q', 'test_cors.py'],
    env: { ...process.env, PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1' },
  }),
  failing: /^2 failed\b(?!.*(passed|error))/m,
  passing: /^2 passed\b(?!.*(failed|error))/m,
};
