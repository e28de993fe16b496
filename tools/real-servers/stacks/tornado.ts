import { debianReady } from '../debian.ts';
import type { LabStack } from '../lab-stack.ts';
import { codeFor, marked, replaceMarked, withFile } from '../paste.ts';
import { labPython } from '../python.ts';
import { usualFailures } from '../usual-failures.ts';

const MAIN = 'main.py';
const BASE = 'tornado.web.RequestHandler';
const python = labPython();

const handlers = (base: string) => `
class Data(${base}):
    def answer(self):
        self.set_header("X-Total", "42")
        self.write({"ok": True})

    get = post = put = patch = delete = answer


class Boom(${base}):
    def get(self):
        raise RuntimeError("boom")


class Redirect(${base}):
    def get(self):
        self.redirect("/api/data", status=302)
`;

const serve = (port: number) => `

async def main():
    routes = [("/api/data", Data), ("/api/boom", Boom), ("/api/redirect", Redirect)]
    tornado.web.Application(routes).listen(${port}, "127.0.0.1")
    await asyncio.Event().wait()


asyncio.run(main())
`;

/** What articles print, for one origin. */
const byHand = (origin: string) => `
class BaseHandler(${BASE}):
    def set_default_headers(self):
        self.set_header("Access-Control-Allow-Origin", "${origin}")
        self.set_header("Access-Control-Allow-Methods", "GET, POST")
        self.set_header("Access-Control-Allow-Headers", "content-type")

    def options(self):
        self.set_status(204)
`;

/** Tornado with handlers of its own. */
export const tornadoLab: LabStack = {
  id: 'tornado-6.2',
  stack: 'tornado',
  proofOnly: true,
  version: async () => `Tornado ${await python.version('tornado')}`,
  ready: debianReady(['python3-tornado'], ['/usr/lib/python3/dist-packages/tornado']),
  project: ({ port }, { cors }) => ({
    [MAIN]: [
      'import asyncio',
      'import tornado.web',
      marked('#', cors),
      handlers(cors === '' ? BASE : 'BaseHandler'),
      serve(port),
    ].join('\n'),
  }),
  command: () => python.command(MAIN),
  failures: usualFailures({ allowing: byHand, star: { cors: byHand('*') } }),
  paste: (files, snippets) =>
    withFile(files, MAIN, (text) =>
      replaceMarked(
        text.replaceAll(/^(class (?:Data|Boom|Redirect))\(.*\):$/gm, '$1(CorsHandler):'),
        codeFor(MAIN, snippets),
      ),
    ),
  model: null,
};
