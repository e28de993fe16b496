import { get, type HeaderList, listElements } from '../../model/header-list.ts';
import { isAtOrigin } from '../../model/origin.ts';
import { code, type Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { say } from '../../model/say.ts';
import { isPreflight } from './cors-layer.ts';
import type { OptionNames } from './cors-options.ts';
import { javaString } from './literals.ts';
import { cookieSignal, headerOf, lineOf, type Signal } from './marks.ts';
import { line, PREFLIGHT_VARY, withHeaders } from './response-headers.ts';
import type { Application, ServerAnswer, ServerRequest } from './stack.ts';

/** `CorsConfiguration`; an omitted option is null. */
export type SpringCorsConfiguration = {
  readonly allowedOrigins?: readonly string[];
  /** Default: GET, HEAD. `*`: any requested method. */
  readonly allowedMethods?: readonly string[];
  /** `*`: any requested header. */
  readonly allowedHeaders?: readonly string[];
  readonly exposedHeaders?: readonly string[];
  readonly allowCredentials?: boolean;
  /** Seconds. */
  readonly maxAge?: number;
};

/** How the configuration names its options. */
export const SPRING_NAMES = {
  origins: 'allowedOrigins',
  credentials: 'allowCredentials',
  methods: 'allowedMethods',
  headers: 'allowedHeaders',
  expose: 'exposedHeaders',
  maxAge: 'maxAge',
} as const satisfies OptionNames;

/** The call that sets an option; `listOf` builds the list of its values. */
export function setterCall(
  name: string,
  value: readonly string[] | true | number,
  listOf: string,
): string {
  const setter = `set${name.replace(/^./, (first) => first.toUpperCase())}`;
  const single = typeof value === 'number' ? `${value}L` : 'true';
  const list = typeof value === 'object' && `${listOf}(${value.map(javaString).join(', ')})`;
  return `config.${setter}(${list || single});`;
}

/** What Spring permits if a list is left out and its permit defaults apply. */
export const PERMIT_METHODS: readonly string[] = ['GET', 'HEAD', 'POST'];

/** With the request's own method: Spring compares it too, even without a preflight. */
export const springMethods = ({ methods, method }: AnswerRequirement): readonly string[] => [
  ...new Set([...methods, method]),
];

/** The methods of the enum `HttpMethod`. Before 6.0 Spring knows no others. */
export const HTTP_METHODS: readonly string[] = 'GET HEAD POST PUT PATCH DELETE OPTIONS TRACE'.split(
  ' ',
);

/** Differences of releases: since 5.2 they vary by more, since 6.0 they accept any method. */
export type SpringRelease = '5.1' | '6.2';

/**
 * Spring's CORS code with one configuration for every path: its answer, given the answer of what is
 * below it. A refusal is 403 without a CORS header, also for the request itself.
 *
 * Read from spring-web 4.3.30, 5.1.20 and 6.2: `CorsFilter`, `DefaultCorsProcessor`,
 * `CorsConfiguration`.
 * @see https://docs.spring.io/spring-framework/reference/web/webmvc-cors.html
 */
export function springCors(
  config: SpringCorsConfiguration,
  release: SpringRelease,
  inner: Application,
): Application {
  const vary = release === '5.1' ? [] : VARY;
  return (request) => {
    const origin = get(request.headers, 'origin');
    if (origin === null) return withHeaders(vary, inner(request));
    const preflight = isPreflight(request);
    // `WebUtils.isSameOrigin`
    const own = isAtOrigin(request.url, origin) ? vary : corsHeaders(config, release, request);
    if (own === null) return withHeaders(vary, FORBIDDEN);
    return withHeaders(own, preflight ? EMPTY : inner(request));
  };
}

const VARY: HeaderList = [['Vary', PREFLIGHT_VARY.join(', ')]];
const EMPTY: ServerAnswer = { status: 200, headers: [] };

/** The refusal does not say whether the origin, the method or a header is wrong. */
const FORBIDDEN: ServerAnswer = { status: 403, headers: [] };

/** `DefaultCorsProcessor.handleInternal`; null for a refusal. */
function corsHeaders(
  config: SpringCorsConfiguration,
  release: SpringRelease,
  request: ServerRequest,
): HeaderList | null {
  const preflight = isPreflight(request);
  const asked = get(request.headers, 'access-control-request-method') ?? '';
  const origin = allowedOrigin(config, get(request.headers, 'origin') ?? '');
  const methods = allowedMethods(config, release, preflight ? asked : request.method);
  const headers = preflight ? allowedHeaders(config, request) : [];
  if (origin === null || methods === null || headers === null) return null;
  const { exposedHeaders = [], allowCredentials, maxAge } = config;
  const lists: HeaderList = [
    ...line('Access-Control-Allow-Methods', methods.join(',')),
    ...line('Access-Control-Allow-Headers', headers.join(', ')),
    ...line('Access-Control-Max-Age', maxAge === undefined ? null : String(maxAge)),
  ];
  return [
    ...(release === '5.1' ? line('Vary', 'Origin') : VARY),
    ['Access-Control-Allow-Origin', origin],
    ...line('Access-Control-Expose-Headers', exposedHeaders.join(', ')),
    ...line('Access-Control-Allow-Credentials', allowCredentials ? 'true' : null),
    ...(preflight ? lists : []),
  ];
}

function allowedOrigin(config: SpringCorsConfiguration, origin: string): string | null {
  const { allowedOrigins = [], allowCredentials } = config;
  // Until 5.3 `*` with credentials sends any origin back.
  if (allowedOrigins.includes('*')) return allowCredentials ? origin : '*';
  const known = allowedOrigins.some((one) => one.toLowerCase() === origin.toLowerCase());
  return known ? origin : null;
}

function allowedMethods(
  { allowedMethods: listed = [] }: SpringCorsConfiguration,
  release: SpringRelease,
  method: string,
): readonly string[] | null {
  const isKnown = (name: string) => release === '6.2' || HTTP_METHODS.includes(name);
  if (!isKnown(method)) return null;
  if (listed.includes('*')) return [method];
  const names = listed.length === 0 ? ['GET', 'HEAD'] : listed;
  // Another name becomes null, and is sent as that.
  return names.includes(method) ? names.map((name) => (isKnown(name) ? name : 'null')) : null;
}

/** The requested headers that are allowed; null only if none is. */
function allowedHeaders(
  { allowedHeaders: listed = [] }: SpringCorsConfiguration,
  request: ServerRequest,
): readonly string[] | null {
  const asked = listElements(get(request.headers, 'access-control-request-headers') ?? '');
  const names = new Set(listed.map((name) => name.toLowerCase()));
  const allowed = asked.filter((name) => names.has('*') || names.has(name.toLowerCase()));
  return asked.length > 0 && allowed.length === 0 ? null : allowed;
}

/** The Go library rs/cors sends the same three names on its preflights. */
export const SPRING_SIGNALS: readonly Signal[] = [
  {
    weight: 0.4,
    seen: (one) =>
      headerOf(one, 'vary') === PREFLIGHT_VARY.join(', ') &&
      (one.method !== 'OPTIONS' || one.status === 403),
    evidence: (one) => say`Spring sends ${lineOf(one, 'Vary')} on every response.`.fr`Spring envoie
      ${lineOf(one, 'Vary')} dans chaque réponse.`,
  },
  cookieSignal(
    0.3,
    /^JSESSIONID=/,
    say`Java servers set the cookie ${code('JSESSIONID')}.`.fr`Les serveurs Java définissent le
      cookie ${code('JSESSIONID')}.`,
  ),
];

/** What Spring Security sends by default. */
export const SECURITY_CACHE_CONTROL = 'no-cache, no-store, max-age=0, must-revalidate';

/** Spring is stricter than other servers here. */
export const SPRING_NOTE: Prose = say`Spring checks every method, ${code('GET')} and
  ${code('POST')} too. It rejects one that is not in the list with 403.`.fr`Spring vérifie toutes
  les méthodes, même ${code('GET')} et ${code('POST')}. Il rejette avec 403 celle qui n’est pas dans
  la liste.`;
