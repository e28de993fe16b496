import { get, type HeaderList } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { canonicalHeaderKey } from '../kit/go-source.ts';
import { line, PREFLIGHT_VARY } from '../kit/response-headers.ts';
import type { Application, ServerRequest } from '../kit/stack.ts';

/** `cors.Config`; an omitted list is empty, as in a struct literal. */
export type GinCorsConfig = {
  readonly AllowAllOrigins?: boolean;
  readonly AllowOrigins?: readonly string[];
  readonly AllowMethods?: readonly string[];
  readonly AllowHeaders?: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  readonly AllowCredentials?: boolean;
  /** Seconds. */
  readonly MaxAge?: number;
};

/** What `cors.DefaultConfig()` returns. */
export const GIN_DEFAULT_CONFIG = {
  AllowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
  AllowHeaders: ['Origin', 'Content-Length', 'Content-Type'],
  MaxAge: 43_200,
} as const satisfies GinCorsConfig;

/**
 * `github.com/gin-contrib/cors`: its middleware's answer, given the answer of what is below it.
 *
 * Transcribed from gin-contrib/cors 1.4.0, `cors.go`, `config.go` and `utils.go`.
 */
export function ginCorsModel(config: GinCorsConfig, inner: Application): Application {
  return (request) => {
    const origin = get(request.headers, 'origin') ?? '';
    if (origin === '' || isOwnOrigin(request, origin)) return inner(request);
    if (!allowsOrigin(config, origin)) return { status: 403, headers: [] };
    const allowed: HeaderList = [
      ['Access-Control-Allow-Origin', allowsAll(config) ? '*' : origin],
      ...line('Access-Control-Allow-Credentials', config.AllowCredentials ? 'true' : ''),
    ];
    // It answers every OPTIONS here, with or without Access-Control-Request-Method.
    if (request.method === 'OPTIONS') {
      return { status: 204, headers: [...allowed, ...preflightHeaders(config)] };
    }
    const answer = inner(request);
    return { ...answer, headers: [...allowed, ...normalHeaders(config), ...answer.headers] };
  };
}

function isOwnOrigin(request: ServerRequest, origin: string): boolean {
  const host = get(request.headers, 'host') ?? parseUrl(request.url)?.host ?? '';
  return origin === `http://${host}` || origin === `https://${host}`;
}

const allowsAll = ({ AllowAllOrigins, AllowOrigins = [] }: GinCorsConfig): boolean =>
  AllowAllOrigins === true || AllowOrigins.includes('*');

const allowsOrigin = (config: GinCorsConfig, origin: string): boolean =>
  allowsAll(config) || normalized(config.AllowOrigins).includes(origin);

function preflightHeaders(config: GinCorsConfig): HeaderList {
  const methods = normalized(config.AllowMethods).map((name) => name.toUpperCase());
  const headers = normalized(config.AllowHeaders).map(canonicalHeaderKey);
  const { MaxAge = 0 } = config;
  const vary = allowsAll(config) ? [] : PREFLIGHT_VARY;
  return [
    ...line('Access-Control-Allow-Methods', methods.join(',')),
    ...line('Access-Control-Allow-Headers', headers.join(',')),
    ...line('Access-Control-Max-Age', MaxAge > 0 ? String(MaxAge) : ''),
    ...vary.flatMap((name) => line('Vary', name)),
  ];
}

function normalHeaders(config: GinCorsConfig): HeaderList {
  const exposed = normalized(config.ExposeHeaders).map(canonicalHeaderKey).join(',');
  return [
    ...line('Access-Control-Expose-Headers', exposed),
    ...line('Vary', allowsAll(config) ? '' : 'Origin'),
  ];
}

/** `utils.go`: trimmed, lower-case, each once. */
const normalized = (values: readonly string[] = []): readonly string[] => [
  ...new Set(values.map((value) => value.trim().toLowerCase())),
];
