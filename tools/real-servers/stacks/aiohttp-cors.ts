import { debianReady } from '../debian.ts';
import type { LabStack } from '../lab-stack.ts';
import { codeFor, marked, replaceMarked, withFile } from '../paste.ts';
import { labPython } from '../python.ts';
import { usualFailures } from '../usual-failures.ts';

const MAIN = 'main.py';
const python = labPython();

const ROUTES = `
from aiohttp import web


async def data(request):
    return web.json_response({"ok": True}, headers={"X-Total": "42"})


async def boom(request):
    raise RuntimeError("boom")


async def redirect(request):
    raise web.HTTPFound("/api/data")


app = web.Application()
for method in ["GET", "POST", "PUT", "PATCH", "DELETE"]:
    app.router.add_route(method, "/api/data", data)
app.router.add_get("/api/boom", boom)
app.router.add_get("/api/redirect", redirect)
`;

const setUp = (origin: string) => `
import aiohttp_cors
cors = aiohttp_cors.setup(app, defaults={"${origin}": aiohttp_cors.ResourceOptions()})
for route in list(app.router.routes()):
    cors.add(route)
`;

/** aiohttp with aiohttp-cors. */
export const aiohttpCorsLab: LabStack = {
  id: 'aiohttp-cors-0.7',
  stack: 'aiohttp-cors',
  proofOnly: true,
  version: async () =>
    `aiohttp-cors ${await python.version('aiohttp-cors')}, ` +
    `aiohttp ${await python.version('aiohttp')}`,
  ready: debianReady(
    ['python3-aiohttp', 'python3-aiohttp-cors'],
    ['/usr/lib/python3/dist-packages/aiohttp', '/usr/lib/python3/dist-packages/aiohttp_cors'],
  ),
  project: ({ port }, { cors }) => ({
    [MAIN]: `${ROUTES}${marked('#', cors)}\nweb.run_app(app, host="127.0.0.1", port=${port}, print=None)\n`,
  }),
  command: () => python.command(MAIN),
  failures: {
    ...usualFailures({
      allowing: setUp,
      star: 'it names the origin that asks, never a star',
    }),
    'method-not-allowed': 'it allows the method of every route that is added to it',
  },
  paste: (files, snippets) =>
    withFile(files, MAIN, (text) => replaceMarked(text, codeFor(MAIN, snippets))),
  model: null,
};
