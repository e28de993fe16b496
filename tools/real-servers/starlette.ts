import fc from 'fast-check';
import {
  type StarletteCors,
  type StarletteRelease,
  starletteCors,
} from '../../src/servers/fastapi/model.ts';
import { type LabStack, labModel } from './lab-stack.ts';
import { codeFor, marked, replaceMarked, withFile } from './paste.ts';
import { type LabPython, pythonArguments } from './python.ts';
import { labRoutes } from './routes.ts';

type Framework = 'fastapi' | 'starlette';

const MIDDLEWARE = 'from starlette.middleware.cors import CORSMiddleware\n';
const MANNERS = { options: 405, method: 405 } as const;

const IMPORTS = `
from starlette.responses import JSONResponse, RedirectResponse
`;

/** The same application in either framework; `prefix` precedes its redirect. */
const APPLICATION: Readonly<Record<Framework, string>> = {
  fastapi: `
from fastapi import FastAPI
${IMPORTS}
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def application(prefix=""):
    made = FastAPI()

    @made.api_route("/api/data", methods=[*METHODS, "HEAD"])
    def data():
        return JSONResponse({"ok": True}, headers={"X-Total": "42"})

    @made.api_route("/api/boom", methods=["GET", "HEAD"])
    def boom():
        raise RuntimeError("boom")

    @made.api_route("/api/redirect", methods=["GET", "HEAD"])
    def redirect():
        return RedirectResponse(f"{prefix}/api/data", 302)

    return made
`,
  starlette: `
from starlette.applications import Starlette
from starlette.routing import Route
${IMPORTS}
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def application(prefix=""):
    async def data(request):
        return JSONResponse({"ok": True}, headers={"X-Total": "42"})

    async def boom(request):
        raise RuntimeError("boom")

    async def redirect(request):
        return RedirectResponse(f"{prefix}/api/data", 302)

    return Starlette(
        routes=[
            Route("/api/data", data, methods=METHODS),
            Route("/api/boom", boom),
            Route("/api/redirect", redirect),
        ]
    )
`,
};

/** A layer that a developer added outside of CORSMiddleware, and that answers itself. */
const REDIRECTING = `
class Redirecting:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http" and scope["path"] == "/api/redirect":
            return await RedirectResponse("/api/data", 302)(scope, receive, send)
        await self.app(scope, receive, send)


app.add_middleware(Redirecting)
`;

/** The printed lines, with the import that the note names for Starlette without FastAPI. */
const importedFrom = (framework: Framework, code: string): string =>
  code.replace('from fastapi.middleware.cors', `from ${framework}.middleware.cors`);

const ALLOWED = 'app.add_middleware(CORSMiddleware, allow_origins=["{page}"])';

/** The lab of one release of Starlette, alone or in FastAPI, under uvicorn. */
export function starletteLab({
  id,
  release,
  python,
  version,
  ready,
  framework,
}: Pick<LabStack, 'id' | 'version' | 'ready'> & {
  readonly release: StarletteRelease;
  readonly python: LabPython;
  readonly framework: Framework;
}): LabStack {
  const head = APPLICATION[framework];
  return {
    id,
    stack: 'fastapi',
    version,
    ready,
    project: (_, { cors, before = '' }) => ({
      'main.py': `${head}${cors === '' ? '' : MIDDLEWARE}\n\napp = application()\n${marked('#', cors)}\n${before}\n`,
    }),
    command: ({ port }) =>
      python.command('-m', 'uvicorn', 'main:app', '--host', '127.0.0.1', '--port', String(port)),
    failures: {
      'nothing-configured': { cors: '' },
      'origin-not-listed': {
        cors: 'app.add_middleware(CORSMiddleware, allow_origins=["https://app.example"])',
        // A simple response to an unknown origin shows no sign of the middleware.
        request: { path: '/api/data', headers: { 'x-token': '1' } },
      },
      'origin-misspelled': {
        cors: 'app.add_middleware(CORSMiddleware, allow_origins=["{page}/"])',
        // A simple response to an unknown origin shows no sign of the middleware.
        request: { path: '/api/data', headers: { 'x-token': '1' } },
      },
      'wildcard-with-credentials':
        release === '1'
          ? 'with credentials Starlette 1 names the origin that asks, instead of a star'
          : {
              cors: 'app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)',
              unrecognised: true,
            },
      // On simple responses only uvicorn names itself.
      'credentials-not-allowed': { cors: ALLOWED, unrecognised: true },
      'method-not-allowed': { cors: ALLOWED },
      'header-not-allowed': { cors: ALLOWED },
      'expose-missing': { cors: ALLOWED, unrecognised: true },
      'error-without-headers': { cors: ALLOWED, twin: '', unrecognised: true },
      redirect: { cors: ALLOWED, twin: '', before: REDIRECTING, unrecognised: true },
      'two-layers':
        'the middleware sets its headers, it never adds: a second line comes from a proxy',
    },
    paste: (files, snippets) =>
      withFile(
        files,
        'main.py',
        (text) =>
          `${replaceMarked(text, '')}\n${importedFrom(framework, codeFor('main.py', snippets))}`,
      ),
    model: labModel<StarletteCors>({
      settings: fc.record(
        {
          allow_origins: fc.subarray([
            '*',
            'http://localhost:3000',
            'https://app.example',
            'http://localhost:3000/',
          ]),
          allow_methods: fc.subarray(['*', 'GET', 'PUT', 'patch', 'PROPFIND']),
          allow_headers: fc.subarray(['*', 'x-token', 'Content-Type', 'X-Other', 'a-b']),
          allow_credentials: fc.boolean(),
          allow_origin_regex: fc.constantFrom(
            'http://localhost:\\d+',
            'https://.*\\.example',
            '.*',
          ),
          expose_headers: fc.subarray(['x-total', 'ETag']),
          max_age: fc.constantFrom(0, 600, 86400),
        },
        { requiredKeys: [] },
      ),
      project: (_, all) => ({
        'main.py': [
          head,
          MIDDLEWARE,
          'from starlette.applications import Starlette as Mounting',
          'from starlette.routing import Mount',
          'app = Mounting(routes=[',
          ...all.map(
            (one, index) =>
              `    Mount("/${index}", CORSMiddleware(application("/${index}"), ${pythonArguments(one)})),`,
          ),
          '])',
        ].join('\n'),
      }),
      answer: (cors, request) => starletteCors(cors, release, labRoutes(MANNERS))(request),
    }),
  };
}
