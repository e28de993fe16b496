import { get, type HeaderList, listElements } from '../../model/header-list.ts';
import type { ObservedAnswer } from '../../model/observation.ts';
import { code } from '../../model/prose.ts';
import { namedOptions, type OptionDefaults, type OptionNames } from '../kit/cors-options.ts';
import { javascriptOptions } from '../kit/javascript-options.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { callMark, libraryNotes } from '../kit/npm-library.ts';
import { type Application, optionsStack, type Proposal } from '../kit/options-stack.ts';
import type { ServerAnswer, ServerRequest, Snippet } from '../kit/stack.ts';
import { line, withHeaders } from '../kit/with-headers.ts';

/** The route option `cors` of hapi; absent = its own default. */
export type HapiCorsOptions = {
  readonly origin?: readonly string[];
  readonly headers?: readonly string[];
  readonly exposedHeaders?: readonly string[];
  readonly credentials?: boolean;
  readonly maxAge?: number;
};

const HEADERS: readonly string[] = ['Accept', 'Authorization', 'Content-Type', 'If-None-Match'];
const EXPOSED: readonly string[] = ['WWW-Authenticate', 'Server-Authorization'];
const MAX_AGE = 86400;

/** As measured on hapi 21, which leaves no name. */
const SIGNALS: readonly Signal[] = [
  {
    weight: 0.85,
    seen: (one) => headerOf(one, 'access-control-expose-headers').startsWith(EXPOSED.join(',')),
    evidence: (one) => [lineOf(one, 'Access-Control-Expose-Headers'), ' is the default of hapi.'],
  },
  {
    weight: 0.7,
    seen: (one) => headerOf(one, 'access-control-allow-headers').startsWith(HEADERS.join(',')),
    evidence: (one) => [lineOf(one, 'Access-Control-Allow-Headers'), ' is the default of hapi.'],
  },
  {
    weight: 0.7,
    seen: (one) => one.kind === 'preflight' && one.status === 200 && isUncachedJson(one),
    evidence: () => ['A preflight that is refused with 200 and a message in JSON is hapi’s.'],
  },
  {
    weight: 0.55,
    // {"statusCode":404,"error":"Not Found","message":"Not Found"}
    seen: (one) =>
      one.status === 404 && headerOf(one, 'content-length') === '60' && isUncachedJson(one),
    evidence: () => ['A 404 of 60 bytes of JSON, not to be cached, is hapi’s.'],
  },
  {
    weight: 0.35,
    seen: (one) => isUncachedJson(one) && headerOf(one, 'accept-ranges') === 'bytes',
    evidence: (one) => [
      lineOf(one, 'Accept-Ranges'),
      ' beside ',
      lineOf(one, 'Cache-Control'),
      ' on JSON is how hapi answers.',
    ],
  },
];

const isUncachedJson = (answer: ObservedAnswer): boolean =>
  headerOf(answer, 'cache-control') === 'no-cache' &&
  headerOf(answer, 'content-type') === 'application/json; charset=utf-8';

/** A preflight lists the one method that it asks for, if a route has it. */
const DEFAULTS: OptionDefaults = {
  methods: 'any',
  headers: HEADERS.map((name) => name.toLowerCase()),
  maxAge: MAX_AGE,
};

/** hapi by the option of its routes. */
export const hapi = optionsStack({
  id: 'hapi',
  label: 'hapi · routes.cors',
  docs: 'https://hapi.dev/api/#-routeoptionscors',
  basis: 'measured',
  signals: SIGNALS,
  defaults: DEFAULTS,
  snippets: (proposal) => [serverOption(proposal)],
  notes: (proposal) => [
    [
      'A route with ',
      code('cors'),
      ' in its own ',
      code('options'),
      ' uses that instead. A method that no route has is answered with 404.',
    ],
    ...libraryNotes(proposal),
  ],
  answer: ({ options }, application) =>
    hapiCors(namedOptions({ ...options, methods: null }, NAMES), application),
});

const NAMES = {
  origins: 'origin',
  credentials: 'credentials',
  methods: 'methods',
  headers: 'headers',
  expose: 'exposedHeaders',
  maxAge: 'maxAge',
} as const satisfies OptionNames;

function serverOption(proposal: Proposal): Snippet {
  const around = callMark(proposal);
  const { options } = proposal;
  return {
    file: 'server.js',
    language: 'javascript',
    place: [
      'Inside the object given to ',
      code('Hapi.server(…)'),
      ', instead of the ',
      code('cors'),
      ' of the ',
      code('routes'),
      ' that is there.',
    ],
    lines: [
      { text: 'routes: {', mark: around },
      { text: '  cors: {', mark: around },
      // There is no list of methods: the routes are it.
      ...javascriptOptions({ ...options, methods: null }, NAMES, '    '),
      { text: '  },', mark: around },
      { text: '},', mark: around },
    ],
  };
}

const REFUSED: ServerAnswer = { status: 200, headers: [] };
const NOT_FOUND: ServerAnswer = { status: 404, headers: [] };

/**
 * hapi with the option for all routes: what it answers, given what the routes do. Who is refused
 * anything gets a 200 without a CORS header.
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
  const asked = listElements(get(request.headers, 'access-control-request-headers') ?? '');
  const fits = asked.every((name) => listed.includes(name.toLowerCase()));
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
