import { get, type HeaderList, has } from '../../model/header-list.ts';
import type { Application } from '../kit/options-stack.ts';
import type { ServerAnswer, ServerRequest } from '../kit/stack.ts';
import { line, withHeaders } from '../kit/with-headers.ts';

/** The options of `@koa/cors`; absent = its own default. */
export type KoaCorsOptions = {
  /** A string is sent to everybody; a list stands for the function that compares with it. */
  readonly origin?: string | readonly string[];
  readonly allowMethods?: readonly string[];
  readonly allowHeaders?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  readonly credentials?: boolean;
  readonly maxAge?: number;
};

/** What the middleware allows when it is not told which methods. */
export const DEFAULT_METHODS: readonly string[] = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH'];

/**
 * The Koa middleware `@koa/cors`: what it answers, given what stands below it. An origin that its
 * function returns nothing for is left to the application, preflights too.
 *
 * Transcribed from @koa/cors 5.0.0, `index.js`.
 */
export function koaCors(options: KoaCorsOptions, inner: Application): Application {
  return (request) => {
    const vary: HeaderList = [['Vary', 'Origin']];
    const origin = originFor(options, request);
    if (origin === null) return passedOn(inner(request));
    const own: HeaderList = [
      ...vary,
      ['Access-Control-Allow-Origin', origin],
      ...line('Access-Control-Allow-Credentials', options.credentials === true ? 'true' : null),
    ];
    if (request.method !== 'OPTIONS') {
      const expose = line('Access-Control-Expose-Headers', options.exposeHeaders?.join(','));
      return withHeaders([...own, ...expose], inner(request));
    }
    if (!has(request.headers, 'access-control-request-method')) {
      return passedOn(inner(request));
    }
    const preflight = { status: 204, headers: [] };
    return withHeaders([...own, ...preflightHeaders(options, request)], preflight);
  };
}

/** What the middleware does not handle: Koa takes every header off an error that was thrown. */
const passedOn = (answer: ServerAnswer): ServerAnswer =>
  answer.status >= 500 ? answer : withHeaders([['Vary', 'Origin']], answer);

/** Null: the application is left alone. With credentials the star becomes whatever origin asks. */
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
