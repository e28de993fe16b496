import { get, type HeaderList, listElements } from '../../model/header-list.ts';
import { containsAll } from '../kit/lists.ts';
import { line, withHeaders } from '../kit/response-headers.ts';
import type { Application, ServerAnswer, ServerRequest } from '../kit/stack.ts';

/** The route option `cors` of hapi; absent = its own default. */
export type HapiCorsOptions = {
  readonly origin?: readonly string[];
  readonly headers?: readonly string[];
  readonly exposedHeaders?: readonly string[];
  readonly credentials?: boolean;
  readonly maxAge?: number;
};

export const HEADERS: readonly string[] = [
  'Accept',
  'Authorization',
  'Content-Type',
  'If-None-Match',
];
export const EXPOSED: readonly string[] = ['WWW-Authenticate', 'Server-Authorization'];
export const MAX_AGE = 86400;

const REFUSED: ServerAnswer = { status: 200, headers: [] };
const NOT_FOUND: ServerAnswer = { status: 404, headers: [] };

/**
 * hapi with the option for all routes: its answer, given the answers of the routes. A refusal is a
 * 200 without a CORS header.
 *
 * Transcribed from @hapi/hapi 21.4.10, `lib/cors.js`.
 */
export function hapiCors(options: HapiCorsOptions, application: Application): Application {
  return (request) => {
    if (request.method === 'OPTIONS') return preflight(options, request, application);
    const vary: HeaderList = [['Vary', 'origin']];
    const own = isAllowed(options, request) ? commonHeaders(options, request) : [];
    return withHeaders([...vary, ...own], application(request));
  };
}

function isAllowed({ origin = ['*'] }: HapiCorsOptions, { headers }: ServerRequest): boolean {
  return origin.includes('*') || origin.includes(get(headers, 'origin') ?? '');
}

function commonHeaders(options: HapiCorsOptions, { headers }: ServerRequest): HeaderList {
  const { credentials, exposedHeaders = EXPOSED } = options;
  return [
    ...line('Access-Control-Allow-Origin', get(headers, 'origin')),
    ...line('Access-Control-Allow-Credentials', credentials === true ? 'true' : null),
    ...line('Access-Control-Expose-Headers', exposedHeaders.join(',')),
  ];
}

function preflight(
  options: HapiCorsOptions,
  request: ServerRequest,
  application: Application,
): ServerAnswer {
  const method = get(request.headers, 'access-control-request-method');
  if (method === null || get(request.headers, 'origin') === null) return NOT_FOUND;
  if (application({ ...request, method }).status === 404) return NOT_FOUND;
  const { headers = HEADERS, maxAge = MAX_AGE } = options;
  const listed = [...headers, 'origin'].map((name) => name.toLowerCase());
  const asked = get(request.headers, 'access-control-request-headers') ?? '';
  const fits = containsAll(listed, listElements(asked.toLowerCase()));
  if (!isAllowed(options, request) || !fits) return REFUSED;
  return {
    status: 200,
    headers: [
      ...commonHeaders(options, request),
      ['Access-Control-Allow-Methods', method],
      ['Access-Control-Allow-Headers', headers.join(',')],
      ['Access-Control-Max-Age', String(maxAge)],
    ],
  };
}
