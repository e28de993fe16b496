import { isToken } from '../../model/header-list.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { without } from '../kit/lists.ts';
import {
  type CorsSettings,
  DEFAULT_HEADERS,
  DEFAULT_METHODS,
  type Library,
} from './cors-middleware.ts';
import type { Present, ReadList } from './infer.ts';
import { type DjangoProject, freshProject, type Middleware } from './model.ts';

/** A list setting to write: the library's defaults (or nothing) and then names. */
export type ListChange = { readonly defaults: boolean; readonly names: readonly string[] };

/** The settings to write; null and false mean: keep as it is. */
export type Proposal = {
  /** The package and the app; the middleware has its own field. */
  readonly install: boolean;
  /** Static files through WhiteNoise, so that they pass CorsMiddleware. */
  readonly whiteNoise: boolean;
  /** `only`: first, and other entries with `cors` in their name are removed. */
  readonly middleware: 'first' | 'only' | null;
  readonly urlsRegex: boolean;
  readonly origins: readonly string[] | null;
  readonly allowAllOff: boolean;
  readonly credentials: boolean;
  readonly methods: ListChange | null;
  readonly headers: ListChange | null;
  readonly expose: ListChange | null;
};

/**
 * The smallest change at the end of any settings that meets the requirement. Settings that the
 * answers do not show are written again.
 */
export function proposeAtEnd(requirement: AnswerRequirement, present: Present): Proposal {
  const smallest = smallestChange(requirement, present);
  // The newest answer may already meet the requirement after a fix: then restate it.
  return isEmpty(smallest) ? { ...smallest, origins: originsWith(requirement, present) } : smallest;
}

function smallestChange(requirement: AnswerRequirement, present: Present): Proposal {
  const { reach, allowAll } = present;
  // With allow-all, every site would get the additions: a list replaces it.
  const allowAllOff =
    allowAll === true ||
    (requirement.credentials && allowAll === null && present.credentials !== true);
  const credentials = requirement.credentials && present.credentials !== true;
  // Other listed origins would get the additions too; with credentials, also unseen ones.
  const listed =
    !credentials &&
    !allowAllOff &&
    without(requirement.origins, present.allowed).length === 0 &&
    without(present.allowed, requirement.origins).length === 0;
  return {
    install: reach === 'unseen' && !present.installed,
    whiteNoise: present.staticFile,
    middleware: middlewareChange(present),
    urlsRegex: reach !== 'ran' && !present.pathMatches,
    origins: listed ? null : originsWith(requirement, present),
    allowAllOff,
    credentials,
    ...listChanges(requirement, present),
  };
}

/**
 * The smallest change in the lines that stand there, made by a reader who sees them. What no answer
 * shows is taken to be the library's default.
 */
export function proposeInPlace(requirement: AnswerRequirement, present: Present): Proposal {
  const { reach, installed, pathMatches, allowed } = present;
  const lists = listsInPlace(requirement, present);
  const allowAllOff = present.allowAll === true;
  const credentials = requirement.credentials && present.credentials !== true;
  const origins = originsWith(requirement, present);
  const others = without(allowed, origins);
  const drops = others.length > 0 && grantsMore({ allowAllOff, credentials, ...lists });
  const unchanged = !allowAllOff && !drops && without(origins, allowed).length === 0;
  const smallest: Proposal = {
    install: reach === 'unseen' && !installed,
    whiteNoise: present.staticFile,
    middleware: middlewareChange(present),
    urlsRegex: installed && !pathMatches && (reach === 'skipped' || reach === 'unseen'),
    origins: unchanged ? null : origins,
    allowAllOff,
    credentials,
    ...lists,
  };
  return isEmpty(smallest) ? { ...smallest, origins } : smallest;
}

/** Whether the listed origins get more than before: then only those that need it stay listed. */
export const grantsMore = ({
  allowAllOff,
  credentials,
  methods,
  headers,
  expose,
}: Pick<Proposal, 'allowAllOff' | 'credentials' | 'methods' | 'headers' | 'expose'>): boolean =>
  allowAllOff || credentials || [methods, headers, expose].some((one) => one !== null);

/** A list that no answer shows needs no line if the defaults are enough. */
function listsInPlace(requirement: AnswerRequirement, present: Present) {
  const { methods, headers, expose } = listChanges(requirement, present);
  const isNeeded = (change: ListChange | null, seen: ReadList | null) =>
    seen !== null || (change?.names ?? []).length > 0;
  return {
    methods: isNeeded(methods, present.methods) ? methods : null,
    headers: isNeeded(headers, present.headers) ? headers : null,
    expose,
  };
}

function listChanges(
  requirement: AnswerRequirement,
  present: Present,
): Pick<Proposal, 'methods' | 'headers' | 'expose'> {
  return {
    methods: listChange(requirement.methods, present.methods, DEFAULT_METHODS),
    headers: listChange(requirement.headers, present.headers, defaultHeaders(present)),
    expose: exposeChange(requirement.expose, present.expose ?? []),
  };
}

/** An unseen library may be any release. The newest has the fewest defaults. */
export const defaultHeaders = ({ reach, library }: Present): readonly string[] =>
  DEFAULT_HEADERS[reach === 'unseen' ? '4.3' : library];

function middlewareChange(present: Present): Proposal['middleware'] {
  if (present.handWritten || present.overwritten) return 'only';
  const { reach, redirectAhead } = present;
  return reach === 'unseen' || reach === 'above' || redirectAhead ? 'first' : null;
}

/** Those of the requirement alone. A name from an answer may belong to anyone. */
function originsWith({ origins }: AnswerRequirement, { allowed }: Present): readonly string[] {
  return [
    ...allowed.filter((one) => origins.some((own) => own === one)),
    ...without(origins, allowed),
  ];
}

function listChange(
  needed: readonly string[],
  present: ReadList | null,
  defaults: readonly string[],
): ListChange | null {
  if (needed.length === 0) return null;
  if (present === null) return { defaults: true, names: without(needed, defaults) };
  const missing = present.wasString ? needed : without(needed, present.names);
  if (missing.length === 0) return null;
  const kept = present.names.filter((name) => isToken(name) && name !== '*');
  const names = [...kept, ...without(missing, kept)];
  const extendsDefaults = present.names.includes('*') || without(defaults, kept).length === 0;
  return extendsDefaults
    ? { defaults: true, names: without(names, defaults) }
    : { defaults: false, names };
}

/** The library exposes nothing by default. */
function exposeChange(needed: readonly string[], present: readonly string[]): ListChange | null {
  const lower = present.map((name) => name.toLowerCase());
  const missing = without(needed, lower);
  return missing.length === 0 ? null : { defaults: false, names: [...present, ...missing] };
}

function isEmpty(proposal: Proposal): boolean {
  return Object.values(proposal).every((value) => value === null || value === false);
}

/** The project with the proposed settings at the end of settings.py. */
export function projectWith(
  proposal: Proposal,
  present: Present,
  view: DjangoProject['view'],
): DjangoProject {
  return {
    ...freshProject,
    django: present.django ?? freshProject.django,
    library: present.library,
    middleware: proposal.middleware === null ? layers(present) : freshProject.middleware,
    cors: { ...presentSettings(present), ...proposedSettings(proposal, present.library) },
    view,
  };
}

function layers(present: Present): readonly Middleware[] {
  if (present.placement === 'below-all') return ['security', 'common', 'x-frame-options', 'cors'];
  if (present.placement === 'below-security') {
    return ['security', 'cors', 'common', 'x-frame-options'];
  }
  return freshProject.middleware;
}

function presentSettings(present: Present): CorsSettings {
  return {
    CORS_ALLOWED_ORIGINS: present.allowed,
    CORS_ALLOW_ALL_ORIGINS: present.allowAll === true,
    CORS_ALLOW_CREDENTIALS: present.credentials === true,
    ...(present.methods && { CORS_ALLOW_METHODS: present.methods.names }),
    ...(present.headers && { CORS_ALLOW_HEADERS: present.headers.names }),
    ...(present.expose && { CORS_EXPOSE_HEADERS: present.expose }),
    ...(present.maxAge !== null && { CORS_PREFLIGHT_MAX_AGE: present.maxAge }),
  };
}

/** The settings that the proposal writes, with the defaults of the library that reads them. */
export function proposedSettings(proposal: Proposal, library: Library): CorsSettings {
  const written = (change: ListChange, defaults: readonly string[]) =>
    change.defaults ? [...defaults, ...change.names] : change.names;
  return {
    ...(proposal.origins && { CORS_ALLOWED_ORIGINS: proposal.origins }),
    ...(proposal.allowAllOff && { CORS_ALLOW_ALL_ORIGINS: false }),
    ...(proposal.credentials && { CORS_ALLOW_CREDENTIALS: true }),
    ...(proposal.urlsRegex && { CORS_URLS_REGEX: '^.*$' }),
    ...(proposal.methods && { CORS_ALLOW_METHODS: written(proposal.methods, DEFAULT_METHODS) }),
    ...(proposal.headers && {
      CORS_ALLOW_HEADERS: written(proposal.headers, DEFAULT_HEADERS[library]),
    }),
    ...(proposal.expose && { CORS_EXPOSE_HEADERS: proposal.expose.names }),
  };
}
