import { get, getAll, type Header, type HeaderList, has } from '../../model/header-list.ts';
import { containsAll } from '../kit/lists.ts';
import type { ServerAnswer, ServerRequest } from '../kit/stack.ts';

/** The releases that differ on the wire: before 1.0, and since. */
export type StarletteRelease = '0' | '1';

/** The arguments of CORSMiddleware; absent = its own default. */
export type StarletteCors = {
  readonly allow_origins?: readonly string[];
  readonly allow_methods?: readonly string[];
  readonly allow_headers?: readonly string[];
  readonly allow_credentials?: boolean;
  /** Matched as a whole. JavaScript's and Python's common syntax only. */
  readonly allow_origin_regex?: string;
  readonly expose_headers?: readonly string[];
  readonly max_age?: number;
};

/** The methods allowed if `allow_methods` is left out. */
export const DEFAULT_METHODS: readonly string[] = ['GET'];
/** The methods that `*` means. */
const ALL_METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
/** Always listed, with any arguments. */
export const SAFELISTED_HEADERS: readonly string[] =
  'Accept Accept-Language Content-Language Content-Type'.split(' ');
const VARY_SINCE_1 =
  'Origin, Access-Control-Request-Method, Access-Control-Request-Headers, Access-Control-Request-Private-Network';

/**
 * `starlette.middleware.cors.CORSMiddleware`, which FastAPI uses unchanged: its answer, given the
 * answer of what is below it.
 *
 * Transcribed from Starlette 0.26.1 and 1.9.0, `starlette/middleware/cors.py`.
 */
export function starletteCors(
  cors: StarletteCors,
  release: StarletteRelease,
  inner: (request: ServerRequest) => ServerAnswer,
): (request: ServerRequest) => ServerAnswer {
  return (request) => {
    const origin = get(request.headers, 'origin');
    if (origin === null) return release === '0' ? inner(request) : varied(inner(request), release);
    if (request.method === 'OPTIONS' && has(request.headers, 'access-control-request-method')) {
      return preflight(cors, release, request, origin);
    }
    return simple(cors, release, inner(request), request, origin);
  };
}

function allowsAll({ allow_origins = [] }: StarletteCors): boolean {
  return allow_origins.includes('*');
}

function isAllowed(cors: StarletteCors, origin: string): boolean {
  const { allow_origins = [], allow_origin_regex } = cors;
  if (allowsAll(cors) || allow_origins.includes(origin)) return true;
  return allow_origin_regex !== undefined && new RegExp(`^(?:${allow_origin_regex})$`).test(origin);
}

function methodsOf({ allow_methods = DEFAULT_METHODS }: StarletteCors, release: StarletteRelease) {
  if (!allow_methods.includes('*')) return allow_methods;
  return release === '0' ? ALL_METHODS : [...ALL_METHODS, 'QUERY'];
}

/** Sorted by code unit, as Python sorts. */
const headersOf = ({ allow_headers = [] }: StarletteCors): readonly string[] =>
  [...new Set([...SAFELISTED_HEADERS, ...allow_headers])].toSorted((a, b) => (a < b ? -1 : 1));

function preflight(
  cors: StarletteCors,
  release: StarletteRelease,
  { headers }: ServerRequest,
  origin: string,
): ServerAnswer {
  const { allow_headers = [], allow_credentials = false, max_age = 600 } = cors;
  const explicit = !allowsAll(cors) || allow_credentials;
  const asked = get(headers, 'access-control-request-headers');
  const mirrored = allow_headers.includes('*');
  const allowed = isAllowed(cors, origin);
  const listed = mirrored ? asked : headersOf(cors).join(', ');
  const methods = methodsOf(cors, release);
  const refused =
    !allowed ||
    !methods.includes(get(headers, 'access-control-request-method') ?? '') ||
    (!mirrored && !namesAllowed(cors, asked));
  return {
    status: refused ? 400 : 200,
    headers: [
      ...when(release === '1', 'Vary', VARY_SINCE_1),
      ...when(release === '0' && explicit, 'Vary', 'Origin'),
      ...when(!explicit, 'Access-Control-Allow-Origin', '*'),
      ...when(explicit && allowed, 'Access-Control-Allow-Origin', origin),
      ['Access-Control-Allow-Methods', methods.join(', ')],
      ['Access-Control-Max-Age', String(max_age)],
      ...when(listed !== null, 'Access-Control-Allow-Headers', listed ?? ''),
      ...when(allow_credentials, 'Access-Control-Allow-Credentials', 'true'),
    ],
  };
}

function namesAllowed(cors: StarletteCors, asked: string | null): boolean {
  const known = headersOf(cors).map((name) => name.toLowerCase());
  const names = asked?.split(',') ?? [];
  return containsAll(
    known,
    names.map((name) => name.toLowerCase().trim()),
  );
}

function simple(
  cors: StarletteCors,
  release: StarletteRelease,
  answer: ServerAnswer,
  request: ServerRequest,
  origin: string,
): ServerAnswer {
  const { allow_credentials = false, expose_headers = [] } = cors;
  const all = allowsAll(cors);
  const own: HeaderList = [
    ...when(all, 'Access-Control-Allow-Origin', '*'),
    ...when(allow_credentials, 'Access-Control-Allow-Credentials', 'true'),
    ...when(expose_headers.length > 0, 'Access-Control-Expose-Headers', expose_headers.join(', ')),
  ];
  const mirrors = release === '0' ? has(request.headers, 'cookie') : allow_credentials;
  const named = all ? mirrors : isAllowed(cors, origin);
  const set = named
    ? [
        ...without(own, 'access-control-allow-origin'),
        ['Access-Control-Allow-Origin', origin] as const,
      ]
    : own;
  const names = new Set(set.map(([name]) => name.toLowerCase()));
  const headers = [...answer.headers.filter(([name]) => !names.has(name.toLowerCase())), ...set];
  const merged = { ...answer, headers };
  return named || release === '1' ? varied(merged, release) : merged;
}

/** Starlette 1 repeats a name that is there already. Caches ignore that. */
function varied(answer: ServerAnswer, release: StarletteRelease): ServerAnswer {
  const present = getAll(answer.headers, 'vary');
  const known = present.join(',').split(/\s*,\s*/);
  if (release === '0' && known.some((name) => name.toLowerCase() === 'origin')) return answer;
  const vary: Header = ['Vary', [...present, 'Origin'].join(', ')];
  return { ...answer, headers: [...without(answer.headers, 'vary'), vary] };
}

const without = (headers: HeaderList, name: string): HeaderList =>
  headers.filter(([key]) => key.toLowerCase() !== name);

const when = (holds: boolean, name: string, value: string): HeaderList =>
  holds ? [[name, value]] : [];
