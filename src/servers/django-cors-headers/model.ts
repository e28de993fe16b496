import { get, type HeaderList, has } from '../../model/header-list.ts';
import { remember } from '../../model/lazy.ts';
import { parseUrl } from '../../model/origin.ts';
import type { ServerAnswer, ServerRequest } from '../kit/stack.ts';
import { type CorsSettings, corsMiddleware, type Library, setHeader } from './cors-middleware.ts';
import { pathInfo } from './python.ts';

/** Releases of Django that differ on the wire: 3.2 and older, or 4.2 and newer. */
export type Release = '3.2' | '4.2';

/**
 * An entry of MIDDLEWARE that can change an answer to a cross-origin request. `star` is the
 * hand-written class whose `process_response` sets `Access-Control-Allow-Origin: *`. `gate` answers
 * 401 to requests without Authorization.
 */
export type Middleware = 'cors' | 'security' | 'common' | 'x-frame-options' | 'star' | 'gate';

/** The parts of a Django project that matter for CORS. */
export type DjangoProject = {
  readonly django: Release;
  readonly library: Library;
  /** Outermost first, as in MIDDLEWARE. */
  readonly middleware: readonly Middleware[];
  readonly cors: CorsSettings;
  readonly APPEND_SLASH: boolean;
  readonly SECURE_SSL_REDIRECT: boolean;
  readonly DEBUG: boolean;
  /** Host names; null stands for `['*']`. */
  readonly ALLOWED_HOSTS: readonly string[] | null;
  /** The view's answer; null if no URL pattern matches. */
  readonly view: (request: ServerRequest) => ServerAnswer | null;
};

/** The project that `startproject` creates, with the library installed as in its README. */
export const freshProject: DjangoProject = {
  django: '4.2',
  library: '4.3',
  middleware: ['cors', 'security', 'common', 'x-frame-options'],
  cors: {},
  APPEND_SLASH: true,
  SECURE_SSL_REDIRECT: false,
  DEBUG: false,
  ALLOWED_HOSTS: null,
  view: () => ({ status: 200, headers: [] }),
};

type Application = (request: ServerRequest) => ServerAnswer;

/**
 * The answer of a Django project with django-cors-headers: status, CORS headers and `Vary` as on
 * the wire. Each middleware wraps those below it, as in Django.
 * @see https://docs.djangoproject.com/en/5.2/topics/http/middleware/
 */
export const djangoModel = (project: DjangoProject, request: ServerRequest): ServerAnswer =>
  applicationOf(project)(request);

/** A proof asks the same project many times. */
const applicationOf = remember((project: DjangoProject): Application => {
  const view: Application = (asked) => project.view(asked) ?? NOT_FOUND;
  return project.middleware.reduceRight((inner, name) => LAYERS[name](project, inner), view);
});

const HTML: HeaderList = [['Content-Type', 'text/html; charset=utf-8']];
const NOT_FOUND: ServerAnswer = { status: 404, headers: HTML };
const BAD_REQUEST: ServerAnswer = { status: 400, headers: HTML };
const SERVER_ERROR: ServerAnswer = { status: 500, headers: HTML };
const UNAUTHORIZED: ServerAnswer = { status: 401, headers: HTML };

const LAYERS: Readonly<
  Record<Middleware, (project: DjangoProject, inner: Application) => Application>
> = {
  cors: (project, inner) => corsMiddleware(project.cors, project.library, inner),
  security: securityMiddleware,
  common: commonMiddleware,
  'x-frame-options': (_, inner) => (request) =>
    withDefaults(inner(request), [['X-Frame-Options', 'DENY']]),
  star: (_, inner) => (request) => {
    const answer = inner(request);
    return { ...answer, headers: setHeader(answer.headers, 'Access-Control-Allow-Origin', '*') };
  },
  gate: (_, inner) => (request) =>
    has(request.headers, 'authorization') ? inner(request) : UNAUTHORIZED,
};

/** `django/middleware/security.py` */
function securityMiddleware(project: DjangoProject, inner: Application): Application {
  const own: HeaderList = [
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'same-origin'],
    ...(project.django === '3.2' ? [] : ([['Cross-Origin-Opener-Policy', 'same-origin']] as const)),
  ];
  return (request) => {
    const secure = request.url.startsWith('https:');
    if (!project.SECURE_SSL_REDIRECT || secure) return withDefaults(inner(request), own);
    // get_host() raises before the response exists, so this layer adds nothing.
    if (!hostAllowed(project, request)) return BAD_REQUEST;
    return withDefaults(redirect(request.url.replace(/^http:/, 'https:')), own);
  };
}

/** `django/middleware/common.py`: until 3.2 the slash redirect comes before the view. */
function commonMiddleware(project: DjangoProject, inner: Application): Application {
  return (request) => {
    if (!hostAllowed(project, request)) return BAD_REQUEST;
    if (project.django === '3.2' && lacksSlash(project, request)) {
      return slashRedirect(project, request);
    }
    const answer = inner(request);
    if (answer.status === 404 && lacksSlash(project, request)) {
      return slashRedirect(project, request);
    }
    return answer;
  };
}

function slashRedirect(project: DjangoProject, request: ServerRequest): ServerAnswer {
  const unsafe =
    project.django === '3.2' ? ['POST', 'PUT', 'PATCH'] : ['DELETE', 'POST', 'PUT', 'PATCH'];
  // With DEBUG on, Django raises an error instead of a redirect that loses the body.
  if (project.DEBUG && unsafe.includes(request.method)) return SERVER_ERROR;
  const url = parseUrl(request.url);
  return redirect(`${url?.pathname ?? ''}/${url?.search ?? ''}`);
}

function lacksSlash(project: DjangoProject, request: ServerRequest): boolean {
  const parsed = parseUrl(request.url);
  if (parsed === null || !project.APPEND_SLASH || pathInfo(request.url).endsWith('/')) return false;
  if (project.view(request) !== null) return false;
  const url = new URL(parsed.href);
  url.pathname += '/';
  return project.view({ ...request, url: url.href }) !== null;
}

function hostAllowed(project: DjangoProject, request: ServerRequest): boolean {
  if (project.ALLOWED_HOSTS === null) return true;
  const host = get(request.headers, 'host') ?? parseUrl(request.url)?.host ?? '';
  return project.ALLOWED_HOSTS.includes(host.replace(/:\d+$/, '').toLowerCase());
}

function redirect(location: string): ServerAnswer {
  return { status: 301, headers: [...HTML, ['Location', location]] };
}

function withDefaults(answer: ServerAnswer, defaults: HeaderList): ServerAnswer {
  const missing = defaults.filter(([name]) => !has(answer.headers, name));
  return { ...answer, headers: [...answer.headers, ...missing] };
}
