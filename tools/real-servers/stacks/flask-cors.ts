import fc from 'fast-check';
import { type FlaskCors, flaskCors } from '../../../src/servers/flask-cors/model.ts';
import { debianReady } from '../debian.ts';
import { type LabStack, labModel } from '../lab-stack.ts';
import { codeFor, insertBelow, marked, replaceMarked, withFile } from '../paste.ts';
import { type LabPython, labPython, pythonArguments } from '../python.ts';
import { labRoutes } from '../routes.ts';

const ROUTES = `
def add_routes(app, prefix=""):
    @app.route("/api/data", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    def data():
        return {"ok": True}, 200, {"X-Total": "42"}

    @app.route("/api/boom")
    def boom():
        raise RuntimeError("boom")

    @app.route("/api/redirect")
    def redirecting():
        return redirect(f"{prefix}/api/data", 302)
`;

/** Flask answers OPTIONS to any of its routes. */
const MANNERS = { options: 200, method: 405 } as const;

const FLASK = 'from flask import Flask, redirect';
const EXTENSION = 'from flask_cors import CORS';
const APP = 'app = Flask(__name__)';

/** Only these paths are allowed; the rest of the application is left out. */
const ONE_PATH = 'CORS(app, resources=r"/api/data", origins=["{page}"])';
const ADDED_BY_HAND = `
@app.after_request
def allow(response):
    response.headers.add("Access-Control-Allow-Origin", "*")
    return response
`;

function lab(id: string, python: LabPython, ready: LabStack['ready']): LabStack {
  return {
    id,
    stack: 'flask-cors',
    version: async () =>
      `Flask ${await python.version('flask')}, Flask-CORS ${await python.version('flask-cors')}`,
    ready,
    proofOnly: true,
    project: (_, { cors }) => ({
      'app.py': [
        FLASK,
        ...(cors === '' ? [] : [EXTENSION]),
        ROUTES,
        '',
        APP,
        marked('#', cors),
        'add_routes(app)',
        '',
      ].join('\n'),
    }),
    command: ({ port }) =>
      python.command('-m', 'flask', 'run', '--host', '127.0.0.1', '--port', String(port)),
    failures: {
      'nothing-configured': { cors: '' },
      'origin-not-listed': { cors: 'CORS(app, origins=["https://app.example"])' },
      'origin-misspelled': { cors: 'CORS(app, origins=["{page}/"])' },
      'wildcard-with-credentials': { cors: 'CORS(app, send_wildcard=True)' },
      'credentials-not-allowed': { cors: 'CORS(app, origins=["{page}"])' },
      'method-not-allowed': { cors: 'CORS(app, origins=["{page}"], methods=["GET", "POST"])' },
      'header-not-allowed': { cors: 'CORS(app, origins=["{page}"], allow_headers=["accept"])' },
      'expose-missing': { cors: 'CORS(app, origins=["{page}"])' },
      'error-without-headers': { cors: ONE_PATH },
      redirect: { cors: ONE_PATH },
      'two-layers': {
        cors: `${ADDED_BY_HAND}\nCORS(app, origins=["{page}"])`,
        // Mostly what is in front adds the second line, so the report names only that at first.
        unrecognised: true,
      },
    },
    paste: (files, snippets) =>
      withFile(files, 'app.py', (text) =>
        insertBelow(replaceMarked(text, ''), APP, codeFor('app.py', snippets)),
      ),
    model: labModel<FlaskCors>({
      settings: fc
        .record(
          {
            origins: fc.oneof(
              fc.constantFrom('*', 'http://localhost:3000', 'https?://localhost:\\d+'),
              fc.subarray(
                ['*', 'http://localhost:3000', 'HTTPS://APP.EXAMPLE', 'http://localhost:3000/'],
                { minLength: 1 },
              ),
            ),
            methods: fc.subarray(['GET', 'PUT', 'patch', 'PROPFIND']),
            allow_headers: fc.subarray(['*', 'x-token', 'Content-Type', 'x-.*']),
            expose_headers: fc.subarray(['x-total', 'ETag']),
            supports_credentials: fc.boolean(),
            max_age: fc.constantFrom(0, 600),
            send_wildcard: fc.boolean(),
            vary_header: fc.boolean(),
            always_send: fc.boolean(),
          },
          { requiredKeys: [] },
        )
        // It refuses to start.
        .filter(
          ({ send_wildcard, supports_credentials }) => !send_wildcard || !supports_credentials,
        ),
      project: (_, all) => ({
        'app.py': [
          FLASK,
          EXTENSION,
          'from werkzeug.middleware.dispatcher import DispatcherMiddleware',
          ROUTES,
          '',
          'def application(prefix, **options):',
          '    made = Flask(__name__)',
          '    CORS(made, **options)',
          '    add_routes(made)',
          '    return made',
          '',
          APP,
          'app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {',
          ...all.map(
            (one, index) => `    "/${index}": application("/${index}", ${pythonArguments(one)}),`,
          ),
          '})',
        ].join('\n'),
      }),
      answer: (cors, request) => flaskCors(cors, labRoutes(MANNERS))(request),
    }),
  };
}

const installed = debianReady(
  ['python3-flask', 'python3-flask-cors'],
  ['/usr/lib/python3/dist-packages/flask', '/usr/lib/python3/dist-packages/flask_cors'],
);

/** Debian stable's Flask-CORS. */
export const flaskCors30 = lab('flask-cors-3.0', labPython(), installed);

const newer = labPython({ suite: 'sid', name: 'flask-cors', packages: ['python3-flask-cors'] });

/** Debian unstable's Flask-CORS, unpacked beside the system's packages. */
export const flaskCors60 = lab(
  'flask-cors-6.0',
  newer,
  async () => (await installed()) ?? (await newer.ready()),
);
