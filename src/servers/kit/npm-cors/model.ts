import { get, type HeaderList } from '../../../model/header-list.ts';
import {
  type CorsOptions,
  namedOptions,
  type OptionDefaults,
  type OptionNames,
} from '../cors-options.ts';
import { line, withHeaders } from '../response-headers.ts';
import type { Application, ServerRequest } from '../stack.ts';

/** An origin as the package compares it: text exactly, a pattern anywhere in it. */
type OriginMatcher = string | RegExp | boolean;

/** The options of the npm package `cors`; absent = its own default. */
export type NpmCorsOptions = {
  readonly origin?: OriginMatcher | readonly OriginMatcher[];
  readonly methods?: string | readonly string[];
  readonly allowedHeaders?: string | readonly string[];
  readonly exposedHeaders?: string | readonly string[];
  readonly credentials?: boolean;
  readonly maxAge?: number;
  readonly preflightContinue?: boolean;
  readonly optionsSuccessStatus?: number;
};

/** How the package names its options. */
export const NPM_CORS_NAMES = {
  origins: 'origin',
  credentials: 'credentials',
  methods: 'methods',
  headers: 'allowedHeaders',
  expose: 'exposedHeaders',
  maxAge: 'maxAge',
} as const satisfies OptionNames;

/** The options as the package reads them. */
export function npmCorsOptions(options: CorsOptions): NpmCorsOptions {
  return namedOptions(options, NPM_CORS_NAMES);
}

export const NPM_CORS_METHODS = ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'] as const;

/** The package's behavior if an option is left out. */
export const NPM_CORS_DEFAULTS: OptionDefaults = {
  methods: NPM_CORS_METHODS,
  headers: 'any',
  maxAge: null,
};

/**
 * The npm package `cors`: its answer, given the answer of what is below it.
 *
 * Transcribed from cors 2.8.6, `lib/index.js`.
 */
export function npmCors(options: NpmCorsOptions, inner: Application): Application {
  return (request) => {
    // An empty origin turns the middleware off.
    if (options.origin === false || options.origin === '') return inner(request);
    const own: HeaderList = [
      ...originHeaders(options, request),
      ...line('Access-Control-Allow-Credentials', options.credentials === true ? 'true' : null),
      ...line('Access-Control-Expose-Headers', joined(options.exposedHeaders)),
    ];
    if (request.method.toUpperCase() !== 'OPTIONS') return withHeaders(own, inner(request));
    const preflight = [...own, ...preflightHeaders(options, request)];
    if (options.preflightContinue === true) return withHeaders(preflight, inner(request));
    const status = options.optionsSuccessStatus ?? 204;
    return withHeaders(preflight, { status, headers: [['Content-Length', '0']] });
  };
}

function originHeaders({ origin = '*' }: NpmCorsOptions, request: ServerRequest): HeaderList {
  if (origin === '*') return [['Access-Control-Allow-Origin', '*']];
  const asked = get(request.headers, 'origin');
  const allowed = typeof origin === 'string' || (asked !== null && isAllowed(asked, origin));
  const value = typeof origin === 'string' ? origin : asked;
  return [...line('Access-Control-Allow-Origin', allowed ? value : null), ['Vary', 'Origin']];
}

function isAllowed(asked: string, allowed: OriginMatcher | readonly OriginMatcher[]): boolean {
  if (isList(allowed)) return allowed.some((one) => isAllowed(asked, one));
  if (typeof allowed === 'string') return asked === allowed;
  return allowed instanceof RegExp ? allowed.test(asked) : allowed;
}

const isList = (
  value: OriginMatcher | readonly OriginMatcher[],
): value is readonly OriginMatcher[] => Array.isArray(value);

function preflightHeaders(options: NpmCorsOptions, { headers }: ServerRequest): HeaderList {
  const { methods = NPM_CORS_METHODS, allowedHeaders = '', maxAge } = options;
  const asked = get(headers, 'access-control-request-headers');
  return [
    ...line('Access-Control-Allow-Methods', joined(methods)),
    // Without a list, the package allows all requested headers.
    ...(allowedHeaders === '' ? line('Vary', 'Access-Control-Request-Headers') : []),
    ...line('Access-Control-Allow-Headers', allowedHeaders === '' ? asked : joined(allowedHeaders)),
    ...line('Access-Control-Max-Age', maxAge === undefined ? null : String(maxAge)),
  ];
}

const joined = (value: string | readonly string[] = ''): string =>
  typeof value === 'string' ? value : value.join(',');
