import { get, has } from '../../../model/header-list.ts';
import type { SerializedOrigin } from '../../../model/origin.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import type { SeenAnswer, SeenServer } from '../../../model/seen-server.ts';
import { pathOf } from '../../../model/url.ts';
import type { Value } from '../../../settings/value.ts';
import { without } from '../../kit/lists.ts';
import {
  type CorsSettings,
  corsMiddleware,
  DEFAULT_HEADERS,
  DEFAULT_METHODS,
} from '../cors-middleware.ts';
import { corsMiddlewareRan } from '../marks.ts';
import type { DjangoFile } from './django-file.ts';
import { ALLOW_ALL, LISTS, MIDDLEWARE_PATH } from './names.ts';
import { corsSettings, middlewareOf, type Releases } from './project.ts';

/** What a requirement still lacks, under the settings of a file. */
export type Lacks = {
  /** `missing`, or in a place where another middleware answers above it. */
  readonly middleware: 'missing' | 'order' | null;
  /** CORS_URLS_REGEX does not match the path. */
  readonly path: boolean;
  /** The origins that are not allowed. */
  readonly origins: readonly SerializedOrigin[];
  /** Every origin is allowed, but no request with credentials may use that. */
  readonly allowAll: boolean;
  readonly credentials: boolean;
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly expose: readonly string[];
};

/** What the settings lack so that the request passes, each part for itself. */
export function lacksOf(
  file: DjangoFile,
  requirement: AnswerRequirement,
  seenServer: SeenServer,
  releases: Releases,
): Lacks {
  const { library } = releases;
  const settings = corsSettings(file, releases);
  const { url, credentials } = requirement;
  const answerTo = (origin: string, own: CorsSettings, method = 'GET') =>
    corsMiddleware(own, library, () => ({ status: 200, headers: [] }))({
      method,
      url,
      headers: [
        ['Origin', origin],
        ['Access-Control-Request-Method', requirement.method],
      ],
    });
  const allowAll = credentials && isAllowAll(settings);
  // With credentials, allowing all is replaced by a list, so only the list counts.
  const closed = allowAll ? { CORS_ALLOW_ALL_ORIGINS: false } : {};
  const anywhere: CorsSettings = { ...settings, ...closed, CORS_URLS_REGEX: '' };
  const allowOf = (origin: string): string | null =>
    get(answerTo(origin, anywhere).headers, 'access-control-allow-origin');
  const star = allowOf(requirement.origin) === '*';
  const lower = (names: readonly string[]): readonly string[] =>
    names.map((name) => name.toLowerCase());
  const {
    CORS_ALLOW_METHODS: methods,
    CORS_ALLOW_HEADERS: headers,
    CORS_EXPOSE_HEADERS: expose,
  } = settings;
  return {
    middleware: middlewareLack(file, requirement, seenServer),
    path: !has(answerTo(requirement.origin, settings).headers, 'vary'),
    origins: requirement.origins.filter((origin) => allowOf(origin) === null),
    allowAll,
    credentials: credentials && settings.CORS_ALLOW_CREDENTIALS !== true,
    methods: without(requirement.methods, [...(methods ?? DEFAULT_METHODS)]),
    headers: without(requirement.headers, lower([...(headers ?? DEFAULT_HEADERS[library])])),
    expose:
      star && !credentials && expose?.includes('*') === true
        ? []
        : without(requirement.expose, lower([...(expose ?? [])])),
  };
}

/** With credentials it is never safe, even where the library then echoes each origin. */
const isAllowAll = (settings: CorsSettings): boolean =>
  settings.CORS_ALLOW_ALL_ORIGINS ?? settings.CORS_ORIGIN_ALLOW_ALL ?? false;

export const isNothing = ({ middleware, path, allowAll, credentials, ...lists }: Lacks): boolean =>
  middleware === null &&
  !path &&
  !allowAll &&
  !credentials &&
  Object.values(lists).every((list) => list.length === 0);

/** Classes that answer on their own, so CorsMiddleware must stand above them. */
const ANSWERS = /(?:\.CommonMiddleware|\.SecurityMiddleware|WhiteNoiseMiddleware)$/;

/** The place of CorsMiddleware; null if it is not there or the list is unknown. */
export function placeOf(file: DjangoFile): number | null {
  const place = middlewareOf(file)?.indexOf(MIDDLEWARE_PATH) ?? -1;
  return place < 0 ? null : place;
}

/** The lowest class above CorsMiddleware that answers on its own; null if there is none. */
export function answersAbove(file: DjangoFile): string | null {
  const place = placeOf(file);
  if (place === null) return null;
  return (
    middlewareOf(file)
      ?.slice(0, place)
      .findLast((path) => ANSWERS.test(path)) ?? null
  );
}

function middlewareLack(
  file: DjangoFile,
  requirement: AnswerRequirement,
  seenServer: SeenServer,
): Lacks['middleware'] {
  if (middlewareOf(file) === null) return null;
  if (placeOf(file) === null) return 'missing';
  const made = madeAbove(requirement, seenServer);
  return made !== null && answersAbove(file) !== null ? 'order' : null;
}

/** A response to this URL that CorsMiddleware did not see, as a redirect or a refused host is. */
export function madeAbove({ url }: AnswerRequirement, { answers }: SeenServer): SeenAnswer | null {
  const here = answers.findLast((one) => one.kind === 'actual' && pathOf(one.url) === pathOf(url));
  if (here === undefined || corsMiddlewareRan(here)) return null;
  return (here.status >= 300 && here.status < 400) || here.status === 400 ? here : null;
}

/** The name under which a list counts: the new one if it is set, else the old one. */
export function countingName(file: DjangoFile, list: keyof typeof LISTS): string | null {
  return LISTS[list].find((name) => file.value(name) !== null) ?? null;
}

/** The flag that counts. */
export const allowAllName = (file: DjangoFile): string | null =>
  ALLOW_ALL.find((name) => file.value(name) !== null) ?? null;

/** The elements of a list that are text. */
export function textsOf(value: Value | null): readonly string[] {
  if (value?.kind === 'string') return [value.text];
  if (value?.kind !== 'list') return [];
  return value.items.flatMap((item) => (item.kind === 'string' ? [item.text] : []));
}
