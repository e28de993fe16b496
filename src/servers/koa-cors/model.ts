import { get, type HeaderList } from '../../model/header-list.ts';
import { isPreflight } from '../kit/cors-layer.ts';
import { line, withHeaders } from '../kit/response-headers.ts';
import type { Application, ServerAnswer, ServerRequest } from '../kit/stack.ts';

/** The options of `@koa/cors`; absent = its own default. */
export type KoaCorsOptions = {
  /** A string is sent to every origin; a list means a function that compares. */
  readonly origin?: string | readonly string[];
  readonly allowMethods?: readonly string[];
  readonly allowHeaders?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  readonly credentials?: boolean;
  readonly maxAge?: number;
};

/** The methods that the middleware allows by default. */
export const DEFAULT_METHODS: readonly string[] = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH'];

/**
 * The Koa middleware `@koa/cors`: its answer, given the answer of what is below it. If its function
 * returns nothing for an origin, the application answers, preflights too.
 *
 * Transcribed from @koa/cors 5.0.0, `index.js`.
 */
export function koaCors(options: KoaCorsOptions, inner: Application): Application {
  return (request) => {
    const origin = originFor(options, request);
    const isOptions = request.method === 'OPTIONS';
    if (origin === null || (isOptions && !isPreflight(request))) return passedOn(inner(request));
    const own: HeaderList = [
      ['Vary', 'Origin'],
      ['Access-Control-Allow-Origin', origin],
      ...line('Access-Control-Allow-Credentials', options.credentials === true ? 'true' : null),
    ];
    if (!isOptions) {
      const expose = line('Access-Control-Expose-Headers', options.exposeHeaders?.join(','));
      return withHeaders([...own, ...expose], inner(request));
    }
    const preflight = { status: 204, headers: [] };
    return withHeaders([...own, ...preflightHeaders(options, request)], preflight);
  };
}

/** If the middleware does nothing. Koa removes all headers from a thrown error. */
const passedOn = (answer: ServerAnswer): ServerAnswer =>
  answer.status >= 500 ? answer : withHeaders([['Vary', 'Origin']], answer);

/** Null: the application answers alone. With credentials `*` becomes the requesting origin. */
function originFor(
  { origin, credentials }: KoaCorsOptions,
  { headers }: ServerRequest,
): string | null {
  const asked = get(headers, 'origin') ?? '';
  if (origin !== undefined && typeof origin !== 'string') {
    return asked !== '' && origin.includes(asked) ? asked : null;
  }
  const fixed = origin === undefined || origin === '' ? '*' : origin;
  return fixed === '*' && credentials === true ? asked : fixed;
}

function preflightHeaders(options: KoaCorsOptions, { headers }: ServerRequest): HeaderList {
  const { allowMethods = DEFAULT_METHODS, allowHeaders, maxAge = 0 } = options;
  const asked = get(headers, 'access-control-request-headers');
  return [
    ...line('Access-Control-Max-Age', maxAge === 0 ? null : String(maxAge)),
    ...line('Access-Control-Allow-Methods', allowMethods.join(',')),
    ...line('Access-Control-Allow-Headers', allowHeaders?.join(',') || asked),
  ];
}
