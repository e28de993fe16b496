import { debianReady } from '../debian.ts';
import { labPython } from '../python.ts';
import { starletteLab } from '../starlette.ts';

const python = labPython({
  suite: 'sid',
  name: 'starlette',
  packages: ['python3-starlette', 'python3-typing-extensions'],
});
const installed = debianReady(
  ['python3-fastapi', 'python3-uvicorn'],
  ['/usr/lib/python3/dist-packages/anyio', '/usr/lib/python3/dist-packages/uvicorn'],
);

/** Debian unstable's Starlette, unpacked beside the system's packages: 1.0 and later. */
export const starletteNewest = starletteLab({
  id: 'starlette-newest',
  release: '1',
  python,
  version: async () => `Starlette ${await python.version('starlette')}`,
  ready: async () => (await installed()) ?? (await python.ready()),
  framework: 'starlette',
});
