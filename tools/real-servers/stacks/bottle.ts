import { debianReady } from '../debian.ts';
import type { LabStack } from '../lab-stack.ts';
import { codeFor, marked, replaceMarked, withFile } from '../paste.ts';
import { labPython } from '../python.ts';
import { nameless, usualFailures } from '../usual-failures.ts';

const MAIN = 'app.py';
const python = labPython();

const ROUTES = `
import bottle

app = bottle.Bottle()


@app.route("/api/data", method=["GET", "POST", "PUT", "PATCH", "DELETE"])
def data():
    bottle.response.set_header("X-Total", "42")
    return {"ok": True}


@app.get("/api/boom")
def boom():
    raise RuntimeError("boom")


@app.get("/api/redirect")
def redirect():
    bottle.redirect("/api/data", 302)


`;

const run = (application: string) => `bottle.run(${application}, `;

/** What articles print, for one origin. */
const byHand = (origin: string) => `
@app.hook("after_request")
def cors():
    bottle.response.headers["Access-Control-Allow-Origin"] = "${origin}"
    bottle.response.headers["Access-Control-Allow-Methods"] = "GET, POST"
    bottle.response.headers["Access-Control-Allow-Headers"] = "content-type"


@app.route("/<path:path>", method="OPTIONS")
def options(path):
    return None
`;

/** Bottle on the server that comes with Python. */
export const bottleLab: LabStack = {
  id: 'bottle-0.12',
  stack: 'bottle',
  proofOnly: true,
  version: async () => `Bottle ${await python.version('bottle')}`,
  ready: debianReady(['python3-bottle'], ['/usr/lib/python3/dist-packages/bottle.py']),
  project: ({ port }, { cors }) => ({
    [MAIN]: [
      ROUTES,
      marked('#', cors),
      `${run('app')}host="127.0.0.1", port=${port}, quiet=True)`,
      '',
    ].join('\n'),
  }),
  command: () => python.command(MAIN),
  failures: nameless({
    ...usualFailures({ allowing: byHand, star: { cors: byHand('*') } }),
    // The hook does not reach its error page.
    'error-without-headers': { cors: byHand('{page}') },
  }),
  paste: (files, snippets) =>
    withFile(files, MAIN, (text) =>
      replaceMarked(text, codeFor(MAIN, snippets)).replace(run('app'), run('with_cors(app)')),
    ),
  model: null,
};
