import { get, getAll, has } from '../../model/header-list.ts';
import type { ObservedAnswer, ServerObservation } from '../../model/observation.ts';
import { code, type Prose, type Span } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';
import type { Detection } from '../stack.ts';
import { DEFAULT_HEADERS, DEFAULT_METHODS } from './cors-middleware.ts';
import {
  corsMiddlewareRan,
  hasCredentialsWithoutOrigin,
  hasSecurityHeaders,
  varyTokens,
} from './infer.ts';

/** One thing in an answer that points to Django, and how far it does by itself. */
type Signal = {
  readonly weight: number;
  readonly seen: (answer: ObservedAnswer) => boolean;
  readonly evidence: (answer: ObservedAnswer) => Prose;
};

const header = (answer: ObservedAnswer, name: string): string => get(answer.headers, name) ?? '';
const line = (answer: ObservedAnswer, name: string): Span =>
  shown(`${name}: ${header(answer, name)}`);

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
      line(one, 'Vary'),
      ', as CorsMiddleware makes it.',
    ],
  },
  {
    weight: 0.8,
    seen: (one) => /^(DENY|SAMEORIGIN)$/.test(header(one, 'x-frame-options')) && isSecured(one),
    evidence: (one) => [
      line(one, 'X-Frame-Options'),
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
    evidence: (one) => [line(one, 'Referrer-Policy'), ' is the default of SecurityMiddleware.'],
  },
  {
    weight: 0.45,
    seen: (one) => header(one, 'server').startsWith('WSGIServer/'),
    evidence: (one) => [line(one, 'Server'), ' is what ', code('runserver'), ' says.'],
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
      line(one, 'Allow'),
      ' beside ',
      line(one, 'Vary'),
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
  const found = SIGNALS.flatMap((signal) => {
    const answer = own.findLast(signal.seen);
    return answer === undefined ? [] : [{ signal, answer }];
  });
  const doubt = found.reduce((product, { signal }) => product * (1 - signal.weight), 1);
  const share = answers.length === 0 ? 0 : own.length / answers.length;
  return {
    confidence: Math.round((1 - doubt) * (share < 0.5 ? share : 1) * 100) / 100,
    evidence: found.map(({ signal, answer }) => signal.evidence(answer)),
    versions: found.length === 0 ? [] : versions(own),
  };
}

function namesAnotherStack(answer: ObservedAnswer): boolean {
  return OTHERS.some(
    ([name, value]) => has(answer.headers, name) && value.test(header(answer, name)),
  );
}

function isDefaultPreflight(answer: ObservedAnswer): boolean {
  const lists: readonly (readonly string[])[] = Object.values(DEFAULT_HEADERS);
  return (
    corsMiddlewareRan(answer) &&
    (header(answer, 'access-control-allow-methods') === DEFAULT_METHODS.join(', ') ||
      lists.some((list) => header(answer, 'access-control-allow-headers') === list.join(', ')))
  );
}

/** SecurityMiddleware's defaults. */
function isSecured(answer: ObservedAnswer): boolean {
  return (
    header(answer, 'x-content-type-options') === 'nosniff' &&
    header(answer, 'referrer-policy') === 'same-origin'
  );
}

/** The image of CorsMiddleware's own answer, also of one that refuses. */
function isEmptyPreflight(answer: ObservedAnswer): boolean {
  const vary = header(answer, 'vary');
  return (
    answer.kind === 'preflight' &&
    answer.status === 200 &&
    (vary === 'origin' || vary === 'Origin') &&
    header(answer, 'content-length') === '0' &&
    // Flask answers OPTIONS alike, and says what it allows.
    !has(answer.headers, 'allow') &&
    header(answer, 'content-type') === 'text/html; charset=utf-8'
  );
}

/** REST framework lists the methods of every view in Django's order, OPTIONS last. */
function isRestFramework(answer: ObservedAnswer): boolean {
  return (
    /^(?:[A-Z]+, )*OPTIONS$/.test(header(answer, 'allow')) && varyTokens(answer).includes('Accept')
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
  const server = answers.findLast((one) => header(one, 'server').startsWith('WSGIServer/'));
  const version = server && /CPython\/(\d+\.\d+)/.exec(header(server, 'server'))?.[1];
  return version === undefined ? [] : [`Python ${version}`];
}
