import { get, type HeaderList } from '../../model/header-list.ts';
import { canonicalHeaderKey } from '../kit/go-source.ts';
import { containsAll } from '../kit/lists.ts';
import { line, PREFLIGHT_VARY } from '../kit/response-headers.ts';
import type { Application, ServerRequest } from '../kit/stack.ts';

/** `cors.Options`; an omitted option has the library's default. */
export type RsCorsOptions = {
  /** Default: every origin. One `*` within an entry stands for any characters. */
  readonly AllowedOrigins?: readonly string[];
  /** Default: GET, POST, HEAD. */
  readonly AllowedMethods?: readonly string[];
  /** Default: Accept, Content-Type, X-Requested-With. */
  readonly AllowedHeaders?: readonly string[];
  readonly ExposedHeaders?: readonly string[];
  readonly MaxAge?: number;
  readonly AllowCredentials?: boolean;
};

/** Releases that differ on the wire: 1.7 to 1.8, or 1.11. */
export type RsCorsRelease = '1.7' | '1.11';

/**
 * `github.com/rs/cors`: its handler's answer, given the answer of what is below it.
 *
 * Transcribed from rs/cors 1.7.0 and 1.11.1, `cors.go`, `utils.go` and `internal/sortedset.go`.
 */
export function rsCorsModel(
  options: RsCorsOptions,
  release: RsCorsRelease,
  inner: Application,
): Application {
  return (request) => {
    const method = get(request.headers, 'access-control-request-method') ?? '';
    if (request.method === 'OPTIONS' && method !== '') {
      const headers = preflightHeaders(options, release, request, method);
      return { status: release === '1.7' ? 200 : 204, headers: [...vary(release), ...headers] };
    }
    const answer = inner(request);
    const own = [VARY, ...actualHeaders(options, release, request)];
    return { ...answer, headers: [...own, ...answer.headers] };
  };
}

const VARY = ['Vary', 'Origin'] as const;

/** Three lines until 1.7, one line since. */
const vary = (release: RsCorsRelease): HeaderList =>
  release === '1.7'
    ? PREFLIGHT_VARY.map((name) => ['Vary', name] as const)
    : [['Vary', PREFLIGHT_VARY.join(', ')]];

/** Empty for a refusal, for any reason. */
function preflightHeaders(
  options: RsCorsOptions,
  release: RsCorsRelease,
  request: ServerRequest,
  method: string,
): HeaderList {
  const origin = get(request.headers, 'origin') ?? '';
  if (!allowsOrigin(options, origin) || !allowsMethod(options, release, method)) return [];
  const asked = get(request.headers, 'access-control-request-headers');
  const headers = release === '1.7' ? askedUntil17(options, asked) : askedSince111(options, asked);
  if (headers === null) return [];
  const seconds = options.MaxAge ?? 0;
  return [
    ...originHeaders(options, origin),
    ['Access-Control-Allow-Methods', release === '1.7' ? method.toUpperCase() : method],
    ...line('Access-Control-Allow-Headers', headers),
    ...line('Access-Control-Max-Age', maxAge(seconds, release)),
  ];
}

function actualHeaders(
  options: RsCorsOptions,
  release: RsCorsRelease,
  request: ServerRequest,
): HeaderList {
  const origin = get(request.headers, 'origin') ?? '';
  if (!allowsOrigin(options, origin) || !allowsMethod(options, release, request.method)) return [];
  const exposed = (options.ExposedHeaders ?? []).map(canonicalHeaderKey).join(', ');
  return [...originHeaders(options, origin), ...line('Access-Control-Expose-Headers', exposed)];
}

function originHeaders(options: RsCorsOptions, origin: string): HeaderList {
  return [
    ['Access-Control-Allow-Origin', allowsAll(options) ? '*' : origin],
    ...line('Access-Control-Allow-Credentials', options.AllowCredentials ? 'true' : ''),
  ];
}

function maxAge(seconds: number, release: RsCorsRelease): string {
  if (seconds > 0) return String(seconds);
  return seconds < 0 && release === '1.11' ? '0' : '';
}

function allowsAll({ AllowedOrigins = [] }: RsCorsOptions): boolean {
  return AllowedOrigins.length === 0 || AllowedOrigins.includes('*');
}

function allowsOrigin(options: RsCorsOptions, origin: string): boolean {
  if (origin === '') return false;
  if (allowsAll(options)) return true;
  const asked = origin.toLowerCase();
  return (options.AllowedOrigins ?? []).some((entry) => {
    const [prefix = '', ...rest] = entry.toLowerCase().split('*');
    if (rest.length === 0) return prefix === asked;
    const suffix = rest.join('*');
    const fits = asked.length >= prefix.length + suffix.length;
    return fits && asked.startsWith(prefix) && asked.endsWith(suffix);
  });
}

function allowsMethod(
  { AllowedMethods = [] }: RsCorsOptions,
  release: RsCorsRelease,
  method: string,
): boolean {
  const listed = AllowedMethods.length === 0 ? ['GET', 'POST', 'HEAD'] : AllowedMethods;
  // Until 1.8 the comparison ignores the case, and OPTIONS always passes.
  const same = (name: string) => (release === '1.7' ? name.toUpperCase() : name);
  return same(method) === 'OPTIONS' || listed.some((one) => same(one) === same(method));
}

/** `Access-Control-Allow-Headers` in 1.7, `''` for none; null for a refusal. */
function askedUntil17(options: RsCorsOptions, asked: string | null): string | null {
  const { AllowedHeaders = [] } = options;
  const names = parseHeaderList(asked ?? '');
  const listed =
    AllowedHeaders.length === 0
      ? ['Origin', 'Accept', 'Content-Type', 'X-Requested-With']
      : [...AllowedHeaders, 'Origin'].map(canonicalHeaderKey);
  const allowed =
    AllowedHeaders.includes('*') || containsAll(listed, names.map(canonicalHeaderKey));
  return allowed ? names.join(', ') : null;
}

/** `utils.go`: drops every character except letters, digits, `-` and `_`. */
function parseHeaderList(list: string): readonly string[] {
  return list
    .split(/[ ,]/)
    .map((name) =>
      name
        .toLowerCase()
        .replace(/(^|[-_])[a-z]/g, (letter) => letter.toUpperCase())
        .replace(/[^-_0-9A-Za-z]/g, ''),
    )
    .filter((name) => name !== '');
}

/** The same in 1.11. Names must be lower-case, sorted and unique, as browsers send them. */
function askedSince111(
  { AllowedHeaders = [] }: RsCorsOptions,
  asked: string | null,
): string | null {
  if (asked === null || AllowedHeaders.includes('*')) return asked ?? '';
  const listed =
    AllowedHeaders.length === 0
      ? ['accept', 'content-type', 'x-requested-with']
      : AllowedHeaders.map((name) => name.toLowerCase());
  const names = asked.split(',').map((name) => name.replace(/^[ \t]|[ \t]$/g, ''));
  const given = names.filter((name) => name !== '');
  const inOrder = given.every((name, index) => index === 0 || (given[index - 1] ?? '') < name);
  const tolerable = names.length - given.length <= 16;
  return tolerable && inOrder && containsAll(listed, given) ? asked : null;
}
