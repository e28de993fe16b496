import type { CauseId } from '../../src/policy/finding.ts';

/** The page's request to `/api/data/` and similar paths. */
export type PageRequest = {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly credentials?: 'include';
  readonly body?: string;
};

/**
 * One way to misconfigure django-cors-headers, as a developer would describe it. `{page}` stands
 * for the page's origin, `{page-port}` for its port, `{tls}` for the host of a TLS proxy before
 * Django.
 */
export type Misconfiguration = {
  readonly name: string;
  /** Set if one release shows it best; the others use the newest one here. */
  readonly release?: 'debian' | 'newest';
  /** Dotted paths, top first; by default the project's own list, which has nothing about CORS. */
  readonly middleware?: readonly string[];
  /** Whether `corsheaders` is among the installed apps. */
  readonly installed?: boolean;
  /** The developer's own lines in settings.py. */
  readonly settings: string;
  readonly request: PageRequest;
  /** The browser's first reason. */
  readonly cause: CauseId;
  readonly phase: 'preflight' | 'actual';
  /** No response shows signs of Django, so the developer picks the server. */
  readonly unrecognised?: true;
  /** What the page gets in the end; by default `status 200`. */
  readonly after?: `status ${number}`;
  /** What the printed fix must contain, if the case is about its wording. */
  readonly fixHas?: readonly string[];
  /** What the panel must say about it. */
  readonly says?: RegExp;
};

const CORS = 'corsheaders.middleware.CorsMiddleware';
const SECURITY = 'django.middleware.security.SecurityMiddleware';
const SESSION = 'django.contrib.sessions.middleware.SessionMiddleware';
const COMMON = 'django.middleware.common.CommonMiddleware';
const CSRF = 'django.middleware.csrf.CsrfViewMiddleware';
const FRAMES = 'django.middleware.clickjacking.XFrameOptionsMiddleware';

const RIGHT_ORDER = [CORS, SECURITY, SESSION, COMMON, CSRF, FRAMES];
const BELOW_COMMON = [SECURITY, SESSION, COMMON, CORS, CSRF, FRAMES];
const BELOW_SECURITY = [SECURITY, CORS, SESSION, COMMON, CSRF, FRAMES];

const ALLOWED = "CORS_ALLOWED_ORIGINS = ['{page}']";
const GET: PageRequest = { path: '/api/data/' };
const GET_WITH_COOKIES: PageRequest = { path: '/api/data/', credentials: 'include' };
const PUT_JSON: PageRequest = {
  path: '/api/data/',
  method: 'PUT',
  headers: { 'content-type': 'application/json' },
  body: '{}',
};

/** Each of them must pass the same steps: blocked, diagnosed, pasted, restarted, passing, Fixed. */
export const misconfigurations: readonly Misconfiguration[] = [
  {
    name: 'nothing is installed, and the page reads',
    settings: '',
    request: GET,
    cause: 'missing-allow-origin',
    phase: 'actual',
    fixHas: ['corsheaders.middleware.CorsMiddleware', '"corsheaders"', '{page}'],
  },
  {
    name: 'nothing is installed, and the page writes JSON',
    release: 'debian',
    settings: '',
    request: PUT_JSON,
    cause: 'missing-allow-origin',
    phase: 'preflight',
  },
  {
    name: 'nothing is installed, and Django REST framework answers OPTIONS',
    settings: "INSTALLED_APPS = [*INSTALLED_APPS, 'rest_framework']",
    request: { ...PUT_JSON, path: '/api/rest/' },
    cause: 'missing-allow-origin',
    phase: 'preflight',
  },
  {
    name: 'the origin is not listed',
    middleware: RIGHT_ORDER,
    settings: "CORS_ALLOWED_ORIGINS = ['https://app.example.com']",
    request: GET,
    cause: 'missing-allow-origin',
    phase: 'actual',
    fixHas: ['CORS_ALLOWED_ORIGINS', '{page}'],
  },
  {
    name: 'the scheme is wrong: https is listed, the page is http',
    middleware: RIGHT_ORDER,
    settings: "CORS_ALLOWED_ORIGINS = ['https://localhost:{page-port}']",
    request: PUT_JSON,
    cause: 'missing-allow-origin',
    phase: 'preflight',
  },
  {
    name: 'the port is wrong',
    middleware: RIGHT_ORDER,
    settings: "CORS_ALLOWED_ORIGINS = ['http://localhost:1']",
    request: GET,
    cause: 'missing-allow-origin',
    phase: 'actual',
  },
  {
    name: '127.0.0.1 is listed, the page is localhost',
    middleware: RIGHT_ORDER,
    settings: "CORS_ALLOWED_ORIGINS = ['http://127.0.0.1:{page-port}']",
    request: GET,
    cause: 'missing-allow-origin',
    phase: 'actual',
  },
  {
    name: 'a path lacks its slash, and the middleware is below CommonMiddleware',
    middleware: BELOW_COMMON,
    settings: ALLOWED,
    request: { path: '/api/data' },
    cause: 'missing-allow-origin',
    phase: 'actual',
    says: /slash/i,
  },
  {
    name: 'a path lacks its slash, and the page writes (old Django redirects the preflight too)',
    release: 'debian',
    middleware: BELOW_COMMON,
    settings: ALLOWED,
    request: { ...PUT_JSON, path: '/api/data' },
    cause: 'preflight-redirect',
    phase: 'preflight',
    says: /slash/i,
  },
  {
    name: 'CommonMiddleware above CorsMiddleware refuses the host',
    middleware: BELOW_COMMON,
    settings: `${ALLOWED}\nALLOWED_HOSTS = ['api.example.com']`,
    after: 'status 400',
    request: GET,
    cause: 'missing-allow-origin',
    phase: 'actual',
  },
  {
    name: 'a layer above CorsMiddleware redirects everything to https',
    middleware: BELOW_SECURITY,
    settings: [
      ALLOWED,
      'SECURE_SSL_REDIRECT = True',
      "SECURE_SSL_HOST = '{tls}'",
      "SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')",
    ].join('\n'),
    request: PUT_JSON,
    cause: 'preflight-redirect',
    phase: 'preflight',
    says: /https/,
  },
  {
    name: 'credentials are sent but not allowed',
    middleware: RIGHT_ORDER,
    settings: ALLOWED,
    request: GET_WITH_COOKIES,
    cause: 'credentials-not-allowed',
    phase: 'actual',
    fixHas: ['CORS_ALLOW_CREDENTIALS = True'],
  },
  {
    name: 'every origin is allowed, and the page sends cookies',
    middleware: RIGHT_ORDER,
    settings: 'CORS_ALLOW_ALL_ORIGINS = True',
    request: GET_WITH_COOKIES,
    cause: 'wildcard-with-credentials',
    phase: 'actual',
    fixHas: ['CORS_ALLOWED_ORIGINS', 'CORS_ALLOW_ALL_ORIGINS = False', 'CORS_ALLOW_CREDENTIALS'],
  },
  {
    name: 'a header of our own is not listed',
    middleware: RIGHT_ORDER,
    settings: ALLOWED,
    request: { ...PUT_JSON, headers: { 'content-type': 'application/json', 'x-token': '1' } },
    cause: 'header-not-allowed',
    phase: 'preflight',
    fixHas: ['from corsheaders.defaults import default_headers', '(*default_headers, "x-token")'],
  },
  {
    name: 'a hand-made header list lacks the defaults',
    middleware: RIGHT_ORDER,
    settings: `${ALLOWED}\nCORS_ALLOW_HEADERS = ['x-token']`,
    request: PUT_JSON,
    cause: 'header-not-allowed',
    phase: 'preflight',
    fixHas: ['x-token', 'content-type'],
  },
  {
    name: 'the method is not listed',
    middleware: RIGHT_ORDER,
    settings: `${ALLOWED}\nCORS_ALLOW_METHODS = ['GET', 'POST']`,
    request: PUT_JSON,
    cause: 'method-not-allowed',
    phase: 'preflight',
    fixHas: ['PUT'],
  },
  {
    name: 'the list of methods is a string',
    middleware: RIGHT_ORDER,
    settings: `${ALLOWED}\nCORS_ALLOW_METHODS = 'PUT'`,
    request: PUT_JSON,
    cause: 'method-not-allowed',
    phase: 'preflight',
    says: /string|letter/i,
  },
  {
    name: 'the list of origins is a string',
    middleware: RIGHT_ORDER,
    settings: "CORS_ALLOWED_ORIGINS = '{page}'",
    request: GET,
    cause: 'missing-allow-origin',
    phase: 'actual',
  },
  {
    name: 'the URL is outside of CORS_URLS_REGEX',
    middleware: RIGHT_ORDER,
    settings: `${ALLOWED}\nCORS_URLS_REGEX = r'^/v2/.*$'`,
    request: GET,
    cause: 'missing-allow-origin',
    phase: 'actual',
    fixHas: ['CORS_URLS_REGEX'],
  },
  {
    name: 'a login gate above CorsMiddleware answers the preflight with 401',
    middleware: ['middleware.TokenGate', ...RIGHT_ORDER],
    settings: ALLOWED,
    unrecognised: true,
    request: { ...PUT_JSON, headers: { ...PUT_JSON.headers, authorization: 'Bearer x' } },
    cause: 'missing-allow-origin',
    phase: 'preflight',
  },
  {
    name: 'the hand-written process_response middleware of an article, and the page sends cookies',
    middleware: [...RIGHT_ORDER.slice(1), 'middleware.OwnCors'],
    settings: '',
    request: GET_WITH_COOKIES,
    cause: 'wildcard-with-credentials',
    phase: 'actual',
  },
  {
    name: 'the hand-written middleware, and the page writes',
    middleware: [...RIGHT_ORDER.slice(1), 'middleware.AllowEverybody'],
    settings: '',
    request: PUT_JSON,
    cause: 'preflight-status',
    phase: 'preflight',
  },
];

/** Settings that people copy from articles, unchanged. */
export const copiedFromArticles: readonly Misconfiguration[] = [
  {
    name: 'CORS_ALLOWED_ORIGINS with another port than the page’s, and CORS_ALLOW_CREDENTIALS',
    middleware: RIGHT_ORDER,
    settings: 'CORS_ALLOWED_ORIGINS = ["http://localhost:3000"]\nCORS_ALLOW_CREDENTIALS = True',
    request: GET_WITH_COOKIES,
    cause: 'missing-allow-origin',
    phase: 'actual',
    fixHas: ['{page}'],
  },
  {
    name: 'the old names with a malformed origin, under gunicorn',
    release: 'debian',
    middleware: RIGHT_ORDER,
    settings:
      "CORS_ORIGIN_ALLOW_ALL = False\nCORS_ORIGIN_WHITELIST = (\n    'http//:localhost:8000',\n)",
    request: GET,
    cause: 'missing-allow-origin',
    phase: 'actual',
    fixHas: ['CORS_ALLOWED_ORIGINS', '{page}'],
    says: /CORS_ORIGIN_WHITELIST/,
  },
  {
    name: 'MIDDLEWARE_CLASSES, which Django has not read since 2.0',
    settings: `MIDDLEWARE_CLASSES = ['${CORS}', '${COMMON}']\n${ALLOWED}`,
    installed: true,
    request: GET,
    cause: 'missing-allow-origin',
    phase: 'actual',
    fixHas: ['MIDDLEWARE'],
    says: /MIDDLEWARE_CLASSES/,
  },
  {
    name: 'a class with process_response that sets a star',
    middleware: [...RIGHT_ORDER.slice(1), 'middleware.AllowEverybody'],
    settings: '',
    request: { ...PUT_JSON, method: 'DELETE' },
    cause: 'preflight-status',
    phase: 'preflight',
  },
];
