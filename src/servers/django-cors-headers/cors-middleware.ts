import { get, type HeaderList } from '../../model/header-list.ts';
import { lazy } from '../../model/lazy.ts';
import { isPreflight } from '../../model/preflight.ts';
import { line } from '../kit/response-headers.ts';
import type { ServerAnswer, ServerRequest } from '../kit/stack.ts';
import { patchVary, pathInfo, reMatch, urlsplit } from './python.ts';

/**
 * Releases that differ on the wire: up to 3.14; from 4.0 (lower-case names, private network); from
 * 4.3 (no `Access-Control-Allow-Credentials` for refused origins).
 */
export type Library = '3.14' | '4.0' | '4.3';

/** A setting that must be a sequence. Python reads a plain string as its letters. */
export type PythonSequence = readonly string[] | string;

/** The library's settings as written in settings.py, with their old names; absent = default. */
export type CorsSettings = {
  readonly CORS_ALLOWED_ORIGINS?: PythonSequence;
  readonly CORS_ORIGIN_WHITELIST?: PythonSequence;
  readonly CORS_ALLOWED_ORIGIN_REGEXES?: PythonSequence;
  readonly CORS_ORIGIN_REGEX_WHITELIST?: PythonSequence;
  readonly CORS_ALLOW_ALL_ORIGINS?: boolean;
  readonly CORS_ORIGIN_ALLOW_ALL?: boolean;
  readonly CORS_URLS_REGEX?: string;
  readonly CORS_ALLOW_METHODS?: PythonSequence;
  readonly CORS_ALLOW_HEADERS?: PythonSequence;
  readonly CORS_EXPOSE_HEADERS?: PythonSequence;
  readonly CORS_PREFLIGHT_MAX_AGE?: number;
  readonly CORS_ALLOW_CREDENTIALS?: boolean;
  readonly CORS_ALLOW_PRIVATE_NETWORK?: boolean;
  /** What the handlers of the signal `check_request_enabled` return, if there are any. */
  readonly check_request_enabled?: (request: ServerRequest) => boolean;
};

/** `corsheaders.defaults.default_methods`, the same in every release. */
export const DEFAULT_METHODS: readonly string[] = 'DELETE GET OPTIONS PATCH POST PUT'.split(' ');

const HEADERS_SINCE_4 =
  'accept authorization content-type user-agent x-csrftoken x-requested-with'.split(' ');

/** `corsheaders.defaults.default_headers`: 4.0.0 dropped three of the nine. */
export const DEFAULT_HEADERS: Readonly<Record<Library, readonly string[]>> = {
  '3.14':
    'accept accept-encoding authorization content-type dnt origin user-agent x-csrftoken x-requested-with'.split(
      ' ',
    ),
  '4.0': HEADERS_SINCE_4,
  '4.3': HEADERS_SINCE_4,
};

/** Every setting with the value that the middleware reads. */
type Conf = ReturnType<typeof confOf>;

/** `corsheaders/conf.py`: a new name wins over its old one even when it is empty. */
function confOf(settings: CorsSettings, library: Library) {
  const origins = [...(settings.CORS_ALLOWED_ORIGINS ?? settings.CORS_ORIGIN_WHITELIST ?? [])];
  return {
    origins,
    splitOrigins: lazy(() => origins.map(urlsplit)),
    originRegexes: [
      ...(settings.CORS_ALLOWED_ORIGIN_REGEXES ?? settings.CORS_ORIGIN_REGEX_WHITELIST ?? []),
    ],
    allowAll: settings.CORS_ALLOW_ALL_ORIGINS ?? settings.CORS_ORIGIN_ALLOW_ALL ?? false,
    urlsRegex: settings.CORS_URLS_REGEX ?? '^.*$',
    methods: [...(settings.CORS_ALLOW_METHODS ?? DEFAULT_METHODS)],
    headers: [...(settings.CORS_ALLOW_HEADERS ?? DEFAULT_HEADERS[library])],
    expose: [...(settings.CORS_EXPOSE_HEADERS ?? [])],
    maxAge: settings.CORS_PREFLIGHT_MAX_AGE ?? 86400,
    credentials: settings.CORS_ALLOW_CREDENTIALS ?? false,
    privateNetwork: library !== '3.14' && (settings.CORS_ALLOW_PRIVATE_NETWORK ?? false),
    signal: settings.check_request_enabled ?? (() => false),
  };
}

/** Sets a header as Django does: replaces any of the same name, in the new spelling. */
export function setHeader(headers: HeaderList, name: string, value: string): HeaderList {
  return [...headers.filter(([key]) => key.toLowerCase() !== name.toLowerCase()), [name, value]];
}

/**
 * `corsheaders.middleware.CorsMiddleware`: its answer, given the answer of what is below it.
 *
 * Transcribed from django-cors-headers 3.14.0 and 4.9.0, `corsheaders/middleware.py`; the step
 * between them (4.3.0) from its changelog.
 */
export function corsMiddleware(
  settings: CorsSettings,
  library: Library,
  inner: (request: ServerRequest) => ServerAnswer,
): (request: ServerRequest) => ServerAnswer {
  const conf = confOf(settings, library);
  return (request) => {
    const matches = reMatch(conf.urlsRegex, pathInfo(request.url));
    if (matches === 'error') return SERVER_ERROR;
    if (!matches && !conf.signal(request)) return inner(request);
    const answer = isPreflight(request) ? EMPTY : inner(request);
    return addResponseHeaders(conf, library, request, answer);
  };
}

const EMPTY: ServerAnswer = {
  status: 200,
  headers: [
    ['Content-Type', 'text/html; charset=utf-8'],
    ['Content-Length', '0'],
  ],
};

function addResponseHeaders(
  conf: Conf,
  library: Library,
  request: ServerRequest,
  answer: ServerAnswer,
): ServerAnswer {
  const vary = patchVary(get(answer.headers, 'vary'), library === '3.14' ? 'Origin' : 'origin');
  const varied = { ...answer, headers: setHeader(answer.headers, 'Vary', vary) };

  const origin = get(request.headers, 'origin');
  if (origin === null || origin === '' || urlsplit(origin) === null) return varied;

  const allowed = allows(conf, request, origin);
  // A malformed entry raises during the comparison, so nothing of this answer is sent.
  if (allowed === 'error') return SERVER_ERROR;

  const cased = (name: string) => (library === '3.14' ? capitalised(name) : name);
  const headers = [
    ...(conf.credentials && (allowed || library !== '4.3') ? [CREDENTIALS] : []),
    ...(allowed ? allowedHeaders(conf, request, origin) : []),
  ];
  return {
    ...varied,
    headers: headers.reduce(
      (list, [name, value]) => setHeader(list, cased(name), value),
      varied.headers,
    ),
  };
}

const CREDENTIALS = ['access-control-allow-credentials', 'true'] as const;
const SERVER_ERROR: ServerAnswer = {
  status: 500,
  headers: [['Content-Type', 'text/html; charset=utf-8']],
};

function allowedHeaders(conf: Conf, request: ServerRequest, origin: string): HeaderList {
  const privateNetwork =
    conf.privateNetwork &&
    get(request.headers, 'access-control-request-private-network') === 'true';
  return [
    ['access-control-allow-origin', conf.allowAll && !conf.credentials ? '*' : origin],
    ...line('access-control-expose-headers', conf.expose.join(', ')),
    ...(request.method === 'OPTIONS' ? preflightHeaders(conf) : []),
    ...line('access-control-allow-private-network', privateNetwork ? 'true' : null),
  ];
}

function preflightHeaders(conf: Conf): HeaderList {
  return [
    ['access-control-allow-headers', conf.headers.join(', ')],
    ['access-control-allow-methods', conf.methods.join(', ')],
    ...line('access-control-max-age', conf.maxAge === 0 ? null : String(conf.maxAge)),
  ];
}

function capitalised(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

function allows(conf: Conf, request: ServerRequest, origin: string): boolean | 'error' {
  if (conf.allowAll) return true;
  if (origin === 'null' && conf.origins.includes(origin)) return true;
  const listed = conf.splitOrigins();
  if (listed.includes(null)) return 'error';
  const asked = urlsplit(origin);
  if (listed.some((one) => one?.scheme === asked?.scheme && one?.netloc === asked?.netloc)) {
    return true;
  }
  // Python stops at the first that matches, or that does not compile.
  const first = conf.originRegexes
    .map((pattern) => reMatch(pattern, origin))
    .find((result) => result !== false);
  return first ?? conf.signal(request);
}
