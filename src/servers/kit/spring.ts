import { get, type HeaderList, listElements } from '../../model/header-list.ts';
import { code, type Prose } from '../../model/prose.ts';
import { isPreflight } from './cors-layer.ts';
import type { CorsOptions } from './cors-options.ts';
import { headerOf, lineOf, type Signal } from './marks.ts';
import type { Application } from './options-stack.ts';
import type { ServerAnswer, ServerRequest } from './stack.ts';
import { line, withHeaders } from './with-headers.ts';

/** What Spring permits where a list is left out and its permit defaults apply. */
export const PERMIT_METHODS: readonly string[] = ['GET', 'HEAD', 'POST'];

const VARY: HeaderList = [
  ['Vary', 'Origin'],
  ['Vary', 'Access-Control-Request-Method'],
  ['Vary', 'Access-Control-Request-Headers'],
];

const REJECTED: ServerAnswer = { status: 403, headers: [] };

/** What CorsConfiguration holds. `any`: the star, which sends back what was asked for. */
export type SpringCors = Pick<CorsOptions, 'origins' | 'credentials' | 'expose' | 'maxAge'> & {
  readonly methods: readonly string[];
  readonly headers: readonly string[] | 'any';
};

/**
 * Spring's `DefaultCorsProcessor` with a `CorsConfiguration`: who is refused anything gets 403
 * without a CORS header, on the request itself too.
 *
 * Read from spring-web 6.2, `org.springframework.web.cors`.
 * @see https://docs.spring.io/spring-framework/reference/web/webmvc-cors.html
 */
export function springCors(config: SpringCors, application: Application): Application {
  return (request) => {
    const origin = get(request.headers, 'origin');
    if (origin === null) return withHeaders(VARY, application(request));
    const own = config.origins.value.includes(origin) ? accepted(config, request, origin) : null;
    if (own === null) return withHeaders(VARY, REJECTED);
    const answer = isPreflight(request) ? { status: 200, headers: [] } : application(request);
    return withHeaders([...VARY, ...own], answer);
  };
}

/** The headers for a listed origin; null where the method or every header is not listed. */
function accepted(config: SpringCors, request: ServerRequest, origin: string): HeaderList | null {
  const preflight = isPreflight(request);
  const method = preflight
    ? (get(request.headers, 'access-control-request-method') ?? '')
    : request.method;
  if (!config.methods.includes(method)) return null;
  const asked = listElements(get(request.headers, 'access-control-request-headers') ?? '');
  const names = asked.filter(
    (name) => config.headers === 'any' || config.headers.includes(name.toLowerCase()),
  );
  if (preflight && asked.length > 0 && names.length === 0) return null;
  const maxAge = config.maxAge?.value;
  return [
    ['Access-Control-Allow-Origin', origin],
    ...line('Access-Control-Allow-Methods', preflight ? config.methods.join(',') : null),
    ...line('Access-Control-Allow-Headers', preflight ? names.join(', ') : null),
    ...line('Access-Control-Expose-Headers', config.expose?.value.join(', ')),
    ...line('Access-Control-Allow-Credentials', config.credentials ? 'true' : null),
    ...line('Access-Control-Max-Age', preflight && maxAge !== undefined ? String(maxAge) : null),
  ];
}

/** Three names in `Vary`, in this order, come from Spring's own code; from Go's rs/cors too. */
export const SPRING_SIGNALS: readonly Signal[] = [
  {
    weight: 0.4,
    seen: (one) =>
      headerOf(one, 'vary') ===
        'Origin, Access-Control-Request-Method, Access-Control-Request-Headers' &&
      (one.method !== 'OPTIONS' || one.status === 403),
    evidence: (one) => [lineOf(one, 'Vary'), ' is on every answer of Spring’s CORS code.'],
  },
  {
    weight: 0.3,
    seen: (one) => headerOf(one, 'set-cookie').includes('JSESSIONID='),
    evidence: () => ['The cookie ', code('JSESSIONID'), ' is that of a Java server.'],
  },
];

/** What Spring Security adds to every answer by default. */
export const SPRING_SECURITY_SIGNAL: Signal = {
  weight: 0.5,
  seen: (one) =>
    headerOf(one, 'x-xss-protection') === '0' &&
    headerOf(one, 'cache-control') === 'no-cache, no-store, max-age=0, must-revalidate',
  evidence: (one) => [
    lineOf(one, 'Cache-Control'),
    ' beside ',
    lineOf(one, 'X-XSS-Protection'),
    ' are the defaults of Spring Security.',
  ],
};

/** Where Spring makes the server stricter than other stacks. */
export const SPRING_NOTE: Prose = [
  'Spring compares every method, also ',
  code('GET'),
  ' and ',
  code('POST'),
  ', and refuses with 403 what is not in the list.',
];
