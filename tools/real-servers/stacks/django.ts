import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { editSettings } from '../django/edit-settings.ts';
import {
  CORS_MIDDLEWARE,
  type DjangoVersion,
  djangoCommand,
  djangoFrom,
  PLAIN_MIDDLEWARE,
} from '../django/server.ts';
import type { Files, LabStack } from '../lab-stack.ts';
import { codeFor, withFile } from '../paste.ts';

/** The project of tools/real-servers/django/project, without its own URLs. */
const TEMPLATE: Files = Object.fromEntries(
  ['settings.py', 'application.py', 'manage.py'].map((name) => [
    name,
    readFileSync(fileURLToPath(new URL(`../django/project/${name}`, import.meta.url)), 'utf8'),
  ]),
);

type Framework = 'django' | 'rest-framework';

/** The lab's routes as views of either. As in any project, they break if an app is missing. */
const URLS: Readonly<Record<Framework, string>> = {
  django: `
from django.contrib.auth.models import User
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
def data(request):
    if request.method == "OPTIONS":
        return HttpResponse(status=405)
    return JsonResponse({"ok": True}, headers={"X-Total": "42"})


def boom(request):
    raise RuntimeError("boom")


def redirecting(request):
    return HttpResponseRedirect("/api/data")
`,
  'rest-framework': `
from django.contrib.auth.models import User
from django.http import HttpResponseRedirect
from django.urls import path
from rest_framework.decorators import api_view
from rest_framework.response import Response


@api_view(["GET", "POST", "PUT", "PATCH", "DELETE"])
def data(request):
    return Response({"ok": True}, headers={"X-Total": "42"})


@api_view(["GET"])
def boom(request):
    raise RuntimeError("boom")


@api_view(["GET"])
def redirecting(request):
    return HttpResponseRedirect("/api/data")
`,
};

const PATTERNS = `
urlpatterns = [
    path("api/data", data),
    path("api/boom", boom),
    path("api/redirect", redirecting),
]
`;

/** Middleware that answers one path itself, at any position. */
const OWN_MIDDLEWARE = `
from django.http import HttpResponseRedirect


class Moved:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == "/api/redirect":
            return HttpResponseRedirect("/api/data")
        return self.get_response(request)


class Failing:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == "/api/boom":
            raise RuntimeError("middleware failed")
        return self.get_response(request)
`;

const APPS: Readonly<Record<Framework, string>> = {
  django: '',
  'rest-framework': 'INSTALLED_APPS += ["rest_framework"]\n',
};

/** The library installed, its middleware at a position in the list, and settings. */
const installed = (settings: string, middleware: readonly string[] = CORS_MIDDLEWARE) =>
  `INSTALLED_APPS += ["corsheaders"]\nMIDDLEWARE = ${JSON.stringify(middleware, null, 4)}\n${settings}`;

const PAGE_ALLOWED = 'CORS_ALLOWED_ORIGINS = ["{page}"]';
/**
 * Other origins below other paths: there the middleware does nothing, as if it were not installed.
 */
const ELSEWHERE =
  'CORS_ALLOWED_ORIGINS = ["https://app.example"]\nCORS_URLS_REGEX = r"^/elsewhere/.*$"';
/** The library below a middleware that answers itself. */
const below = (own: string) => [own, ...CORS_MIDDLEWARE];
const withoutLibrary = (own: string) =>
  `MIDDLEWARE = ${JSON.stringify([own, ...PLAIN_MIDDLEWARE], null, 4)}`;

function lab(
  id: string,
  framework: Framework,
  release: Parameters<typeof djangoFrom>[0],
): LabStack {
  let version: DjangoVersion | null = null;
  const found = (): DjangoVersion => {
    if (version === null) throw new Error(`${id} is not ready`);
    return version;
  };
  return {
    id,
    stack: 'django-cors-headers',
    version: async () => {
      const { django, corsheaders, restFramework } = found();
      const rest = framework === 'django' ? '' : `, REST framework ${restFramework}`;
      return `Django ${django}, django-cors-headers ${corsheaders}${rest}`;
    },
    ready: async () => {
      try {
        version = await djangoFrom(release);
        return null;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
    // The app itself brings only the library's system checks.
    unseen: /^ *"corsheaders",$/,
    proofOnly: true,
    project: (_, { cors }) => ({
      ...TEMPLATE,
      'settings.py': `${TEMPLATE['settings.py']}${APPS[framework]}${cors}\n`,
      'own.py': OWN_MIDDLEWARE,
      'urls.py': `${URLS[framework]}${PATTERNS}`,
    }),
    command: (place) => djangoCommand(found(), 'gunicorn', place),
    failures: {
      'nothing-configured': {
        cors: '',
        twin: installed(
          `${ELSEWHERE}\nCORS_ALLOW_METHODS = ["GET"]\nCORS_ALLOW_HEADERS = ["accept"]`,
        ),
      },
      'origin-not-listed': { cors: installed('CORS_ALLOWED_ORIGINS = ["https://app.example"]') },
      'origin-misspelled':
        'the middleware compares scheme and host only; Django’s own check stops it at the slash (corsheaders.E014)',
      'wildcard-with-credentials': { cors: installed('CORS_ALLOW_ALL_ORIGINS = True') },
      'credentials-not-allowed': { cors: installed(PAGE_ALLOWED) },
      'method-not-allowed': {
        cors: installed(`${PAGE_ALLOWED}\nCORS_ALLOW_METHODS = ["GET", "POST"]`),
      },
      'header-not-allowed': { cors: installed(PAGE_ALLOWED) },
      'expose-missing': { cors: installed(PAGE_ALLOWED) },
      // A layer above all of Django's own middleware answers without a trace of it.
      'error-without-headers': {
        cors: installed(PAGE_ALLOWED, below('own.Failing')),
        twin: installed(ELSEWHERE, below('own.Failing')),
        twinInPlace: withoutLibrary('own.Failing'),
        unrecognised: true,
      },
      redirect: {
        cors: installed(PAGE_ALLOWED, below('own.Moved')),
        twin: installed(ELSEWHERE, below('own.Moved')),
        twinInPlace: withoutLibrary('own.Moved'),
        unrecognised: true,
      },
      'two-layers': 'Django sets a header and never adds to it: a second line is a proxy’s',
    },
    paste: (files, snippets) =>
      withFile(files, 'settings.py', (text) => editSettings(text, snippets)),
    pasteAtEnd: (files, snippets) =>
      withFile(files, 'settings.py', (text) => `${text}${codeFor('settings.py', snippets)}`),
    model: null,
  };
}

/** Django under gunicorn: the oldest and the newest of Debian's releases, and one between. */
export const django314 = lab('django-3.14', 'django', 'system');
export const django47 = lab('django-4.7', 'django', 'trixie');
export const django49 = lab('django-4.9', 'django', 'sid');
/** The same with views of Django REST framework, which answer OPTIONS themselves. */
export const restFramework = lab('django-rest-framework', 'rest-framework', 'sid');
