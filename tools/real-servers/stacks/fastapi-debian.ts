import { debianReady } from '../debian.ts';
import { labPython } from '../python.ts';
import { starletteLab } from '../starlette.ts';

const python = labPython();

/** Debian stable's FastAPI: Starlette before 1.0. */
export const fastapiDebian = starletteLab({
  id: 'fastapi-debian',
  release: '0',
  python,
  version: async () =>
    `FastAPI ${await python.version('fastapi')}, Starlette ${await python.version('starlette')}`,
  ready: debianReady(
    ['python3-fastapi', 'python3-uvicorn'],
    ['/usr/lib/python3/dist-packages/fastapi', '/usr/lib/python3/dist-packages/uvicorn'],
  ),
  framework: 'fastapi',
});
