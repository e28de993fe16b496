import { getAll, has } from '../../model/header-list.ts';
import type { ObservedAnswer, ServerObservation } from '../../model/observation.ts';
import { code } from '../../model/prose.ts';
import { detectBySignals, headerOf, lineOf, type Signal } from '../kit/marks.ts';
import type { Detection } from '../kit/stack.ts';
import { DEFAULT_HEADERS, DEFAULT_METHODS } from './cors-middleware.ts';
import {
  corsMiddlewareRan,
  hasCredentialsWithoutOrigin,
  hasSecurityHeaders,
  varyTokens,
} from './infer.ts';

/**
 * As measured on Django 3.2 to 5.2 with django-cors-headers 3.14 to 4.9; what other stacks answer
 * stands in detect.test.ts.
 */
const SIGNALS: readonly Signal[] = [
  {
    weight: 0.9,
    seen: isDefaultPreflight,
    evidence: () => ['The preflight answer has the default lists of django-cors-headers.'],
  },
  {
    weight: 0.6,
    seen: isEmptyPreflight,
    evidence: (one) => [
      'The preflight answer is empty, ',
      code('text/html'),
      ', with ',
      lineOf(one, 'Vary'),
      ', as CorsMiddleware makes it.',
    ],
  },
  {
    weight: 0.8,
    seen: (one) => /^(DENY|SAMEORIGIN)$/.test(headerOf(one, 'x-frame-options')) && isSecured(one),
    evidence: (one) => [
      lineOf(one, 'X-Frame-Options'),
      ', ',
      code('Referrer-Policy: same-origin'),
      ' and ',
      code('X-Content-Type-Options: nosniff'),
      ' come together from Django’s own middleware.',
    ],
  },
  {
    weight: 0.5,
    seen: (one) => isSecured(one) && !has(one.headers, 'x-frame-options'),
    evidence: (one) => [lineOf(one, 'Referrer-Policy'), ' is the default of SecurityMiddleware.'],
  },
  {
    weight: 0.45,
    seen: (one) => headerOf(one, 'server').startsWith('WSGIServer/'),
    evidence: (one) => [lineOf(one, 'Server'), ' is what ', code('runserver'), ' says.'],
  },
  {
    weight: 0.8,
    seen: (one) => setsCookie(one, 'csrftoken'),
    evidence: () => ['The cookie ', code('csrftoken'), ' is Django’s.'],
  },
  {
    weight: 0.4,
    seen: (one) => setsCookie(one, 'sessionid'),
    evidence: () => ['The cookie ', code('sessionid'), ' is Django’s by default.'],
  },
  {
    weight: 0.45,
    seen: isRestFramework,
    evidence: (one) => [
      lineOf(one, 'Allow'),
      ' beside ',
      lineOf(one, 'Vary'),
      ' is how Django REST framework answers.',
    ],
  },
];

/** Names that Django never writes; behind a proxy the application's own name is kept. */
const OTHERS: readonly (readonly [header: string, value: RegExp])[] = [
  ['x-powered-by', /./],
  ['x-aspnet-version', /./],
  ['x-runtime', /./],
  ['x-amz-request-id', /./],
  ['x-guploader-uploadid', /./],
  [
    'server',
    /^(Werkzeug|TornadoServer|Python\/\S+ aiohttp|HTTP::Server::PSGI|Jetty|Kestrel|Microsoft-IIS|AmazonS3|UploadServer|Cowboy|WEBrick|thin)/i,
  ],
];

/**
 * How surely Django answers, from every answer seen. Different signals add up, the same one seen
 * twice does not; another stack's name on an answer takes that answer out.
 */
export function detect({ answers }: ServerObservation): Detection {
  const own = answers.filter((answer) => !namesAnotherStack(answer));
  const found = detectBySignals(SIGNALS, answers, own);
  return { ...found, versions: found.evidence.length === 0 ? [] : versions(own) };
}

function namesAnotherStack(answer: ObservedAnswer): boolean {
  return OTHERS.some(
    ([name, value]) => has(answer.headers, name) && value.test(headerOf(answer, name)),
  );
}

function isDefaultPreflight(answer: ObservedAnswer): boolean {
  const lists: readonly (readonly string[])[] = Object.values(DEFAULT_HEADERS);
  return (
    corsMiddlewareRan(answer) &&
    (headerOf(answer, 'access-control-allow-methods') === DEFAULT_METHODS.join(', ') ||
      lists.some((list) => headerOf(answer, 'access-control-allow-headers') === list.join(', ')))
  );
}

/** SecurityMiddleware's defaults. */
function isSecured(answer: ObservedAnswer): boolean {
  return (
    headerOf(answer, 'x-content-type-options') === 'nosniff' &&
    headerOf(answer, 'referrer-policy') === 'same-origin'
  );
}

/** The image of CorsMiddleware's own answer, also of one that refuses. */
function isEmptyPreflight(answer: ObservedAnswer): boolean {
  const vary = headerOf(answer, 'vary');
  return (
    answer.kind === 'preflight' &&
    answer.status === 200 &&
    (vary === 'origin' || vary === 'Origin') &&
    headerOf(answer, 'content-length') === '0' &&
    // Flask answers OPTIONS alike, and says what it allows.
    !has(answer.headers, 'allow') &&
    headerOf(answer, 'content-type') === 'text/html; charset=utf-8'
  );
}

/** REST framework lists the methods of every view in Django's order, OPTIONS last. */
function isRestFramework(answer: ObservedAnswer): boolean {
  return (
    /^(?:[A-Z]+, )*OPTIONS$/.test(headerOf(answer, 'allow')) &&
    varyTokens(answer).includes('Accept')
  );
}

function setsCookie(answer: ObservedAnswer, name: string): boolean {
  return getAll(answer.headers, 'set-cookie').some((line) =>
    line.split('\n').some((cookie) => cookie.startsWith(`${name}=`)),
  );
}

function versions(answers: readonly ObservedAnswer[]): readonly string[] {
  return [...djangoVersions(answers), ...libraryVersions(answers), ...pythonVersions(answers)];
}

function djangoVersions(answers: readonly ObservedAnswer[]): readonly string[] {
  const secured = answers.findLast(hasSecurityHeaders);
  if (secured === undefined) return [];
  return [has(secured.headers, 'cross-origin-opener-policy') ? 'Django ≥ 4.0' : 'Django 3.x'];
}

function libraryVersions(answers: readonly ObservedAnswer[]): readonly string[] {
  const ran = answers.filter(corsMiddlewareRan);
  const last = ran.at(-1);
  if (last === undefined) return [];
  if (varyTokens(last).includes('Origin')) return ['django-cors-headers ≤ 3.14'];
  return ran.some(hasCredentialsWithoutOrigin)
    ? ['django-cors-headers 4.0 – 4.2']
    : ['django-cors-headers ≥ 4.0'];
}

function pythonVersions(answers: readonly ObservedAnswer[]): readonly string[] {
  const server = answers.findLast((one) => headerOf(one, 'server').startsWith('WSGIServer/'));
  const version = server && /CPython\/(\d+\.\d+)/.exec(headerOf(server, 'server'))?.[1];
  return version === undefined ? [] : [`Python ${version}`];
}
