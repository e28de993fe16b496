import { get, type HeaderList, has } from '../../model/header-list.ts';
import { line } from '../kit/response-headers.ts';
import type { ServerAnswer, ServerRequest } from '../kit/stack.ts';

/** The arguments of `CORS(app, …)`; absent = its own default. */
export type FlaskCors = {
  /** A text with any of `*\]?$^[()` is a pattern, matched from its start. */
  readonly origins?: string | readonly string[];
  readonly methods?: readonly string[];
  readonly allow_headers?: readonly string[];
  readonly expose_headers?: readonly string[];
  readonly supports_credentials?: boolean;
  readonly max_age?: number;
  readonly send_wildcard?: boolean;
  readonly vary_header?: boolean;
  readonly always_send?: boolean;
};

/** The methods allowed if `methods` is left out. */
export const DEFAULT_METHODS: readonly string[] = 'GET HEAD POST OPTIONS PUT PATCH DELETE'.split(
  ' ',
);

/**
 * Flask-CORS for a whole application: its answer, given the answers of the routes. Flask's own
 * routes answer OPTIONS; the extension only adds its headers.
 *
 * Transcribed from Flask-CORS 3.0.10 and 6.0.5, `flask_cors/core.py` and `extension.py`. They do
 * not differ in what is modeled here.
 */
export function flaskCors(
  cors: FlaskCors,
  inner: (request: ServerRequest) => ServerAnswer,
): (request: ServerRequest) => ServerAnswer {
  return (request) => {
    const answer = inner(request);
    if (has(answer.headers, 'access-control-allow-origin')) return answer;
    return { ...answer, headers: [...answer.headers, ...corsHeaders(cors, request)] };
  };
}

function corsHeaders(cors: FlaskCors, request: ServerRequest): HeaderList {
  const { expose_headers = [], supports_credentials = false, vary_header = true } = cors;
  const patterns = originsOf(cors);
  const origin = allowedOrigin(cors, patterns, get(request.headers, 'origin'));
  if (origin === null) return [];
  const varies = origin !== '*' && (patterns.length > 1 || patterns.some(isPattern));
  return [
    ['Access-Control-Allow-Origin', origin],
    ...line('Access-Control-Expose-Headers', expose_headers.toSorted().join(', ')),
    ...line('Access-Control-Allow-Credentials', supports_credentials ? 'true' : null),
    ...(request.method === 'OPTIONS' ? preflightHeaders(cors, request) : []),
    ...line('Vary', vary_header && varies ? 'Origin' : null),
  ];
}

/** Without an Origin the first listed one is sent, unless that is turned off. */
function allowedOrigin(
  { send_wildcard = false, supports_credentials = false, always_send = true }: FlaskCors,
  patterns: readonly string[],
  asked: string | null,
): string | null {
  const wildcard = patterns.includes('.*');
  if (asked !== null) {
    if (wildcard && send_wildcard) return '*';
    return matcher(patterns)(asked) ? asked : null;
  }
  if (!always_send) return null;
  if (wildcard) return supports_credentials ? null : '*';
  return patterns.filter((one) => !isPattern(one)).toSorted()[0] ?? null;
}

/** The methods are searched as one text. */
function preflightHeaders(cors: FlaskCors, { headers }: ServerRequest): HeaderList {
  const { methods = DEFAULT_METHODS, allow_headers = ['*'], max_age } = cors;
  const listed = methods.toSorted().join(', ').toUpperCase();
  const method = (get(headers, 'access-control-request-method') ?? '').toUpperCase();
  if (method === '' || !listed.includes(method)) return [];
  const allows = matcher(allow_headers.map(fixed));
  const allowed = (get(headers, 'access-control-request-headers') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && allows(name));
  return [
    ...line('Access-Control-Allow-Headers', allowed.toSorted().join(', ')),
    ...line('Access-Control-Max-Age', max_age ? String(max_age) : null),
    ['Access-Control-Allow-Methods', listed],
  ];
}

const originsOf = ({ origins = '*' }: FlaskCors): readonly string[] =>
  (typeof origins === 'string' ? [origins] : origins).map(fixed);

const fixed = (pattern: string): string => (pattern === '*' ? '.*' : pattern);

/** What Flask-CORS takes for a pattern, at any position. */
export const isPattern = (text: string): boolean => /[*\\\]?$^[()]/.test(text);

/** Whether a text is in the list or matches one of its patterns. */
function matcher(listed: readonly string[]): (text: string) => boolean {
  const exact = new Set(listed.map((one) => one.toLowerCase()));
  const patterns = listed.filter(isPattern).map((one) => new RegExp(`^(?:${one})`, 'i'));
  return (text) => exact.has(text.toLowerCase()) || patterns.some((pattern) => pattern.test(text));
}
