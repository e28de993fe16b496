import { debianReady } from '../debian.ts';
import type { LabStack } from '../lab-stack.ts';
import { codeFor, marked, replaceMarked, withFile } from '../paste.ts';
import { labPython } from '../python.ts';
import { nameless, usualFailures } from '../usual-failures.ts';

const MAIN = 'app.py';
const python = labPython();

const RESOURCES = `
import falcon


class Data:
    def answer(self, req, resp):
        resp.media = {"ok": True}
        resp.set_header("X-Total", "42")

    on_get = on_post = on_put = on_patch = on_delete = answer


class Boom:
    def on_get(self, req, resp):
        raise RuntimeError("boom")


class Redirect:
    def on_get(self, req, resp):
        raise falcon.HTTPFound("/api/data")


`;

const SERVE = (port: number) => `
app.add_route("/api/data", Data())
app.add_route("/api/boom", Boom())
app.add_route("/api/redirect", Redirect())

from wsgiref.simple_server import WSGIRequestHandler, make_server


class Quiet(WSGIRequestHandler):
    def log_request(self, *args):
        pass


make_server("127.0.0.1", ${port}, app, handler_class=Quiet).serve_forever()
`;

const made = (middleware: string) => `app = falcon.App(middleware=[${middleware}])`;
const allowing = (origin: string) => made(`falcon.CORSMiddleware(allow_origins=["${origin}"])`);

/** Falcon with its own middleware. */
export const falconLab: LabStack = {
  id: 'falcon-3.1',
  stack: 'falcon',
  proofOnly: true,
  version: async () => `Falcon ${await python.version('falcon')}`,
  ready: debianReady(['python3-falcon'], ['/usr/lib/python3/dist-packages/falcon']),
  project: ({ port }, { cors }) => ({
    [MAIN]: `${RESOURCES}${marked('#', cors === '' ? made('') : cors)}\n${SERVE(port)}`,
  }),
  command: () => python.command(MAIN),
  failures: nameless({
    ...usualFailures({ allowing, star: { cors: made('falcon.CORSMiddleware()') } }),
    'method-not-allowed': 'it allows every method that the resource has',
    'header-not-allowed': 'it allows every header that is asked for',
  }),
  paste: (files, snippets) =>
    withFile(files, MAIN, (text) => replaceMarked(text, codeFor(MAIN, snippets))),
  model: null,
};
