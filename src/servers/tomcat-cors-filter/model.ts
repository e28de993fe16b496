import { get, type HeaderList, listElements } from '../../model/header-list.ts';
import { isAtOrigin, parseUrl } from '../../model/origin.ts';
import { isPreflight } from '../kit/cors-layer.ts';
import { containsAll } from '../kit/lists.ts';
import { line } from '../kit/response-headers.ts';
import type { Application, ServerAnswer, ServerRequest } from '../kit/stack.ts';

/** The filter's `init-param`s; an omitted one has the filter's default. */
export type TomcatCorsParameters = {
  /** Default: none. `*` alone: every origin. */
  readonly 'cors.allowed.origins'?: readonly string[];
  readonly 'cors.allowed.methods'?: readonly string[];
  readonly 'cors.allowed.headers'?: readonly string[];
  readonly 'cors.exposed.headers'?: readonly string[];
  readonly 'cors.support.credentials'?: boolean;
  /** Seconds; 0 and less: no `Access-Control-Max-Age`. */
  readonly 'cors.preflight.maxage'?: number;
};

export const TOMCAT_DEFAULTS = {
  'cors.allowed.methods': ['GET', 'POST', 'HEAD', 'OPTIONS'],
  'cors.allowed.headers': [
    'Origin',
    'Accept',
    'X-Requested-With',
    'Content-Type',
    'Access-Control-Request-Method',
    'Access-Control-Request-Headers',
  ],
  'cors.preflight.maxage': 1800,
} as const satisfies TomcatCorsParameters;

/**
 * Tomcat's `CorsFilter`: its answer, given the answer of what is below it. The filter sends its
 * lists in the order of a Java hash set; here they keep their given order.
 *
 * Read from tomcat-embed-core 10.1.60, `org.apache.catalina.filters.CorsFilter`.
 * @see https://tomcat.apache.org/tomcat-10.1-doc/config/filter.html#CORS_Filter
 */
export function tomcatCorsModel(parameters: TomcatCorsParameters, inner: Application): Application {
  const settings = { ...TOMCAT_DEFAULTS, ...parameters };
  return (request) => {
    const origin = get(request.headers, 'origin');
    if (origin !== null && !isValidOrigin(origin)) return FORBIDDEN;
    // `RequestUtil.isSameOrigin`
    if (origin === null || isAtOrigin(request.url, origin)) {
      const answer = inner(request);
      const own = line('Vary', allowsAll(settings) ? '' : 'Origin');
      return { ...answer, headers: [...own, ...answer.headers] };
    }
    const preflight = isPreflight(request);
    const asked = get(request.headers, 'access-control-request-method') ?? '';
    const method = preflight ? asked.trim() : request.method;
    if (!allowsOrigin(settings, origin) || !settings['cors.allowed.methods'].includes(method)) {
      return FORBIDDEN;
    }
    if (preflight && !allowsHeaders(settings, request)) return FORBIDDEN;
    const headers = standardHeaders(settings, request, origin);
    // Without a status of its own, the empty answer is 200.
    const answer = preflight ? { status: 200, headers: [] } : inner(request);
    return { ...answer, headers: [...headers, ...answer.headers] };
  };
}

type Settings = typeof TOMCAT_DEFAULTS | (TomcatCorsParameters & Required<Defaulted>);
type Defaulted = Pick<TomcatCorsParameters, keyof typeof TOMCAT_DEFAULTS>;

/** The refusal does not say whether the origin, the method or a header is wrong. */
const FORBIDDEN: ServerAnswer = { status: 403, headers: [] };

/** `RequestUtil.isValidOrigin` */
function isValidOrigin(origin: string): boolean {
  if (origin === '' || origin.includes('%')) return false;
  return origin === 'null' || origin.startsWith('file://') || parseUrl(origin) !== null;
}

const originsOf = (settings: TomcatCorsParameters) => settings['cors.allowed.origins'] ?? [];

/** `*` counts only if it is the whole value. */
const allowsAll = (settings: TomcatCorsParameters): boolean =>
  originsOf(settings).join(',') === '*';

const allowsOrigin = (settings: TomcatCorsParameters, origin: string): boolean =>
  allowsAll(settings) || originsOf(settings).includes(origin);

function allowsHeaders(settings: Settings, request: ServerRequest): boolean {
  const listed = settings['cors.allowed.headers'].map((name) => name.toLowerCase());
  const asked = get(request.headers, 'access-control-request-headers') ?? '';
  return containsAll(listed, listElements(asked.toLowerCase()));
}

/** `addStandardHeaders` */
function standardHeaders(
  settings: TomcatCorsParameters & Required<Defaulted>,
  request: ServerRequest,
  origin: string,
): HeaderList {
  const all = allowsAll(settings);
  const preflight = request.method === 'OPTIONS';
  const names = [
    ...(all ? [] : ['Origin']),
    ...(preflight ? ['Access-Control-Request-Method', 'Access-Control-Request-Headers'] : []),
  ];
  return [
    ...line('Vary', vary(names)),
    ['Access-Control-Allow-Origin', all ? '*' : origin],
    ...line('Access-Control-Allow-Credentials', settings['cors.support.credentials'] ? 'true' : ''),
    ...line('Access-Control-Expose-Headers', (settings['cors.exposed.headers'] ?? []).join(',')),
    ...(preflight ? preflightHeaders(settings) : []),
  ];
}

function preflightHeaders(settings: Required<Defaulted>): HeaderList {
  const maxAge = settings['cors.preflight.maxage'];
  return [
    ...line('Access-Control-Max-Age', maxAge > 0 ? String(maxAge) : ''),
    ...line('Access-Control-Allow-Methods', settings['cors.allowed.methods'].join(',')),
    ...line(
      'Access-Control-Allow-Headers',
      settings['cors.allowed.headers'].join(',').toLowerCase(),
    ),
  ];
}

/** `ResponseUtil.addVaryFieldName`: one line, with earlier names in lower case. */
const vary = (names: readonly string[]): string =>
  names.map((name, index) => (index < names.length - 1 ? name.toLowerCase() : name)).join(',');
