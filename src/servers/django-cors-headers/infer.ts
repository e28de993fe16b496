import { groupBy } from '../../model/group-by.ts';
import { get, has, isToken } from '../../model/header-list.ts';
import { remember } from '../../model/lazy.ts';
import { nameableOrigin } from '../../model/origin.ts';
import type { AnswerPart, AnswerRequirement } from '../../model/requirement.ts';
import { requestOrigin, type SeenAnswer, type SeenServer } from '../../model/seen-server.ts';
import { pathOf } from '../../model/url.ts';
import { without } from '../kit/lists.ts';
import type { Library } from './cors-middleware.ts';
import {
  corsMiddlewareRan,
  djangoRelease,
  isRestFramework,
  isRunserversFile,
  isStarAlone,
  isStaticPath,
  libraryRelease,
  passedFrameMiddleware,
  passedMiddleware,
  passedSecurityMiddleware,
} from './marks.ts';
import type { Release } from './model.ts';

/**
 * How far the request that matters got.
 *
 * - `ran`: CorsMiddleware ran on its newest answer.
 * - `skipped`: it runs on other URLs, and this answer passed the whole chain without it:
 *   CORS_URLS_REGEX does not match.
 * - `above`: it runs on other URLs, and a middleware above it made this answer.
 * - `unseen`: it was never seen to run, or the answers do not show which case applies.
 */
export type Reach = 'ran' | 'skipped' | 'above' | 'unseen';

/** The position of CorsMiddleware, read from the headers on its preflight answers. */
export type Placement = 'first' | 'below-security' | 'below-all';

/** A list setting as read from a preflight answer. */
export type ReadList = {
  readonly names: readonly string[];
  /** True if the setting is a plain string instead of a list: it came letter by letter. */
  readonly wasString: boolean;
};

/** The present settings, as far as the server's answers show them. */
export type Present = {
  readonly library: Library;
  readonly django: Release | null;
  readonly reach: Reach;
  /** CorsMiddleware was seen to run on some answer: it is installed. */
  readonly installed: boolean;
  /** `runserver` served this static file, outside of every middleware. */
  readonly staticFile: boolean;
  /** CorsMiddleware was seen to run on this path: CORS_URLS_REGEX matches it. */
  readonly pathMatches: boolean;
  /** The answer that `reach` was read from. */
  readonly deciding: SeenAnswer | null;
  /** Null until a preflight answered by CorsMiddleware is seen. */
  readonly placement: Placement | null;
  /**
   * CommonMiddleware may redirect this URL to one with a slash, above CorsMiddleware. The refused
   * preflight has hidden that redirect so far.
   */
  readonly redirectAhead: boolean;
  /** No answer has a header of Django's own middleware: MIDDLEWARE may not exist. */
  readonly bare: boolean;
  /** The hand-written middleware that sets `Access-Control-Allow-Origin: *` on every answer. */
  readonly handWritten: boolean;
  /** A layer in front of CorsMiddleware replaced its value. */
  readonly overwritten: boolean;
  /** Null when unknown. */
  readonly allowAll: boolean | null;
  /** Null when unknown. */
  readonly credentials: boolean | null;
  /** By the newest answer to each, without `null` and invalid origins. */
  readonly allowed: readonly string[];
  readonly methods: ReadList | null;
  /** Lower-case. */
  readonly headers: ReadList | null;
  readonly expose: readonly string[] | null;
  readonly maxAge: number | null;
};

/** Reads the present settings from all answers of the server. */
export function infer(requirement: AnswerRequirement, seenServer: SeenServer): Present {
  const { ranAt, at, allowAll, ...everywhere } = shownBy(seenServer);
  const { installed, placement } = everywhere;
  const path = pathOf(requirement.url);
  const deciding = decidingAnswer(requirement, at.get(path) ?? []);
  const handWritten = deciding !== null && isHandWritten(deciding);
  const reach = reachOf(deciding, installed);
  return {
    ...everywhere,
    ...(reach === 'ran' && withoutRefused(requirement, everywhere)),
    reach,
    staticFile: deciding !== null && isRunserversFile(deciding),
    pathMatches: ranAt.has(path),
    deciding,
    redirectAhead:
      placement !== null &&
      placement !== 'first' &&
      deciding?.kind === 'preflight' &&
      !path.endsWith('/'),
    handWritten,
    overwritten: deciding !== null && isOverwritten(deciding),
    // A `*` of another layer says nothing about the library's settings.
    allowAll: handWritten ? null : allowAll,
  };
}

/** What all answers of a server show, independent of the requirement. */
const shownBy = remember(({ answers }: SeenServer) => {
  const ran = answers.filter(corsMiddlewareRan);
  return {
    /** The answers by their URLs' paths, and the paths on which CorsMiddleware ran. */
    at: groupBy(answers, ({ url }) => pathOf(url)),
    ranAt: new Set(ran.map(({ url }) => pathOf(url))),
    library: libraryRelease(ran) ?? '4.3',
    django: djangoRelease(answers),
    installed: ran.length > 0,
    placement: placementOf(ran),
    bare: isBare(answers),
    allowAll: allowAllOf(ran),
    credentials: credentialsOf(ran),
    allowed: allowedOf(ran),
    methods: readList(ran, 'access-control-allow-methods'),
    headers: lowerCase(readList(ran, 'access-control-allow-headers')),
    expose: tokensOf(readList(ran, 'access-control-expose-headers')),
    maxAge: readNumber(ran, 'access-control-max-age'),
  };
});

/**
 * The settings that the refused answer shows, where other answers show better ones: another project
 * may make those.
 */
function withoutRefused(
  { refused = [], origins, methods: neededMethods, headers: neededHeaders }: AnswerRequirement,
  { allowed, credentials, methods, headers }: Pick<Present, Shown>,
): Pick<Present, Shown> {
  const isRefused = (part: AnswerPart): boolean => refused.includes(part);
  const less = (list: ReadList | null, names: readonly string[]): ReadList | null =>
    list && { ...list, names: without(list.names, names) };
  return {
    allowed: isRefused('origins') ? without(allowed, origins) : allowed,
    credentials: isRefused('credentials') ? false : credentials,
    methods: isRefused('methods') ? less(methods, neededMethods) : methods,
    headers: isRefused('headers') ? less(headers, neededHeaders) : headers,
  };
}

type Shown = 'allowed' | 'credentials' | 'methods' | 'headers';

function isBare(answers: readonly SeenAnswer[]): boolean {
  const made = answers.filter((one) => !isRunserversFile(one));
  return made.length > 0 && !made.some(passedMiddleware);
}

function allowOrigin(answer: SeenAnswer): string | null {
  return get(answer.headers, 'access-control-allow-origin');
}

function newest<T>(all: readonly T[], matches: (one: T) => boolean): T | null {
  return all.findLast(matches) ?? null;
}

/** The newest answer to the required request; else to its URL's path; else none. */
function decidingAnswer(
  requirement: AnswerRequirement,
  here: readonly SeenAnswer[],
): SeenAnswer | null {
  return newest(here, (one) => methodOf(one) === requirement.method) ?? here.at(-1) ?? null;
}

function methodOf(answer: SeenAnswer): string {
  if (answer.kind === 'actual') return answer.method;
  return get(answer.requestHeaders, 'access-control-request-method') ?? answer.method;
}

function reachOf(deciding: SeenAnswer | null, ranElsewhere: boolean): Reach {
  if (deciding === null) return ranElsewhere ? 'ran' : 'unseen';
  if (corsMiddlewareRan(deciding)) return 'ran';
  if (!ranElsewhere) return 'unseen';
  // The lowest middleware sets X-Frame-Options, so the answer passed the whole chain. A proxy may
  // add it too, so it proves nothing on a redirect, which middleware often makes.
  const redirected = deciding.status >= 300 && deciding.status < 400;
  if (passedFrameMiddleware(deciding.headers) && !redirected) return 'skipped';
  const madeByMiddleware = deciding.status >= 300 && ![404, 405].includes(deciding.status);
  return madeByMiddleware ? 'above' : 'unseen';
}

/** Its own response has none of these headers, so a layer above it added them. */
function placementOf(ran: readonly SeenAnswer[]): Placement | null {
  const preflight = newest(ran, (one) => one.kind === 'preflight' && one.status === 200);
  if (preflight === null) return null;
  if (passedFrameMiddleware(preflight.headers)) return 'below-all';
  return has(preflight.headers, 'x-content-type-options') ? 'below-security' : 'first';
}

/** WhiteNoise also sends `*` on its files. */
function isHandWritten(answer: SeenAnswer): boolean {
  const { url, headers } = answer;
  const isDjango = passedSecurityMiddleware(headers) || isRestFramework(headers);
  return isDjango && isStarAlone(headers) && !corsMiddlewareRan(answer) && !isStaticPath(url);
}

function isOverwritten(answer: SeenAnswer): boolean {
  const value = allowOrigin(answer);
  if (!corsMiddlewareRan(answer) || value === null) return false;
  // CorsMiddleware sends the request's own origin, or `*` if credentials are not allowed. On a
  // preflight it adds its lists to either.
  if (value === '*' && has(answer.headers, 'access-control-allow-credentials')) return true;
  const listless = !has(answer.headers, 'access-control-allow-methods');
  if (answer.kind === 'preflight' && answer.status === 200 && listless) return true;
  if (value === '*') return false;
  return value !== requestOrigin(answer);
}

function allowedOf(ran: readonly SeenAnswer[]): readonly string[] {
  const newestOf = new Map<string, SeenAnswer>();
  for (const one of ran) {
    const origin = requestOrigin(one);
    if (origin !== null && nameableOrigin(origin) !== null) newestOf.set(origin, one);
  }
  return [...newestOf].flatMap(([origin, one]) => (allowOrigin(one) === origin ? [origin] : []));
}

function allowAllOf(ran: readonly SeenAnswer[]): boolean | null {
  const last = newest(ran, (one) => requestOrigin(one) !== null);
  if (last === null || isOverwritten(last)) return null;
  const value = allowOrigin(last);
  if (value === '*') return true;
  if (value === null) return false;
  // With credentials, allow-all also sends the origin, exactly like a list that contains it.
  return has(last.headers, 'access-control-allow-credentials') ? null : false;
}

function credentialsOf(ran: readonly SeenAnswer[]): boolean | null {
  const last = newest(
    ran,
    (one) => allowOrigin(one) !== null || has(one.headers, 'access-control-allow-credentials'),
  );
  return last && get(last.headers, 'access-control-allow-credentials') === 'true';
}

function readList(ran: readonly SeenAnswer[], name: string): ReadList | null {
  const last = newest(ran, (one) => has(one.headers, name));
  return last && parseList(get(last.headers, name) ?? '');
}

/** An invalid name cannot be exposed, so it is left out. */
function tokensOf(list: ReadList | null): readonly string[] | null {
  return list?.names.filter((name) => isToken(name) && name !== '*') ?? null;
}

function lowerCase(list: ReadList | null): ReadList | null {
  return list && { ...list, names: list.names.map((name) => name.toLowerCase()) };
}

/** `G, E, T` is what the library makes of the string `GET`: it joins the letters. */
function parseList(value: string): ReadList {
  const parts = value.split(', ');
  const wasString = parts.length > 1 && parts.every((part) => [...part].length === 1);
  const text = wasString ? parts.join('') : value;
  const names = text.split(/[\s,]+/).filter((name) => name !== '');
  return { names: [...new Set(names)], wasString };
}

function readNumber(ran: readonly SeenAnswer[], name: string): number | null {
  const last = newest(ran, (one) => has(one.headers, name));
  const value = Number.parseInt(last ? (get(last.headers, name) ?? '') : '', 10);
  return Number.isNaN(value) ? null : value;
}
