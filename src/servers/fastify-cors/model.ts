import { get, type HeaderList, has } from '../../model/header-list.ts';
import { isPreflight } from '../kit/cors-layer.ts';
import { line, withHeaders } from '../kit/response-headers.ts';
import type { Application, ServerRequest } from '../kit/stack.ts';

/** The options of `@fastify/cors`; absent = its own default. */
export type FastifyCorsOptions = {
  /** A string is sent to every origin unchanged; a list is compared; true means any origin. */
  readonly origin?: string | readonly string[] | boolean;
  readonly methods?: readonly string[];
  readonly allowedHeaders?: readonly string[];
  readonly exposedHeaders?: readonly string[];
  readonly credentials?: boolean;
  readonly maxAge?: number;
  readonly strictPreflight?: boolean;
};

/** The methods that the plugin allows by default; since release 11 without PUT and DELETE. */
export const DEFAULT_METHODS: readonly string[] = ['GET', 'HEAD', 'POST'];

/**
 * The Fastify plugin `@fastify/cors`: its answer, given the answer of what is behind it.
 *
 * Transcribed from @fastify/cors 11.4.3, `index.js`.
 */
export function fastifyCors(options: FastifyCorsOptions, inner: Application): Application {
  return (request) => {
    const { origin = '*', strictPreflight = true } = options;
    if (origin === false) return inner(request);
    const own = [...varyHeader(origin), ...corsHeaders(options, request)];
    if (request.method !== 'OPTIONS') return withHeaders(own, inner(request));
    if (strictPreflight && !(has(request.headers, 'origin') && isPreflight(request))) {
      return withHeaders(own, { status: 400, headers: [['Content-Type', 'text/plain']] });
    }
    return withHeaders([...own, ...preflightHeaders(options, request)], {
      status: 204,
      headers: [['Content-Length', '0']],
    });
  };
}

/** A `*` in a list makes the whole option `*`. */
const isFixed = (origin: NonNullable<FastifyCorsOptions['origin']>): boolean =>
  typeof origin === 'string' || (typeof origin !== 'boolean' && origin.includes('*'));

const varyHeader = (origin: NonNullable<FastifyCorsOptions['origin']>): HeaderList =>
  isFixed(origin) ? [] : [['Vary', 'Origin']];

function corsHeaders(options: FastifyCorsOptions, request: ServerRequest): HeaderList {
  return [
    ...line('Access-Control-Allow-Origin', allowedOrigin(options, request)),
    ...line('Access-Control-Allow-Credentials', options.credentials === true ? 'true' : null),
    // An empty list is sent too.
    ...(options.exposedHeaders === undefined
      ? []
      : [['Access-Control-Expose-Headers', options.exposedHeaders.join(', ')] as const]),
  ];
}

function allowedOrigin(
  { origin = '*' }: FastifyCorsOptions,
  { headers }: ServerRequest,
): string | null {
  if (typeof origin === 'string') return origin;
  const asked = get(headers, 'origin');
  if (typeof origin === 'boolean') return asked;
  if (origin.includes('*')) return '*';
  return asked !== null && origin.includes(asked) ? asked : null;
}

function preflightHeaders(options: FastifyCorsOptions, { headers }: ServerRequest): HeaderList {
  const { methods, allowedHeaders, maxAge } = options;
  return [
    ['Access-Control-Allow-Methods', methods?.join(', ') ?? DEFAULT_METHODS.join(',')],
    ...(allowedHeaders === undefined
      ? [
          ['Vary', 'Access-Control-Request-Headers'] as const,
          ...line('Access-Control-Allow-Headers', get(headers, 'access-control-request-headers')),
        ]
      : [['Access-Control-Allow-Headers', allowedHeaders.join(', ')] as const]),
    ...line('Access-Control-Max-Age', maxAge === undefined ? null : String(maxAge)),
  ];
}
