import { hasCorsHeader, headerIncludes, variesByOrigin } from '../../evidence/facts.ts';
import { elements, get, getAll, type HeaderList, has } from '../../model/header-list.ts';
import { remember } from '../../model/lazy.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import {
  answersOfKind,
  type SeenAnswer,
  type SeenServer,
  sampleOf,
} from '../../model/seen-server.ts';
import { pathOf } from '../../model/url.ts';
import { detectBySignals, headerOf, lineOf, type Signal } from '../kit/marks.ts';
import type { Detection } from '../kit/stack.ts';
import { DEFAULT_HEADERS, DEFAULT_METHODS, type Library } from './cors-middleware.ts';
import type { Release } from './model.ts';

/** The setup section of django-cors-headers' documentation: the position of its middleware. */
export const CORSHEADERS_SETUP = 'https://github.com/adamchainz/django-cors-headers#setup';
/** Its settings, one by one. */
export const CORSHEADERS_SETTINGS =
  'https://github.com/adamchainz/django-cors-headers#configuration';

/** The parts of a response that marks are read from. */
type Answer = Pick<SeenAnswer, 'kind' | 'url' | 'status' | 'headers'>;

/**
 * Whether a response passed Django's SecurityMiddleware. By default it adds these two headers with
 * these values (django/conf/global_settings.py, since 3.1). Other values do not count: helmet and
 * Rails send the same names.
 */
export function passedSecurityMiddleware(list: HeaderList): boolean {
  return (
    headerIncludes(list, 'x-content-type-options', 'nosniff') &&
    get(list, 'referrer-policy')?.toLowerCase() === 'same-origin'
  );
}

/** Whether a response passed XFrameOptionsMiddleware, the lowest of Django's own. */
export function passedFrameMiddleware(list: HeaderList): boolean {
  return /^(deny|sameorigin)$/i.test(get(list, 'x-frame-options') ?? '');
}

/** Whether one of Django's middleware classes made the response before any view ran. */
export function madeAboveViews(list: HeaderList): boolean {
  return passedSecurityMiddleware(list) && !passedFrameMiddleware(list);
}

/** Whether the response has no sign of CORS code, which adds headers or at least `Vary: Origin`. */
export function isUntouched(list: HeaderList): boolean {
  return !hasCorsHeader(list) && !variesByOrigin(list);
}

/**
 * Whether Django REST framework made the response. It lists the methods of every view in the order
 * of Django's `http_method_names`, and varies by `Accept`.
 */
export function isRestFramework(list: HeaderList): boolean {
  return (
    /^(?:[A-Z]+, )*OPTIONS$/.test(get(list, 'allow') ?? '') &&
    elements(list, 'vary').includes('Accept')
  );
}

/** `Access-Control-Allow-Origin: *` without the lists that CORS code adds: hand-written code. */
export function isStarAlone(list: HeaderList): boolean {
  return (
    get(list, 'access-control-allow-origin') === '*' &&
    !has(list, 'access-control-allow-methods') &&
    !has(list, 'access-control-allow-headers')
  );
}

/**
 * Whether CorsMiddleware ran: it patches `Vary` on every response. It answers preflights with 200;
 * another status comes from other code.
 */
export function corsMiddlewareRan({ kind, status, headers }: Omit<Answer, 'url'>): boolean {
  return (kind !== 'preflight' || status === 200) && variesByOrigin(headers);
}

/** The answers on which CorsMiddleware, or similar code, ran. */
export const answersWithCors = answersOfKind(corsMiddlewareRan);

/** Whether it ran for any request to this server. */
export const corsMiddlewareSeen = (server: SeenServer): boolean =>
  answersWithCors(server).length > 0;

/** Whether any middleware of a usual project left its mark. */
export function passedMiddleware(answer: Omit<Answer, 'url'>): boolean {
  return (
    passedSecurityMiddleware(answer.headers) ||
    passedFrameMiddleware(answer.headers) ||
    corsMiddlewareRan(answer)
  );
}

/** Whether a URL's path is where static files usually lie. */
export const isStaticPath = (url: string): boolean =>
  /^\/(static|media|assets)\//i.test(pathOf(url));

/** With DEBUG on, `runserver` answers for STATIC_URL before any middleware runs. */
export function isRunserversFile(answer: Answer): boolean {
  return (
    isRunserver(answer) &&
    isStaticPath(answer.url) &&
    answer.status < 400 &&
    !passedMiddleware(answer)
  );
}

/** The name of wsgiref, which `runserver` keeps. Bottle and Falcon run on it too. */
const isRunserver = ({ headers }: Answer): boolean =>
  (get(headers, 'server') ?? '').startsWith('WSGIServer/');

const setsCookie = ({ headers }: SeenAnswer, name: string): boolean =>
  getAll(headers, 'set-cookie')
    .flatMap((line) => line.split('\n'))
    .some((cookie) => cookie.startsWith(`${name}=`));

/**
 * As measured on Django 3.2 to 5.2 with django-cors-headers 3.14 to 4.9. The answers of other
 * servers are in marks.test.ts.
 */
const SIGNALS: readonly Signal[] = [
  {
    weight: 0.9,
    seen: isDefaultPreflight,
    evidence: () =>
      say`The response to the preflight request has the default lists of django-cors-headers.`.fr`La
        réponse à la requête préliminaire a les listes par défaut de django-cors-headers.`,
  },
  {
    weight: 0.6,
    seen: isEmptyPreflight,
    evidence: (one) =>
      say`CorsMiddleware answers a preflight request like this: an empty ${code('text/html')} response
        with ${lineOf(one, 'Vary')}.`.fr`CorsMiddleware répond ainsi à une requête préliminaire :
        une réponse ${code('text/html')} vide avec ${lineOf(one, 'Vary')}.`,
  },
  {
    weight: 0.8,
    seen: ({ headers }) => passedSecurityMiddleware(headers) && passedFrameMiddleware(headers),
    evidence: (one) =>
      say`Django’s middleware sends these headers together: ${lineOf(one, 'X-Frame-Options')},
        ${code('Referrer-Policy: same-origin')} and ${code('X-Content-Type-Options: nosniff')}.`
        .fr`Le middleware de Django envoie ensemble ces en-têtes :
        ${lineOf(one, 'X-Frame-Options')}, ${code('Referrer-Policy: same-origin')} et
        ${code('X-Content-Type-Options: nosniff')}.`,
  },
  {
    weight: 0.5,
    seen: ({ headers }) => passedSecurityMiddleware(headers) && !has(headers, 'x-frame-options'),
    evidence: (one) =>
      say`${lineOf(one, 'Referrer-Policy')} is the default of Django’s SecurityMiddleware.`
        .fr`${lineOf(one, 'Referrer-Policy')} est la valeur par défaut du SecurityMiddleware de
        Django.`,
  },
  {
    weight: 0.45,
    seen: isRunserver,
    evidence: (one) => say`Django’s ${code('runserver')} sends ${lineOf(one, 'Server')}.`.fr`Le
      serveur ${code('runserver')} de Django envoie ${lineOf(one, 'Server')}.`,
  },
  {
    weight: 0.8,
    seen: (one) => setsCookie(one, 'csrftoken'),
    evidence: () => say`Django sets the cookie ${code('csrftoken')}.`.fr`Django définit le cookie
      ${code('csrftoken')}.`,
  },
  {
    weight: 0.4,
    seen: (one) => setsCookie(one, 'sessionid'),
    evidence: () => say`Django’s session cookie is called ${code('sessionid')} by default.`.fr`Le
      cookie de session de Django s’appelle ${code('sessionid')} par défaut.`,
  },
  {
    weight: 0.45,
    seen: ({ headers }) => isRestFramework(headers),
    evidence: (one) =>
      say`Django REST framework sends ${lineOf(one, 'Allow')} together with
        ${lineOf(one, 'Vary')}.`.fr`Django REST framework envoie ${lineOf(one, 'Allow')} avec
        ${lineOf(one, 'Vary')}.`,
  },
];

function isDefaultPreflight(answer: SeenAnswer): boolean {
  const lists: readonly (readonly string[])[] = Object.values(DEFAULT_HEADERS);
  return (
    corsMiddlewareRan(answer) &&
    (headerOf(answer, 'access-control-allow-methods') === DEFAULT_METHODS.join(', ') ||
      lists.some((list) => headerOf(answer, 'access-control-allow-headers') === list.join(', ')))
  );
}

/** CorsMiddleware's own response, also if it refuses. */
function isEmptyPreflight(answer: SeenAnswer): boolean {
  return (
    answer.kind === 'preflight' &&
    answer.status === 200 &&
    /^[oO]rigin$/.test(headerOf(answer, 'vary')) &&
    headerOf(answer, 'content-length') === '0' &&
    // Flask answers OPTIONS the same way, and sends `Allow`.
    !has(answer.headers, 'allow') &&
    headerOf(answer, 'content-type') === 'text/html; charset=utf-8'
  );
}

/** Names that Django never sends. A proxy keeps the application's own name. */
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

const namesAnother = (answer: SeenAnswer): boolean =>
  OTHERS.some(([name, value]) => has(answer.headers, name) && value.test(headerOf(answer, name)));

/**
 * How surely Django answers, from every answer seen. Different signals add up; a repeated one does
 * not. An answer with another server's name does not count.
 */
export function detect({ answers }: SeenServer): Detection {
  const own = answers.filter((answer) => !namesAnother(answer));
  const found = detectBySignals(SIGNALS, answers, own);
  return { ...found, versions: found.evidence.length === 0 ? [] : versions(own) };
}

/** With this confidence or more, a server counts as Django, for fixes and hints. */
const DETECTED = 0.5;

/** Whether the answers show that the server is Django. */
export const looksLikeDjango = (server: SeenServer): boolean =>
  isDjango(sampleOf(server.whole ?? server));

const isDjango = remember((server: SeenServer): boolean => detect(server).confidence >= DETECTED);

const DJANGO_NAMES = { '3.2': 'Django 3.x', '4.2': 'Django ≥ 4.0' };
const LIBRARY_NAMES = { '3.14': '≤ 3.14', '4.0': '4.0 – 4.2', '4.3': '≥ 4.0' };

function versions(answers: readonly SeenAnswer[]): readonly string[] {
  const [django, library] = [djangoRelease(answers), libraryRelease(answers)];
  const runserver = answers.findLast(isRunserver);
  const python = runserver && /CPython\/(\d+\.\d+)/.exec(headerOf(runserver, 'server'))?.[1];
  return [
    ...(django === null ? [] : [DJANGO_NAMES[django]]),
    ...(library === null ? [] : [`django-cors-headers ${LIBRARY_NAMES[library]}`]),
    ...(python === undefined ? [] : [`Python ${python}`]),
  ];
}

/**
 * Django's release as far as headers show it. Since 4.0 SecurityMiddleware also adds the opener
 * policy.
 */
export function djangoRelease(answers: readonly SeenAnswer[]): Release | null {
  const secured = answers.findLast(({ headers }) => passedSecurityMiddleware(headers));
  if (secured === undefined) return null;
  return has(secured.headers, 'cross-origin-opener-policy') ? '4.2' : '3.2';
}

/** The library's release as far as headers show it; null if it was not seen to run. */
export function libraryRelease(answers: readonly SeenAnswer[]): Library | null {
  const ran = answers.filter(corsMiddlewareRan);
  const last = ran.at(-1);
  if (last === undefined) return null;
  if (elements(last.headers, 'vary').includes('Origin')) return '3.14';
  return ran.some(hasCredentialsAlone) ? '4.0' : '4.3';
}

/** Only releases before 4.3 sent refused origins that credentials are allowed. */
const hasCredentialsAlone = ({ headers }: SeenAnswer): boolean =>
  get(headers, 'access-control-allow-credentials') === 'true' &&
  !has(headers, 'access-control-allow-origin');
