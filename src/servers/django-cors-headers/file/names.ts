import { editDistance } from './edit-distance.ts';

export const MIDDLEWARE_PATH = 'corsheaders.middleware.CorsMiddleware';

/** Settings that hold lists, each with its old name if it has one. */
export const LISTS = {
  origins: ['CORS_ALLOWED_ORIGINS', 'CORS_ORIGIN_WHITELIST'],
  regexes: ['CORS_ALLOWED_ORIGIN_REGEXES', 'CORS_ORIGIN_REGEX_WHITELIST'],
  methods: ['CORS_ALLOW_METHODS'],
  headers: ['CORS_ALLOW_HEADERS'],
  expose: ['CORS_EXPOSE_HEADERS'],
} as const;

export const ALLOW_ALL = ['CORS_ALLOW_ALL_ORIGINS', 'CORS_ORIGIN_ALLOW_ALL'] as const;
export const CREDENTIALS = ['CORS_ALLOW_CREDENTIALS'] as const;

/** Every setting of django-cors-headers 3 and 4, with their old names. */
export const KNOWN: readonly string[] = [
  ...Object.values(LISTS).flat(),
  ...ALLOW_ALL,
  ...CREDENTIALS,
  'CORS_URLS_REGEX',
  'CORS_PREFLIGHT_MAX_AGE',
  'CORS_ALLOW_PRIVATE_NETWORK',
];

/** Settings that django-cors-headers had once, and in which release they went. */
export const REMOVED: ReadonlyMap<string, string> = new Map([
  ['CORS_MODEL', '3.0.0'],
  ['CORS_REPLACE_HTTPS_REFERER', '4.0.0'],
]);

/** The setting that a misspelt name probably means; null if none is near. */
function meantBy(name: string): string | null {
  const near = KNOWN.map((known) => ({ known, distance: editDistance(name, known) }))
    .filter(({ distance }) => distance <= MOST_TYPOS)
    .toSorted((a, b) => a.distance - b.distance);
  return near[0]?.known ?? null;
}

/** More names are not compared. */
const MOST_NAMES = 200;

/** The names among these that probably mean a setting, each with that setting. */
export function misspeltIn(names: readonly string[]): ReadonlyMap<string, string> {
  const strange = [...new Set(names)].filter(
    (name) => name.startsWith('CORS_') && !KNOWN.includes(name) && !REMOVED.has(name),
  );
  return new Map(
    strange.slice(0, MOST_NAMES).flatMap((name): [string, string][] => {
      const meant = meantBy(name);
      return meant === null ? [] : [[name, meant]];
    }),
  );
}

/** `CORS_ALLOWS_ALL_CREDENTIALS` has five letters more than the setting that it means. */
const MOST_TYPOS = 5;

/** The last part of a dotted path: `CommonMiddleware`. */
export const classOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
