import { get, type HeaderList, has, listElements } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { isPreflight } from '../../model/preflight.ts';
import { containsAll } from '../kit/lists.ts';
import type { ServerAnswer, ServerRequest } from '../kit/stack.ts';

/** A `resource` line of an `allow` block. */
export type RackResource = {
  /** A path as Rack::Cors reads it: `*` matches anything, `:name` one segment. */
  readonly path: string;
  /** Null: only the four simple ones. Case does not matter. */
  readonly headers: 'any' | readonly string[] | null;
  /** Lower-case symbols. */
  readonly methods: 'any' | readonly string[];
  readonly credentials: boolean;
  readonly expose: readonly string[] | null;
  /** Seconds; null for the library's 7200. */
  readonly maxAge: number | null;
};

/** An `allow` block. An origin without a scheme matches every scheme. */
export type RackAllow = {
  readonly origins: readonly string[];
  readonly resources: readonly RackResource[];
};

/** How the library writes header names: `Access-Control-…` until 1.1, lower-case since 2.0. */
export type RackCorsRelease = '1.1' | '3.0';

/** Allowed on every resource. */
export const SIMPLE_HEADERS: readonly string[] =
  'accept accept-language content-language content-type'.split(' ');
const ANY_METHOD = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'];

/**
 * `Rack::Cors`: its answer, given the answer of what is below it.
 *
 * Transcribed from rack-cors 1.1.1 and 3.0.0, `lib/rack/cors.rb`, `cors/resources.rb` and
 * `cors/resource.rb`.
 */
export function rackCorsModel(
  blocks: readonly RackAllow[],
  release: RackCorsRelease,
  inner: (request: ServerRequest) => ServerAnswer,
): (request: ServerRequest) => ServerAnswer {
  return (request) => {
    const origin = get(request.headers, 'origin') ?? get(request.headers, 'x-origin');
    const path = pathOf(request.url);
    const found = origin === null ? null : match(blocks, origin, path);
    if (origin !== null && isPreflight(request)) {
      // A refusal is an empty 200 too, and does not say what is wrong.
      const headers = found === null ? [] : preflightHeaders(found, origin, request);
      return { status: 200, headers: cased(headers, release) };
    }
    const answer = inner(request);
    const added = found === null || origin === null ? [] : corsHeaders(found, origin);
    const headers = [...cased(withoutThoseOf(answer, added), release), ...answer.headers];
    const varies = blocks.some(({ resources }) => resources.some((one) => matches(one, path)));
    return { ...answer, headers: varies ? withVary(headers) : headers };
  };
}

type Found = { readonly isPublic: boolean; readonly resource: RackResource };

/** The first block that allows the origin and has a resource for the path. */
function match(blocks: readonly RackAllow[], origin: string, path: string): Found | null {
  for (const { origins, resources } of blocks) {
    const isPublic = origins.includes('*');
    if (!isPublic && !origins.some((one) => allows(one, origin))) continue;
    const resource = resources.find((one) => matches(one, path));
    if (resource !== undefined) return { isPublic, resource };
  }
  return null;
}

/** An entry without a scheme becomes a pattern that matches any. */
function allows(entry: string, origin: string): boolean {
  if (entry === '') return false;
  if (/^[a-z][a-z0-9.+-]*:\/\//.test(entry)) return entry === origin;
  const scheme = /^[a-z][a-z0-9.+-]*:\/\//.exec(origin)?.[0];
  return scheme !== undefined && origin.slice(scheme.length) === entry;
}

function matches(resource: RackResource, path: string): boolean {
  return patternOf(resource.path).test(path);
}

/** `Resource#compile` */
function patternOf(path: string): RegExp {
  const source = path.replace(/:\w+|\/\*|[*.+()$]|[\\^[\]{}|?]/g, (part) => {
    if (part === '/*') return '\\/?(?:.*?)';
    if (part === '*') return '(?:.*?)';
    return part.startsWith(':') ? '(?:[^/?&#]+)' : `\\${part}`;
  });
  return new RegExp(`^${source}$`, 'm');
}

/** The path as Rack passes it: decoded, `.` and `..` resolved. */
function pathOf(url: string): string {
  const path = parseUrl(url)?.pathname ?? '/';
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function preflightHeaders(found: Found, origin: string, request: ServerRequest): HeaderList {
  const { resource } = found;
  const method = get(request.headers, 'access-control-request-method') ?? '';
  const asked = get(request.headers, 'access-control-request-headers');
  if (!methodsOf(resource).includes(method.toLowerCase())) return [];
  if (asked !== null && !allowsHeaders(resource, asked)) return [];
  return [
    ...corsHeaders(found, origin),
    ...(asked === null ? [] : ([['Access-Control-Allow-Headers', asked]] as const)),
  ];
}

function allowsHeaders({ headers }: RackResource, asked: string): boolean {
  if (headers === 'any') return true;
  const listed = [...SIMPLE_HEADERS, ...(headers ?? []).map((name) => name.toLowerCase())];
  return containsAll(listed, listElements(asked.toLowerCase()));
}

const methodsOf = ({ methods }: RackResource): readonly string[] =>
  methods === 'any' ? ANY_METHOD : methods;

/** `Resource#to_headers`: on every answer, even the lists of the preflight. */
function corsHeaders({ isPublic, resource }: Found, origin: string): HeaderList {
  return [
    ['Access-Control-Allow-Origin', isPublic ? '*' : origin],
    ['Access-Control-Allow-Methods', methodsOf(resource).join(', ').toUpperCase()],
    ['Access-Control-Expose-Headers', (resource.expose ?? []).join(', ')],
    ['Access-Control-Max-Age', String(resource.maxAge ?? 7200)],
    ...(resource.credentials ? ([['Access-Control-Allow-Credentials', 'true']] as const) : []),
  ];
}

/** The application's own CORS headers win. */
function withoutThoseOf(answer: ServerAnswer, added: HeaderList): HeaderList {
  return added.filter(([name]) => !has(answer.headers, name));
}

function withVary(headers: HeaderList): HeaderList {
  const present = listElements(get(headers, 'vary') ?? '');
  const all = present.includes('Origin') ? present : [...present, 'Origin'];
  return [...headers.filter(([name]) => name.toLowerCase() !== 'vary'), ['Vary', all.join(', ')]];
}

const cased = (headers: HeaderList, release: RackCorsRelease): HeaderList =>
  release === '1.1' ? headers : headers.map(([name, value]) => [name.toLowerCase(), value]);
