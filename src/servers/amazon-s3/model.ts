import { get, type HeaderList, listElements } from '../../model/header-list.ts';
import { line } from '../kit/response-headers.ts';
import type { ServerAnswer, ServerRequest } from '../kit/stack.ts';

/** A rule of a bucket's CORS configuration, named as in the console's JSON. */
export type S3CorsRule = {
  /** One `*` within an entry stands for any characters. */
  readonly AllowedOrigins: readonly string[];
  readonly AllowedMethods: readonly string[];
  /** One `*` within an entry stands for any characters. */
  readonly AllowedHeaders?: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  readonly MaxAgeSeconds?: number;
};

/** The only methods that a rule may list. */
export const S3_METHODS: readonly string[] = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];

/**
 * Who answers. `emulator`: s3rver 3.7.1, measured. `amazon`: as documented. On preflights, Amazon
 * sends the origin back and allows credentials; the emulator sends `*` without credentials. Only
 * Amazon limits the maximum age to preflights.
 */
export type S3Server = 'amazon' | 'emulator';

/**
 * A bucket with a CORS configuration (null: none): its answer, given its answer without one. The
 * first rule that matches decides.
 *
 * Transcribed from s3rver 3.7.1, `lib/middleware/cors.js` and `lib/models/config.js`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
 */
export function s3Model(
  rules: readonly S3CorsRule[] | null,
  server: S3Server,
  inner: (request: ServerRequest) => ServerAnswer,
): (request: ServerRequest) => ServerAnswer {
  return (request) => {
    const origin = get(request.headers, 'origin') ?? '';
    const asked = get(request.headers, 'access-control-request-method') ?? '';
    const rule = matchingRule(rules ?? [], origin, asked === '' ? request.method : asked);
    if (request.method !== 'OPTIONS') {
      const answer = inner(request);
      const own = rule === null ? [] : actualHeaders(rule, server, origin);
      return { ...answer, headers: [...answer.headers, ...own] };
    }
    if (origin === '' || asked === '')
      return { status: server === 'amazon' ? 400 : 403, headers: [] };
    const headers = rule === null ? null : allowedHeaders(rule, request);
    // The refusal does not say whether the origin, the method or a header is wrong.
    if (rule === null || headers === null) return { status: 403, headers: [] };
    return { status: 200, headers: preflightHeaders(rule, server, origin, headers) };
  };
}

function matchingRule(
  rules: readonly S3CorsRule[],
  origin: string,
  method: string,
): S3CorsRule | null {
  const wanted = method.toUpperCase();
  const fits = ({ AllowedOrigins, AllowedMethods }: S3CorsRule) =>
    AllowedOrigins.some((entry) => fitsEntry(entry, origin)) && AllowedMethods.includes(wanted);
  return rules.find(fits) ?? null;
}

function fitsEntry(entry: string, value: string): boolean {
  const [prefix = '', suffix] = entry.split('*', 2);
  if (suffix === undefined) return entry === value;
  const fits = value.length >= prefix.length + suffix.length;
  return fits && value.startsWith(prefix) && value.endsWith(suffix);
}

/** Null if any one is not allowed. */
function allowedHeaders(
  { AllowedHeaders = [] }: S3CorsRule,
  request: ServerRequest,
): readonly string[] | null {
  const asked = listElements(get(request.headers, 'access-control-request-headers') ?? '').map(
    (name) => name.toLowerCase(),
  );
  const entries = AllowedHeaders.map((name) => name.toLowerCase());
  const exact = new Set(entries);
  const patterns = entries.filter((entry) => entry.includes('*'));
  const fits = (name: string) =>
    exact.has(name) || patterns.some((pattern) => fitsEntry(pattern, name));
  return asked.every(fits) ? asked : null;
}

const VARY: HeaderList = [
  ['Vary', 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method'],
];
const CREDENTIALS: HeaderList = [['Access-Control-Allow-Credentials', 'true']];

function preflightHeaders(
  rule: S3CorsRule,
  server: S3Server,
  origin: string,
  headers: readonly string[],
): HeaderList {
  const common: HeaderList = [
    ['Access-Control-Allow-Methods', rule.AllowedMethods.join(', ')],
    ...line('Access-Control-Allow-Headers', headers.join(', ')),
    ...VARY,
  ];
  if (server === 'emulator') return [['Access-Control-Allow-Origin', '*'], ...common];
  return [...originHeaders(rule, server, origin), ...exposing(rule), ...maxAge(rule), ...common];
}

function actualHeaders(rule: S3CorsRule, server: S3Server, origin: string): HeaderList {
  return [...originHeaders(rule, server, origin), ...exposing(rule), ...maxAge(rule), ...VARY];
}

/** Amazon allows credentials only if the rule lists the origin. */
function originHeaders(rule: S3CorsRule, server: S3Server, origin: string): HeaderList {
  const star = rule.AllowedOrigins.includes('*');
  return [
    ['Access-Control-Allow-Origin', star ? '*' : origin],
    ...(star && server === 'amazon' ? [] : CREDENTIALS),
  ];
}

const exposing = ({ ExposeHeaders = [] }: S3CorsRule) =>
  line('Access-Control-Expose-Headers', ExposeHeaders.join(', '));

const maxAge = ({ MaxAgeSeconds }: S3CorsRule) =>
  line('Access-Control-Max-Age', MaxAgeSeconds?.toString());
