import { get, has } from '../../model/header-list.ts';
import type { ObservedAnswer } from '../../model/observation.ts';
import { originParts, parseUrl } from '../../model/origin.ts';
import { code, codeList, type Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { shown, shownList } from '../../model/shown.ts';
import { corsMiddlewareRan, hasSecurityHeaders, type Present } from './infer.ts';
import type { Proposal } from './propose.ts';

/** What a proxy answers when Django does not, or is not asked. */
const PROXY_ERRORS = [413, 502, 503, 504];
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS', 'TRACE'];
const STORAGE = /AmazonS3|UploadServer|Windows-Azure-Blob|CloudFront|Netlify|Vercel|GitHub\.com/i;

/** Dangers of the present state, and what would still stand in the way. */
export function cautionsOn(
  requirement: AnswerRequirement,
  present: Present,
  proposal: Proposal,
): readonly Prose[] {
  return [
    ...otherServer(requirement, present),
    ...allowAll(present, proposal),
    ...reflecting(present),
    ...regexes(proposal),
    ...overwritten(present),
    ...oldMiddleware(proposal),
    ...malformed(proposal),
    ...csrf(requirement, present),
    ...crossSiteCookies(requirement),
  ];
}

function otherServer(requirement: AnswerRequirement, present: Present): readonly Prose[] {
  const answer = present.deciding;
  if (answer === null || looksLikeDjango(answer)) return [];
  const path = parseUrl(requirement.url)?.pathname ?? '';
  const server = get(answer.headers, 'server') ?? '';
  if (PROXY_ERRORS.includes(answer.status)) return [proxyError(answer.status)];
  if (present.staticFile || (!/^\/(static|media|assets)\//.test(path) && !STORAGE.test(server)))
    return [];
  return [
    [
      'This answer has none of Django’s headers',
      ...(server === '' ? [] : [' (', shown(`Server: ${server}`), ')']),
      ': a file server, bucket or CDN seems to give it out. Then CORS must be set there; ',
      'Django’s settings do not reach it.',
    ],
  ];
}

function proxyError(status: number): Prose {
  return [
    'This ',
    code(String(status)),
    ' has none of Django’s headers: a proxy in front of Django seems to have made it, and ',
    code('settings.py'),
    ' does not reach it. Mend that error first.',
  ];
}

function looksLikeDjango(answer: ObservedAnswer): boolean {
  return (
    corsMiddlewareRan(answer) ||
    hasSecurityHeaders(answer) ||
    has(answer.headers, 'x-frame-options')
  );
}

function allowAll(present: Present, proposal: Proposal): readonly Prose[] {
  const setting = codeList(['CORS_ALLOW_ALL_ORIGINS', 'CORS_ORIGIN_ALLOW_ALL'], 'or');
  if (proposal.install && !proposal.allowAllOff) {
    return [['If your settings turn on ', ...setting, ', take it out: the list is enough.']];
  }
  if (present.allowAll !== true) return [];
  return [
    [
      ...setting,
      ' is on: every site can read these answers. A list takes its place: add the other origins ',
      'that need the server.',
    ],
  ];
}

function reflecting(present: Present): readonly Prose[] {
  const any = present.allowAll === null && present.credentials === true;
  if (!any || present.refused.length > 0 || present.allowed.length < 2) return [];
  return [
    [
      'Every origin seen so far (',
      ...shownList(present.allowed),
      ') was allowed with credentials. If ',
      code('CORS_ALLOW_ALL_ORIGINS'),
      ' is on, or a regex lacks its ',
      code('$'),
      ', any site can act as the logged-in user: list the origins instead.',
    ],
  ];
}

/** Credentials for whoever a regex lets in; which that is cannot be seen from outside. */
function regexes(proposal: Proposal): readonly Prose[] {
  if (!proposal.credentials) return [];
  return [
    [
      'Credentials go to every allowed origin. If ',
      code('CORS_ALLOWED_ORIGIN_REGEXES'),
      ' is set, it must be a list, and each pattern must end in ',
      code('$'),
      ': a plain string matches every site, an open end ',
      code('https://app.example.evil.test'),
      ' too.',
    ],
  ];
}

function overwritten(present: Present): readonly Prose[] {
  if (!present.overwritten) return [];
  return [
    [
      'CorsMiddleware ran, but never sends this ',
      code('Access-Control-Allow-Origin'),
      ': another layer replaced it. If that is a proxy, it must stop; settings.py cannot undo it.',
    ],
  ];
}

function oldMiddleware(proposal: Proposal): readonly Prose[] {
  if (!proposal.install) return [];
  return [
    [
      'Django 2.0 and later ignore ',
      code('MIDDLEWARE_CLASSES'),
      ' without a word: only ',
      code('MIDDLEWARE'),
      ' counts.',
    ],
  ];
}

function malformed(proposal: Proposal): readonly Prose[] {
  if (proposal.origins === null) return [];
  return [
    [
      'When you copy old entries into the list: one without ',
      code('http://'),
      ' or ',
      code('https://'),
      ' never matches (',
      code('corsheaders.E013'),
      '), and one with a trailing slash or path keeps ',
      code('manage.py runserver'),
      ' from starting (',
      code('corsheaders.E014'),
      ').',
    ],
  ];
}

function csrf(requirement: AnswerRequirement, present: Present): readonly Prose[] {
  const unsafe = !SAFE_METHODS.includes(requirement.method.toUpperCase());
  // Django 3.x looks at the Origin header of no request.
  if (!requirement.credentials || !unsafe || present.django === '3.2') return [];
  return [
    [
      'CORS settings never feed CSRF: from Django 4.0 on a ',
      shown(requirement.method),
      ' with cookies also needs ',
      shown(requirement.origin),
      ' in ',
      code('CSRF_TRUSTED_ORIGINS'),
      ', else Django answers 403.',
    ],
  ];
}

function crossSiteCookies(requirement: AnswerRequirement): readonly Prose[] {
  if (!requirement.credentials || !isCrossSite(requirement.origin, requirement.server)) return [];
  return [
    [
      shown(requirement.origin),
      ' and ',
      shown(requirement.server),
      ' are different sites, so the session cookie travels only with ',
      code("SESSION_COOKIE_SAMESITE = 'None'"),
      ' and ',
      code('SESSION_COOKIE_SECURE = True'),
      ' (',
      code('CSRF_COOKIE_SAMESITE'),
      ' and ',
      code('CSRF_COOKIE_SECURE'),
      ' alike), and only while the browser permits third-party cookies.',
    ],
  ];
}

/** By scheme and the last two labels of the host; the public suffix list is not at hand. */
function isCrossSite(a: string, b: string): boolean {
  const [one, other] = [originParts(a), originParts(b)];
  if (one === null || other === null) return true;
  return one.scheme !== other.scheme || site(one.host) !== site(other.host);
}

function site(host: string): string {
  if (/^[\d.]+$|^\[/.test(host)) return host;
  return host.split('.').slice(-2).join('.');
}
