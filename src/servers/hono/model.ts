import { get, type HeaderList, listElements } from '../../model/header-list.ts';
import { line, withHeaders } from '../kit/response-headers.ts';
import type { Application, ServerRequest } from '../kit/stack.ts';

/** The options of `hono/cors`; absent = its own default. */
export type HonoCorsOptions = {
  readonly origin?: string | readonly string[];
  readonly allowMethods?: readonly string[];
  readonly allowHeaders?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  readonly credentials?: boolean;
  readonly maxAge?: number;
};

/** The methods that the middleware allows by default. */
export const DEFAULT_METHODS: readonly string[] = 'GET HEAD PUT POST DELETE PATCH QUERY'.split(' ');

/**
 * Hono's middleware `cors`: its answer, given the answer of what is below it.
 *
 * Transcribed from hono 4.13.19, `src/middleware/cors/index.ts`.
 */
export function honoCors(options: HonoCorsOptions, inner: Application): Application {
  const varies: HeaderList = (options.origin ?? '*') === '*' ? [] : [['Vary', 'Origin']];
  return (request) => {
    const own: HeaderList = [
      ...line('Access-Control-Allow-Origin', allowedOrigin(options, request)),
      ...line('Access-Control-Allow-Credentials', options.credentials === true ? 'true' : null),
      ...line('Access-Control-Expose-Headers', options.exposeHeaders?.join(',')),
      ...varies,
    ];
    if (request.method !== 'OPTIONS') return withHeaders(own, inner(request));
    const preflight = { status: 204, headers: [] };
    return withHeaders([...own, ...preflightHeaders(options, request)], preflight);
  };
}

/** A single text is compared too: no other origin gets it. */
function allowedOrigin(
  { origin = '*' }: HonoCorsOptions,
  { headers }: ServerRequest,
): string | null {
  if (origin === '*') return '*';
  const asked = get(headers, 'origin') ?? '';
  const allowed = typeof origin === 'string' ? origin === asked : origin.includes(asked);
  return allowed ? asked : null;
}

function preflightHeaders(options: HonoCorsOptions, { headers }: ServerRequest): HeaderList {
  const { allowMethods = DEFAULT_METHODS, allowHeaders = [], maxAge } = options;
  const asked = listElements(get(headers, 'access-control-request-headers') ?? '');
  const names = (allowHeaders.length > 0 ? allowHeaders : asked).join(',');
  return [
    ...line('Access-Control-Max-Age', maxAge === undefined ? null : String(maxAge)),
    ...line('Access-Control-Allow-Methods', allowMethods.join(',')),
    ...line('Access-Control-Allow-Headers', names),
    ...line('Vary', names === '' ? null : 'Access-Control-Request-Headers'),
  ];
}
