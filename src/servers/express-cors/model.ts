import { get, type Header, type HeaderList } from '../../model/header-list.ts';
import type { ServerAnswer, ServerRequest } from '../kit/stack.ts';

/** An origin as `cors` compares it: text exactly, a pattern anywhere in it. */
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

/** What the package allows when it is not told which methods. */
export const DEFAULT_METHODS: readonly string[] = ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'];

/**
 * The npm package `cors`: what it answers, given what stands below it.
 *
 * Transcribed from cors 2.8.6, `lib/index.js`.
 */
export function npmCors(
  options: NpmCorsOptions,
  inner: (request: ServerRequest) => ServerAnswer,
): (request: ServerRequest) => ServerAnswer {
  return (request) => {
    // An origin that is no origin at all switches the middleware off.
    if (options.origin === false || options.origin === '') return inner(request);
    const isOptions = request.method.toUpperCase() === 'OPTIONS';
    const own = isOptions ? preflightHeaders(options, request) : actualHeaders(options, request);
    if (!isOptions || options.preflightContinue === true) return over(own, inner(request));
    const status = options.optionsSuccessStatus ?? 204;
    return over(own, { status, headers: [['Content-Length', '0']] });
  };
}

function preflightHeaders(options: NpmCorsOptions, request: ServerRequest): HeaderList {
  const maxAge = options.maxAge === undefined ? '' : String(options.maxAge);
  return [
    ...originHeaders(options, request),
    ...credentialsHeader(options),
    ...header('Access-Control-Allow-Methods', joined(options.methods ?? DEFAULT_METHODS)),
    ...allowedHeaders(options, request),
    ...header('Access-Control-Max-Age', maxAge),
    ...header('Access-Control-Expose-Headers', joined(options.exposedHeaders ?? '')),
  ];
}

function actualHeaders(options: NpmCorsOptions, request: ServerRequest): HeaderList {
  return [
    ...originHeaders(options, request),
    ...credentialsHeader(options),
    ...header('Access-Control-Expose-Headers', joined(options.exposedHeaders ?? '')),
  ];
}

function originHeaders({ origin = '*' }: NpmCorsOptions, request: ServerRequest): HeaderList {
  if (origin === '*') return [['Access-Control-Allow-Origin', '*']];
  const vary: Header = ['Vary', 'Origin'];
  if (typeof origin === 'string') return [['Access-Control-Allow-Origin', origin], vary];
  const asked = get(request.headers, 'origin');
  const allowed = asked !== null && isAllowed(asked, origin);
  return [...(allowed ? header('Access-Control-Allow-Origin', asked) : []), vary];
}

function isAllowed(asked: string, allowed: OriginMatcher | readonly OriginMatcher[]): boolean {
  if (isList(allowed)) return allowed.some((one) => isAllowed(asked, one));
  if (typeof allowed === 'string') return asked === allowed;
  return allowed instanceof RegExp ? allowed.test(asked) : allowed;
}

const isList = (
  value: OriginMatcher | readonly OriginMatcher[],
): value is readonly OriginMatcher[] => Array.isArray(value);

function credentialsHeader({ credentials }: NpmCorsOptions): HeaderList {
  return credentials === true ? [['Access-Control-Allow-Credentials', 'true']] : [];
}

/** What is not set is whatever was asked for. */
function allowedHeaders(options: NpmCorsOptions, request: ServerRequest): HeaderList {
  const { allowedHeaders: set } = options;
  if (set !== undefined && set !== '') return header('Access-Control-Allow-Headers', joined(set));
  const asked = get(request.headers, 'access-control-request-headers') ?? '';
  return [
    ['Vary', 'Access-Control-Request-Headers'],
    ...header('Access-Control-Allow-Headers', asked),
  ];
}

const joined = (value: string | readonly string[]): string =>
  typeof value === 'string' ? value : value.join(',');

const header = (name: string, value: string): HeaderList => (value === '' ? [] : [[name, value]]);

/** The middleware's headers, then the application's, with one `Vary` of both. */
function over(own: HeaderList, answer: ServerAnswer): ServerAnswer {
  const isVary = ([name]: Header) => name.toLowerCase() === 'vary';
  const varied = [...own, ...answer.headers].filter(isVary).map(([, value]) => value);
  const set = own.filter((one) => !isVary(one));
  const names = new Set(set.map(([name]) => name.toLowerCase()));
  return {
    status: answer.status,
    headers: [
      ...set,
      ...answer.headers.filter((one) => !isVary(one) && !names.has(one[0].toLowerCase())),
      ...header('Vary', varied.join(', ')),
    ],
  };
}
