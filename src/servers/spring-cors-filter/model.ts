import { get, type HeaderList, has, listElements } from '../../model/header-list.ts';
import { isAtOrigin } from '../../model/origin.ts';
import type { ServerAnswer, ServerRequest } from '../kit/stack.ts';

/** `CorsConfiguration`; what is left out is null there. */
export type SpringCorsConfiguration = {
  readonly allowedOrigins?: readonly string[];
  /** Default: GET, HEAD. `*`: whatever is asked for. */
  readonly allowedMethods?: readonly string[];
  /** `*`: whatever is asked for. */
  readonly allowedHeaders?: readonly string[];
  readonly exposedHeaders?: readonly string[];
  readonly allowCredentials?: boolean;
  /** Seconds. */
  readonly maxAge?: number;
};

/** The methods of the enum `HttpMethod`: another one is no method to Spring before 6.0. */
export const HTTP_METHODS: readonly string[] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
];

/**
 * Spring's `CorsFilter` with one configuration for every path: what it answers, given what stands
 * below it.
 *
 * Read off spring-web 4.3.30 and 5.1.20: `CorsFilter`, `DefaultCorsProcessor`, `CorsConfiguration`.
 */
export function springCorsModel(
  config: SpringCorsConfiguration,
  inner: (request: ServerRequest) => ServerAnswer,
): (request: ServerRequest) => ServerAnswer {
  return (request) => {
    const origin = get(request.headers, 'origin');
    if (origin === null) return inner(request);
    const preflight = isPreflight(request);
    if (isSameOrigin(request, origin)) return preflight ? EMPTY : inner(request);
    const headers = corsHeaders(config, request, origin, preflight);
    if (headers === null) return FORBIDDEN;
    if (preflight) return { status: 200, headers };
    const answer = inner(request);
    return { ...answer, headers: [...headers, ...answer.headers] };
  };
}

const EMPTY: ServerAnswer = { status: 200, headers: [] };

/** Whatever was wrong: the origin, the method or a header. */
const FORBIDDEN: ServerAnswer = { status: 403, headers: [] };

function isPreflight(request: ServerRequest): boolean {
  return request.method === 'OPTIONS' && has(request.headers, 'access-control-request-method');
}

/** `WebUtils.isSameOrigin` */
const isSameOrigin = (request: ServerRequest, origin: string): boolean =>
  isAtOrigin(request.url, origin);

/** `DefaultCorsProcessor.handleInternal`; null for a refusal. */
function corsHeaders(
  config: SpringCorsConfiguration,
  request: ServerRequest,
  origin: string,
  preflight: boolean,
): HeaderList | null {
  const allowed = allowedOrigin(config, origin);
  const asked = get(request.headers, 'access-control-request-method') ?? '';
  const methods = allowedMethods(config, preflight ? asked : request.method);
  const headers = preflight ? allowedHeaders(config, request) : [];
  if (allowed === null || methods === null || headers === null) return null;
  return [
    ['Access-Control-Allow-Origin', allowed],
    ['Vary', 'Origin'],
    ...list('Access-Control-Allow-Methods', preflight ? methods : [], ','),
    ...list('Access-Control-Allow-Headers', headers),
    ...list('Access-Control-Expose-Headers', config.exposedHeaders ?? []),
    ...list('Access-Control-Allow-Credentials', config.allowCredentials ? ['true'] : []),
    ...list('Access-Control-Max-Age', preflight ? maxAge(config) : []),
  ];
}

const maxAge = ({ maxAge: seconds }: SpringCorsConfiguration): readonly string[] =>
  seconds === undefined ? [] : [String(seconds)];

const list = (name: string, values: readonly string[], separator = ', '): HeaderList =>
  values.length === 0 ? [] : [[name, values.join(separator)]];

function allowedOrigin(config: SpringCorsConfiguration, origin: string): string | null {
  const { allowedOrigins = [], allowCredentials } = config;
  // Until 5.3 `*` with credentials sends the origin back, whoever asks.
  if (allowedOrigins.includes('*')) return allowCredentials ? origin : '*';
  const known = allowedOrigins.some((one) => one.toLowerCase() === origin.toLowerCase());
  return known ? origin : null;
}

function allowedMethods(config: SpringCorsConfiguration, method: string): readonly string[] | null {
  if (!HTTP_METHODS.includes(method)) return null;
  const { allowedMethods: listed = [] } = config;
  if (listed.includes('*')) return [method];
  const names = listed.length === 0 ? ['GET', 'HEAD'] : listed;
  // Another name is resolved to null, and sent as that.
  return names.includes(method)
    ? names.map((name) => (HTTP_METHODS.includes(name) ? name : 'null'))
    : null;
}

/** Those of the asked headers that are allowed; null only when none of them is. */
function allowedHeaders(
  config: SpringCorsConfiguration,
  request: ServerRequest,
): readonly string[] | null {
  const asked = listElements(get(request.headers, 'access-control-request-headers') ?? '');
  if (asked.length === 0) return [];
  const { allowedHeaders: listed = [] } = config;
  const names = listed.map((name) => name.toLowerCase());
  const allowed = names.includes('*')
    ? asked
    : asked.filter((name) => names.includes(name.toLowerCase()));
  return allowed.length === 0 ? null : allowed;
}
