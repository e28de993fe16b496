import { get } from '../../../model/header-list.ts';
import { parseUrl } from '../../../model/origin.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import type { SeenServer } from '../../../model/seen-server.ts';
import { truthOf } from '../../../settings/python/truth.ts';
import type { Value } from '../../../settings/value.ts';
import { applicationAnswer } from '../../kit/application-answer.ts';
import { isCostly } from '../../kit/own-file/pattern.ts';
import type { Application, ServerRequest } from '../../kit/stack.ts';
import {
  type CorsSettings,
  DEFAULT_HEADERS,
  DEFAULT_METHODS,
  type Library,
  type PythonSequence,
} from '../cors-middleware.ts';
import { infer } from '../infer.ts';
import { type DjangoProject, djangoModel, freshProject, type Middleware } from '../model.ts';
import type { DjangoFile } from './django-file.ts';
import { MIDDLEWARE_PATH } from './names.ts';

/** The releases that the responses show, for the model. */
export type Releases = Pick<DjangoProject, 'django' | 'library'> & {
  /** What the responses show of the settings: it stands for what no handed-over file tells. */
  readonly seen: CorsSettings;
  /** CorsMiddleware was seen to run. */
  readonly installed: boolean;
};

export function releasesOf(requirement: AnswerRequirement, seenServer: SeenServer): Releases {
  const { django, library, installed, credentials, methods, headers, expose } = infer(
    requirement,
    seenServer,
  );
  return {
    django: django ?? freshProject.django,
    library,
    installed,
    seen: {
      ...(credentials !== null && { CORS_ALLOW_CREDENTIALS: credentials }),
      ...(methods !== null && { CORS_ALLOW_METHODS: methods.names }),
      ...(headers !== null && { CORS_ALLOW_HEADERS: headers.names }),
      ...(expose !== null && { CORS_EXPOSE_HEADERS: expose }),
    },
  };
}

/** The library's settings as its `conf.py` finds them in the file. */
export function corsSettings(
  { value, starMissing }: DjangoFile,
  { library, seen }: Releases,
): CorsSettings {
  const lists = Object.fromEntries(
    SEQUENCES.flatMap((name) => {
      const found = sequenceOf(value(name), library);
      if (found === null) return [];
      const isPattern = name.includes('REGEX') && typeof found !== 'string';
      return [[name, isPattern ? found.filter((one) => !isCostly(one)) : found]];
    }),
  );
  const flags = Object.fromEntries(
    FLAGS.flatMap((name) => {
      const found = value(name);
      const truth = found === null ? null : truthOf(found);
      return truth === null ? [] : [[name, truth]];
    }),
  );
  const [regex, maxAge] = [value('CORS_URLS_REGEX'), value('CORS_PREFLIGHT_MAX_AGE')];
  return {
    ...(starMissing.length > 0 && seen),
    ...lists,
    ...flags,
    ...(regex?.kind === 'string' && !isCostly(regex.text) && { CORS_URLS_REGEX: regex.text }),
    ...(maxAge?.kind === 'number' && { CORS_PREFLIGHT_MAX_AGE: maxAge.value }),
  };
}

const SEQUENCES = [
  'CORS_ALLOWED_ORIGINS',
  'CORS_ORIGIN_WHITELIST',
  'CORS_ALLOWED_ORIGIN_REGEXES',
  'CORS_ORIGIN_REGEX_WHITELIST',
  'CORS_ALLOW_METHODS',
  'CORS_ALLOW_HEADERS',
  'CORS_EXPOSE_HEADERS',
] as const;

const FLAGS = [
  'CORS_ALLOW_ALL_ORIGINS',
  'CORS_ORIGIN_ALLOW_ALL',
  'CORS_ALLOW_CREDENTIALS',
  'CORS_ALLOW_PRIVATE_NETWORK',
] as const;

/** What the library gets; a string stays one. Elements that nobody knows are left out. */
export function sequenceOf(value: Value | null, library: Library): PythonSequence | null {
  if (value?.kind === 'string') return value.text;
  if (value?.kind !== 'list') return null;
  return value.items.flatMap((item) => {
    if (item.kind === 'string') return [item.text];
    if (item.kind !== 'library') return [];
    return item.name === 'default_methods' ? DEFAULT_METHODS : DEFAULT_HEADERS[library];
  });
}

/** The entries of MIDDLEWARE as text; null if the list is unknown. Django's default is empty. */
export function middlewareOf({ value, reasons }: DjangoFile): readonly string[] | null {
  const list = value('MIDDLEWARE');
  if (list === null && reasons('MIDDLEWARE').length === 0) return [];
  if (list?.kind !== 'list') return null;
  return list.items.map((item) => (item.kind === 'string' ? item.text : ''));
}

/** Entries that can change an answer to another origin. */
const LAYERS: ReadonlyMap<string, Middleware> = new Map([
  [MIDDLEWARE_PATH, 'cors'],
  ['django.middleware.security.SecurityMiddleware', 'security'],
  ['django.middleware.common.CommonMiddleware', 'common'],
  ['django.middleware.clickjacking.XFrameOptionsMiddleware', 'x-frame-options'],
]);

/** Where MIDDLEWARE is in a module that was not handed over, and CorsMiddleware was seen to run. */
const USUAL: readonly string[] = [...LAYERS.keys()];

/** Whether an entry is CORS code of the project's own. */
export const isHandWritten = (path: string): boolean =>
  /cors/i.test(path) && !path.startsWith('corsheaders.');

/** The model of the project that the files describe; null if they do not tell the middleware. */
export function applicationOf(
  file: DjangoFile,
  requirement: AnswerRequirement,
  seenServer: SeenServer,
  releases: Releases,
): Application | null {
  const { django, library, installed } = releases;
  const paths = middlewareOf(file) ?? (installed ? USUAL : null);
  if (paths === null) return null;
  const isOn = (name: string, fallback: boolean): boolean => {
    const value = file.value(name);
    return (value === null ? null : truthOf(value)) ?? fallback;
  };
  const { handWritten } = infer(requirement, seenServer);
  const project: DjangoProject = {
    django,
    library,
    middleware: paths.flatMap((path): readonly Middleware[] => {
      const layer = LAYERS.get(path);
      if (layer !== undefined) return [layer];
      return handWritten && isHandWritten(path) ? ['star'] : [];
    }),
    cors: corsSettings(file, releases),
    APPEND_SLASH: isOn('APPEND_SLASH', true),
    SECURE_SSL_REDIRECT: isOn('SECURE_SSL_REDIRECT', false),
    DEBUG: isOn('DEBUG', false),
    ALLOWED_HOSTS: isHostAllowed(file, requirement.url) ? null : [],
    view: (request) =>
      lacksSlash(seenServer, request) ? null : applicationAnswer(seenServer, request),
  };
  return (request) => djangoModel(project, request);
}

/** No view has this URL: Django was seen to redirect it to the one with a slash. */
function lacksSlash({ answers }: SeenServer, { method, url }: ServerRequest): boolean {
  const path = parseUrl(url)?.pathname ?? '';
  if (path.endsWith('/')) return false;
  return answers.some((one) => {
    if (one.kind !== 'actual' || one.url !== url || one.status < 300 || one.status >= 400)
      return false;
    const location = get(one.headers, 'location');
    const target = location !== null && URL.canParse(location, url) ? new URL(location, url) : null;
    return target?.pathname === `${path}/` && (one.method === method || method === 'OPTIONS');
  });
}

/** @see https://docs.djangoproject.com/en/5.2/ref/settings/#allowed-hosts */
function isHostAllowed({ value }: DjangoFile, url: string): boolean {
  const list = value('ALLOWED_HOSTS');
  if (list?.kind !== 'list') return true;
  const names = list.items.map((item) => (item.kind === 'string' ? item.text.toLowerCase() : '*'));
  const debug = value('DEBUG');
  const isLocal = names.length === 0 && (debug === null || truthOf(debug) !== false);
  const allowed = isLocal ? ['.localhost', '127.0.0.1', '[::1]'] : names;
  const host = parseUrl(url)?.hostname ?? '';
  return allowed.some(
    (name) => name === '*' || name === host || (name.startsWith('.') && `.${host}`.endsWith(name)),
  );
}
